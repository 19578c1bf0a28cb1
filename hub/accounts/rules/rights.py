"""Who may give or take which roles: office and administrators keep accounts, neither lifts itself."""

from enum import StrEnum

from ...core.viewer import Role

KEPT_ROLES = (Role.ADMIN, Role.OFFICE)
"""Roles that somebody active must always hold, or nobody could manage accounts or the plan any more."""


class RightsFault(StrEnum):
    """Why a change of roles is refused."""

    NONE_LEFT = "none_left"
    ADMIN_ONLY = "admin_only"
    SELF = "self"


def roles_fault(
    by: frozenset[Role], before: frozenset[Role], after: frozenset[Role], *, own: bool
) -> RightsFault | None:
    """Why somebody with the roles `by` may not turn `before` into `after`; `own` when these are their own roles.

    An account keeps at least one role; only an administrator makes or unmakes administrators; nobody gives roles to
    themselves, so that an administrator cannot walk into content unseen (docs/security.md).
    """
    if not after:
        return RightsFault.NONE_LEFT
    if Role.ADMIN in before ^ after and Role.ADMIN not in by:
        return RightsFault.ADMIN_ONLY
    if own and after - before:
        return RightsFault.SELF
    return None
