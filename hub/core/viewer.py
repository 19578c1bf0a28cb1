"""Who asks: the one value that every policy, query and action gets, and the roles it may hold."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person does in the hub."""

    OFFICE = "office"
    LIAISON = "liaison"
    LEADER = "leader"
    COMMITTEE = "committee"
    OBSERVER = "observer"
    ADMIN = "admin"
    AUDITOR = "auditor"


CONTENT_ROLES = frozenset({Role.OFFICE, Role.LIAISON, Role.LEADER, Role.COMMITTEE, Role.OBSERVER})
"""Roles that may see any content at all; `admin` and `auditor` alone may not."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person as of this very event; looked up anew each time, never kept."""

    person_id: int
    public_id: str
    name: str
    post: str
    unit_id: int
    unit_public_id: str
    unit_name: str
    unit_tile: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    locale: str = "zh"
    session_id: int | None = None
    token_id: int | None = None
    must_change_password: bool = False

    def has(self, *roles: Role) -> bool:
        """Whether the viewer holds one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_office(self) -> bool:
        """Whether the viewer works in the Office for the Protection of Minors."""
        return Role.OFFICE in self.roles

    @property
    def sees_content(self) -> bool:
        """Whether any of the viewer's roles opens content."""
        return not self.roles.isdisjoint(CONTENT_ROLES)
