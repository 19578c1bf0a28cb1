"""What a calendar shows of a consultation, and between whom it is sent."""

from dataclasses import dataclass
from datetime import datetime

REQUEST, CANCEL = "REQUEST", "CANCEL"
"""The methods of letters (RFC 5546, 3.2): come, or come otherwise than was said; and do not come."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A consultation (public id) for a calendar, which is outside of the hub: of a 个案会商 `title` and `note` say nothing.

    `state` is the consultation's; `sequence` counts what was changed since it was announced; `changed_at` is when last.
    """

    public_id: str
    title: str
    state: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    changed_at: datetime
    where: str = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever invites, or is invited: a name and a mail address."""

    name: str
    mail: str
