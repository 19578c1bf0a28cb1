"""The register as programs ask for it and get it."""

from datetime import datetime

from pydantic import Field

from ..web.api import Answer, Query
from .listing import RegisterFilter
from .queries import RegisterPage, RegisterRow


class RegisterQuery(Query):
    """Filters of the register, all of which must hold. `unit` answers for it, `raiser` raised it, `channel`: ids.

    `group`: unsettled, overdue, resolved, on_hold, closed, withdrawn, all. `tier`: at least. `q`: part of the title, or the
    number. `sort`: due, raised, number, tier, unit; with a minus downwards. `after`: the `next` of the page before.
    """

    group: str = "unsettled"
    unit: str = ""
    raiser: str = ""
    channel: str = ""
    kind: str = ""
    severity: str = ""
    tier: int = Field(default=0, ge=0, le=5)
    is_supervised: bool = False
    is_mine: bool = False
    q: str = Field(default="", max_length=60)
    year: int | None = None
    sort: str = ""
    after: str = Field(default="", max_length=80)
    limit: int = Field(default=50, ge=1, le=100)


class UnitOnLine(Answer):
    """A unit that answers for an issue, and when it took it up."""

    id: str
    name: str
    is_lead: bool
    acknowledged_at: datetime | None


class RegisterLine(Answer):
    """An issue in the register. `light`: overdue, soon, calm, or idle where no clock of the units runs."""

    id: str
    number: str
    title: str
    channel: str
    item_number: int | None
    kind: str
    severity: str
    state: str
    light: str
    tier: int
    is_supervised: bool
    raised_by: str
    raised_by_id: str
    raised_at: datetime
    units: list[UnitOnLine]
    due_at: datetime
    is_provisional: bool


class RegisterAnswer(Answer):
    """A page of the register; `next` is null at the end. `is_cut`: very many had to be looked through, `next` goes on."""

    issues: list[RegisterLine]
    next: str | None
    is_cut: bool


def filter_of(query: RegisterQuery) -> RegisterFilter:
    """The filter as the register takes it."""
    values = query.model_dump(exclude={"after", "limit", "q", "sort"})
    sort = query.sort.removeprefix("-")
    return RegisterFilter(**values, text=query.q, sort=sort, is_descending=query.sort.startswith("-"))


def register_answer(page: RegisterPage) -> RegisterAnswer:
    """A page as a program gets it."""
    return RegisterAnswer(issues=[_line(row) for row in page.rows], next=page.next or None, is_cut=page.is_cut)


def _line(row: RegisterRow) -> RegisterLine:
    card = row.card
    units = [
        UnitOnLine(id=unit.public_id, name=unit.name, is_lead=unit.is_lead, acknowledged_at=unit.acknowledged_at)
        for unit in card.units
    ]
    return RegisterLine(
        id=card.public_id,
        number=card.number,
        title=card.title,
        channel=row.channel,
        item_number=row.item_number,
        kind=card.kind,
        severity=card.severity,
        state=card.state,
        light=card.light,
        tier=card.tier,
        is_supervised=card.is_supervised,
        raised_by=card.unit_name,
        raised_by_id=row.raiser,
        raised_at=row.raised_at,
        units=units,
        due_at=card.due_at,
        is_provisional=card.is_provisional,
    )
