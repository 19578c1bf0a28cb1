"""Who answers for an issue: a unit hands it over once, and the office decides."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Conflict, Invalid
from ...core.i18n import _
from ...core.viewer import Viewer
from .. import clocks
from ..models import Issue, IssueEvent, IssueUnit
from ..rules import HAND_OVERS, REASON_LIMIT, Act, clean_words
from .answering import missing_units
from .extending import void_requests
from .raising import put_units, unit_names, units_in
from .standing import check, locked, tell


def hand_over(session: Session, viewer: Viewer, issue: str, unit: str, reason: str) -> Issue:
    """转办: another unit (public id) answers in place of the viewer's, and has to take it up.

    Raises NotFound, Denied, Invalid, TooLarge; Conflict after HAND_OVERS.
    """
    row = locked(session, viewer, issue, "issue.hand_over")
    check(Act.HAND_OVER, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    (unit_id,) = units_in(session, row.channel_id, (unit,))
    standing = standing_units(session, row)
    if unit_id in standing:
        raise Invalid(_("这个单位已经是责任单位，请另选。"), field="unit")
    if _passed_on(session, row) >= HAND_OVERS:
        raise Conflict(_("这个问题已转办过。再次转办请联系区未保办指定责任单位。"))
    detail = {"from": viewer.unit_public_id, "to": unit}
    _put(session, row, [unit_id if standing_id == viewer.unit_id else standing_id for standing_id in standing])
    tell(session, row, Act.HAND_OVER, viewer, text=text, detail=detail)
    return row


def assign(session: Session, viewer: Viewer, issue: str, units: tuple[str, ...], reason: str) -> Issue:
    """The office names the units (public ids) that answer, the lead first; whoever is new has to take it up.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, issue, "issue.supervise")
    check(Act.ASSIGN, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    wanted, standing = units_in(session, row.channel_id, units), standing_units(session, row)
    if wanted == standing:
        return row
    _put(session, row, wanted)
    detail = {"from": unit_names(session, standing), "to": unit_names(session, wanted)}
    tell(session, row, Act.ASSIGN, viewer, text=text, detail=detail)
    return row


def standing_units(session: Session, row: Issue) -> list[int]:
    """The units (keys) that answer for the issue now, the lead first."""
    found = select(IssueUnit.unit_id).where(IssueUnit.issue_id == row.id, IssueUnit.released_at.is_(None))
    return list(session.scalars(found.order_by(IssueUnit.position, IssueUnit.id)))


def _put(session: Session, row: Issue, wanted: list[int]) -> None:
    """Let those go who are not wanted, take in who is new, and set the clocks by who has taken it up."""
    found = select(IssueUnit).where(IssueUnit.issue_id == row.id, IssueUnit.released_at.is_(None))
    standing = {unit.unit_id: unit for unit in session.scalars(found)}
    for unit_id, unit in standing.items():
        if unit_id not in wanted:
            unit.released_at = clock.now()
    session.flush()
    put_units(session, row, [unit_id for unit_id in wanted if unit_id not in standing])
    for position, unit_id in enumerate(wanted):
        place = update(IssueUnit).where(
            IssueUnit.issue_id == row.id, IssueUnit.unit_id == unit_id, IssueUnit.released_at.is_(None)
        )
        session.execute(
            place.values(position=position, is_lead=position == 0).execution_options(synchronize_session=False)
        )
    session.expire_all()
    void_requests(session, row)
    if missing_units(session, row):
        if row.state == "acknowledged":
            row.state, row.acknowledged_at = "open", None
        row.tier = 0
        clocks.await_answer(session, row)
    elif row.state in {"open", "reopened"}:
        row.state, row.acknowledged_at, row.tier = "acknowledged", clock.now(), 0
        clocks.at_work(session, row)


def _passed_on(session: Session, row: Issue) -> int:
    passed = select(func.count()).where(IssueEvent.issue_id == row.id, IssueEvent.act == str(Act.HAND_OVER))
    return session.scalar(passed) or 0
