"""Ladders with their versions, as the office reads them: the one that new runs take, and those before it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..core.errors import NotFound
from ..core.i18n import _
from . import ladders
from .models import Escalation, EscalationLadder, LadderVersion
from .shapes import Clock, Ladder


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of a ladder; `made_by` is a name, None for what the hub came with."""

    ladder: Ladder
    made_at: datetime
    made_by: str | None
    reason: str

    @property
    def number(self) -> int:
        """What people call it by."""
        return self.ladder.number


@dataclass(frozen=True, slots=True)
class LadderView:
    """A ladder (key and public id) and its newest version.

    `running` counts the runs of all its versions, `older` those of earlier ones.
    """

    id: int
    public_id: str
    matter: str
    severity: str
    clock: Clock
    version: VersionView
    running: int
    older: int


def all_ladders(session: Session) -> list[LadderView]:
    """Every ladder; three queries."""
    newest = {ladder_id: view for ladder_id, view in reversed(_views(session))}
    running = _running(session)
    rows = session.scalars(select(EscalationLadder).order_by(EscalationLadder.id))
    return [_ladder_view(row, newest[row.id], running) for row in rows]


def ladder_named(session: Session, public_id: str) -> LadderView:
    """The ladder with this public id; NotFound."""
    row = find(session, public_id)
    return _ladder_view(row, versions(session, row.id)[0], _running(session))


def find(session: Session, public_id: str, *, lock: bool = False) -> EscalationLadder:
    """Its row; `lock` takes it, so that who saves stands in line. NotFound."""
    found = select(EscalationLadder).where(EscalationLadder.public_id == public_id)
    row = session.scalar(found.with_for_update() if lock else found)
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row


def versions(session: Session, ladder_id: int) -> list[VersionView]:
    """All versions of a ladder (key), the newest first."""
    return [view for _ladder_id, view in _views(session, ladder_id)]


def _views(session: Session, ladder_id: int | None = None) -> list[tuple[int, VersionView]]:
    found = (
        select(LadderVersion, EscalationLadder.clock, Person.name)
        .join(EscalationLadder, EscalationLadder.id == LadderVersion.ladder_id)
        .outerjoin(Person, Person.id == LadderVersion.made_by)
        .order_by(LadderVersion.number.desc())
    )
    if ladder_id is not None:
        found = found.where(LadderVersion.ladder_id == ladder_id)
    return [
        (row.ladder_id, VersionView(ladders.made(row, clock), row.made_at, name, row.reason))
        for row, clock, name in session.execute(found)
    ]


def _running(session: Session) -> dict[int, dict[int, int]]:
    """How many runs each version has, by the ladder's key and the version's."""
    found = (
        select(LadderVersion.ladder_id, LadderVersion.id, func.count())
        .join(Escalation, Escalation.version_id == LadderVersion.id)
        .where(Escalation.state == "running")
        .group_by(LadderVersion.ladder_id, LadderVersion.id)
    )
    counts: dict[int, dict[int, int]] = {}
    for ladder_id, version_id, count in session.execute(found):
        counts.setdefault(ladder_id, {})[version_id] = count
    return counts


def _ladder_view(row: EscalationLadder, version: VersionView, running: dict[int, dict[int, int]]) -> LadderView:
    counts = running.get(row.id, {})
    total = sum(counts.values())
    older = total - counts.get(version.ladder.version_id, 0)
    return LadderView(row.id, row.public_id, row.matter, row.severity, Clock(row.clock), version, total, older)
