"""议定事项: captured as a draft, read back to everybody, then fixed; never without a lead and a due date."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....channels.models import Message
from ....channels.rules import clean_client_id, clean_public_id
from ....core import clock
from ....core.errors import Conflict, Invalid, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ...agenda.models import AgendaItem
from ...models import Consultation
from ...rules import Act
from ...standing import check, locked, tell
from ..models import Decision, DecisionSource, DecisionUnit
from ..rules import LEADS_TO, TEXT_LIMIT, DecisionAct, clean_due, clean_text, lacking, why_not_decision
from ..shapes import DecisionDraft
from .holding import item_of

_ACTS = {
    DecisionAct.EDIT: Act.EDIT_DECISION,
    DecisionAct.READ_BACK: Act.READ_BACK,
    DecisionAct.FIX: Act.FIX,
    DecisionAct.DROP: Act.DROP,
    DecisionAct.RESTORE: Act.RESTORE_DECISION,
}


def write(session: Session, viewer: Viewer, consultation: str, item: str, draft: DecisionDraft) -> Decision:
    """Capture a decision to an item (public id) as a draft. A `client_id` that came before gives what it made.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.WRITE_DECISION, row)
    about = item_of(session, row, item)
    key = clean_client_id(draft.client_id) if draft.client_id else None
    if key is not None and (made := session.scalar(select(Decision).where(Decision.client_id == key))):
        if made.item_id != about.id:
            raise Conflict(_("这一条已经提交过了。"))
        return made
    position = session.scalar(select(func.coalesce(func.max(Decision.position), 0)).where(Decision.item_id == about.id))
    decision = Decision(item_id=about.id, position=(position or 0) + 1, written_by=viewer.person_id, client_id=key)
    _fill(session, row, decision, draft)
    return _told(session, viewer, row, Act.WRITE_DECISION, decision)


def edit(session: Session, viewer: Viewer, consultation: str, decision: str, draft: DecisionDraft) -> Decision:
    """Change what is not fixed; words that were being read back are a draft again.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row, found = _taken(session, viewer, consultation, decision, DecisionAct.EDIT)
    found.state, found.written_by, found.written_at = "draft", viewer.person_id, clock.now()
    _fill(session, row, found, draft)
    return _told(session, viewer, row, Act.EDIT_DECISION, found)


def read_back(session: Session, viewer: Viewer, consultation: str, decision: str) -> Decision:
    """宣读: it stands large on all screens. Raises NotFound, Denied, Invalid (something is missing), Conflict."""
    return _moved(session, viewer, consultation, decision, DecisionAct.READ_BACK)


def fix(session: Session, viewer: Viewer, consultation: str, decision: str) -> Decision:
    """It is agreed. Raises NotFound, Denied, Invalid, Conflict (it was not read back as it is now)."""
    return _moved(session, viewer, consultation, decision, DecisionAct.FIX)


def drop(session: Session, viewer: Viewer, consultation: str, decision: str) -> Decision:
    """It was not agreed after all. Raises NotFound, Denied, Conflict."""
    return _moved(session, viewer, consultation, decision, DecisionAct.DROP)


def restore(session: Session, viewer: Viewer, consultation: str, decision: str) -> Decision:
    """Take up as a draft again what was dropped. Raises NotFound, Denied, Conflict."""
    return _moved(session, viewer, consultation, decision, DecisionAct.RESTORE)


def _moved(session: Session, viewer: Viewer, consultation: str, decision: str, act: DecisionAct) -> Decision:
    row, found = _taken(session, viewer, consultation, decision, act)
    is_bound = act in {DecisionAct.READ_BACK, DecisionAct.FIX}
    if is_bound and (missing := lacking(found.lead_unit_id, found.due_on)):
        raise Invalid(missing, field="lead" if found.lead_unit_id is None else "due_on")
    found.state = LEADS_TO[act]
    found.fixed_at = clock.now() if act is DecisionAct.FIX else None
    return _told(session, viewer, row, _ACTS[act], found)


def _taken(
    session: Session, viewer: Viewer, consultation: str, decision: str, act: DecisionAct
) -> tuple[Consultation, Decision]:
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(_ACTS[act], row)
    found = session.scalar(
        select(Decision)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .where(Decision.public_id == clean_public_id(decision), AgendaItem.consultation_id == row.id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    if reason := why_not_decision(act, found.state):
        raise Conflict(_("%(reason)s请看清后再操作。", reason=reason))
    return row, found


def _fill(session: Session, row: Consultation, decision: Decision, draft: DecisionDraft) -> None:
    """Put in what was written; nothing is changed before all of it is good."""
    text, due_on = clean_text(draft.text, "text", limit=TEXT_LIMIT), clean_due(draft.due_on, clock.today())
    lead = _unit_keys(session, (draft.lead,))[0] if draft.lead else None
    others = [unit_id for unit_id in _unit_keys(session, draft.supporting) if unit_id != lead]
    sources = _messages(session, row, draft.sources)
    decision.text, decision.due_on, decision.lead_unit_id = text, due_on, lead
    decision.supporting = []
    session.add(decision)
    session.flush()
    decision.supporting = [DecisionUnit(unit_id=unit_id, position=place) for place, unit_id in enumerate(others)]
    session.execute(delete(DecisionSource).where(DecisionSource.decision_id == decision.id))
    session.add_all([DecisionSource(decision_id=decision.id, message_id=message_id) for message_id in sources])


def _unit_keys(session: Session, units: tuple[str, ...]) -> list[int]:
    wanted = list(dict.fromkeys(clean_public_id(unit) for unit in units))
    found = dict(session.execute(select(Unit.public_id, Unit.id).where(Unit.public_id.in_(wanted))).all())
    if len(found) != len(wanted):
        raise Invalid(_("没有这个单位，请重新选择。"), field="lead")
    return [found[unit] for unit in wanted]


def _messages(session: Session, row: Consultation, messages: tuple[str, ...]) -> list[int]:
    """Messages (public ids) of the consultation's own channel."""
    wanted = {clean_public_id(message) for message in messages}
    found = select(Message.id).where(Message.public_id.in_(wanted), Message.channel_id == row.channel_id)
    keys = list(session.scalars(found.where(Message.retracted_at.is_(None)).order_by(Message.id)))
    if len(keys) != len(wanted):
        raise Invalid(_("有发言已经撤回，请重新选择。"), field="source")
    return keys


def _told(session: Session, viewer: Viewer, row: Consultation, act: Act, decision: Decision) -> Decision:
    session.flush()
    tell(session, row, act, viewer, detail={"decision": decision.public_id})
    return decision
