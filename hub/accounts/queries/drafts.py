"""A list of people on its way in, checked anew against the units and accounts of this moment."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Role, Viewer
from ..lists import PeopleDraft
from ..models import Person
from ..rules.roster import Entry, Row, check_rows
from .snapshot import directory


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft and its rows; `bad` are those that stand in the way."""

    public_id: str
    filename: str
    created_at: datetime
    applied_at: datetime | None
    entries: tuple[Entry, ...]

    @property
    def bad(self) -> tuple[Entry, ...]:
        """The entries with faults."""
        return tuple(entry for entry in self.entries if entry.faults)

    @property
    def has_unknown_units(self) -> bool:
        """Whether a row names a unit that is not there."""
        return any(code == "unit_unknown" for entry in self.entries for code, _about in entry.faults)

    @property
    def can_be_applied(self) -> bool:
        """Whether every row is good and nobody has taken the list over yet."""
        return self.applied_at is None and bool(self.entries) and not self.bad


def draft(session: Session, viewer: Viewer, public_id: str) -> DraftView:
    """A draft, whoever uploaded it; needs `accounts.manage`; NotFound."""
    row = draft_row(session, viewer, public_id)
    return DraftView(row.public_id, row.filename, row.created_at, row.applied_at, tuple(_checked(session, viewer, row)))


def draft_row(session: Session, viewer: Viewer, public_id: str) -> PeopleDraft:
    """The row of a draft; needs `accounts.manage`; NotFound."""
    require(session, viewer, "accounts.manage")
    row = session.scalar(select(PeopleDraft).where(PeopleDraft.public_id == public_id))
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row


def rows_to_text(rows: list[Row]) -> str:
    """How a draft keeps its rows."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False)


def _checked(session: Session, viewer: Viewer, row: PeopleDraft) -> list[Entry]:
    rows = [Row(**values) for values in json.loads(row.rows)]
    known = directory(session)

    def unit_of(written: str) -> str | None:
        unit = known.find_unit(written)
        return unit.public_id if unit is not None and unit.is_active else None

    taken = frozenset(session.scalars(select(Person.login)))
    return check_rows(rows, unit_of, taken, viewer.has(Role.ADMIN))
