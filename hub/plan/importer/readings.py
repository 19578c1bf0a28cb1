"""What reading a document yields: its items, each with the units that it names, as frozen values."""

from dataclasses import dataclass
from datetime import date

from .words.roles import Role


@dataclass(frozen=True)
class PartyReading:
    """A unit or group as written, who that is (`unit`: the short name, None where nobody can tell), and whether it leads.

    `is_lead` marks the lead units as written, or else the first unit named as a suggestion.
    """

    name: str
    unit: str | None
    is_lead: bool = False
    is_group: bool = False
    role: Role = Role.RESPONSIBLE


@dataclass(frozen=True)
class ItemReading:
    """A work item as read. `label` is its number as printed, `due_text` its time of completion as written.

    `leaves_open` says that 等 follows the units; `has_no_day` that the document says 全年 or 长期 on purpose;
    `is_scattered` that more than one place in it says who leads or is responsible.
    """

    number: int
    section: str
    title: str
    body: str
    units: tuple[PartyReading, ...] = ()
    due: date | None = None
    label: str = ""
    due_text: str = ""
    leaves_open: bool = False
    has_no_day: bool = False
    is_scattered: bool = False
