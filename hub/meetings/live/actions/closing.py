"""Closing a consultation: what was not settled is carried over, linked issues go as was decided, all in one transaction.

Locks are taken in one order, consultation, issues, channels, whoever else works on the same issues.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ....core import clock, events
from ....core.errors import Conflict, Invalid
from ....core.i18n import _
from ....core.viewer import Viewer
from ....issues import actions as issues
from ....issues.models import Issue
from ...agenda.models import AgendaItem
from ...events import ConsultationClosed
from ...models import Consultation
from ...rules import Act
from ...standing import check, locked, tell
from ...topics import actions as topics
from ..models import Decision, Speaker
from ..queries.review import linked_issues
from ..shapes import Closing, IssueChoice
from .holding import current_of, items_of
from .turning import stop

KEPT = {"synchronize_session": False}


def close(session: Session, viewer: Viewer, consultation: str, closing: Closing) -> Consultation:
    """End it as `closing` says. Raises NotFound, Denied, Invalid, TooLarge; Conflict while a decision is a draft."""
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.CLOSE, row)
    items = items_of(session, row)
    _refuse_drafts(session, items)
    stop(session, current_of(session, row), "done")
    changed = _settle_issues(session, viewer, row, closing.issues)
    carried = _carry(session, viewer, items, closing.carried)
    _end_speakers(session, items)
    row.state, row.closed_at = "closed", clock.now()
    detail = {"carried": carried, "issues": changed}
    tell(session, row, Act.CLOSE, viewer, detail=detail)
    events.record(session, ConsultationClosed(row.id, row.public_id, viewer.person_id))
    return row


def _refuse_drafts(session: Session, items: list[AgendaItem]) -> None:
    """What was not agreed is never said to be: it is fixed or dropped first."""
    found = select(Decision.id).where(Decision.item_id.in_([one.id for one in items]))
    open_ = session.scalars(found.where(Decision.state.in_(["draft", "read_back"]))).all()
    if open_:
        raise Conflict(_("还有%(num)d项议定事项没有议定，请先议定或撤销，再结束会商。", num=len(open_)))


def _settle_issues(
    session: Session, viewer: Viewer, row: Consultation, choices: tuple[IssueChoice, ...]
) -> dict[str, str]:
    """Do with each issue what was decided; returns what was done to which (public id)."""
    linked = linked_issues(session, row)
    wanted = {one.issue: one for one in choices if one.what != "leave"}
    if unknown := wanted.keys() - linked.keys():
        raise Invalid(_("这个问题不在这次会商的议程里。"), field=f"issue-{next(iter(unknown))}")
    keys = [linked[public_id].id for public_id in wanted]
    session.execute(select(Issue.id).where(Issue.id.in_(keys)).order_by(Issue.id).with_for_update())
    for public_id in linked:  # in the order of their keys
        if public_id in wanted:
            _settle(session, viewer, row, wanted[public_id])
    return {public_id: one.what for public_id, one in wanted.items()}


def _settle(session: Session, viewer: Viewer, row: Consultation, choice: IssueChoice) -> None:
    if choice.what == "resolve":
        issues.conclude(session, viewer, choice.issue, choice.words, f"closing-{row.public_id}-{choice.issue}")
    elif choice.what == "extend":
        issues.change_due(session, viewer, choice.issue, choice.due_on, choice.words)
    elif choice.what == "assign":
        issues.assign(session, viewer, choice.issue, (choice.unit,), choice.words)
    else:
        raise Invalid(_("请选择问题怎么办理。"), field=f"issue-{choice.issue}")


def _carry(session: Session, viewer: Viewer, items: list[AgendaItem], wanted: tuple[str, ...]) -> list[str]:
    """Carry these items (public ids) over; those of other consultations are none of ours."""
    known = {one.public_id: one for one in items}
    if unknown := [public_id for public_id in wanted if public_id not in known]:
        raise Invalid(_("这一项不在议程里，请刷新后再选。"), field=f"carry-{unknown[0]}")
    for public_id in dict.fromkeys(wanted):
        if known[public_id].carried_to_id is None:
            topics.carry(session, viewer, known[public_id])
    return list(dict.fromkeys(wanted))


def _end_speakers(session: Session, items: list[AgendaItem]) -> None:
    open_ = update(Speaker).where(Speaker.item_id.in_([one.id for one in items]), Speaker.ended_at.is_(None))
    session.execute(open_.values(ended_at=clock.now()).execution_options(**KEPT))
