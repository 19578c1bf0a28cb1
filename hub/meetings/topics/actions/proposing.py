"""Proposing a topic: from a message, from an issue, or new."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....channels.models import Message
from ....channels.policy import is_open
from ....channels.rules import clean_client_id, clean_public_id
from ....core import clock
from ....core.db import transaction
from ....core.errors import Conflict, Invalid, NotFound
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ....issues.models import Issue
from ..models import Topic, TopicUnit
from ..rules import ALIVE, MOST_UNITS, TopicAct, clean_title, clean_words
from ..shapes import TopicDraft
from .standing import tell

WORDS = ("body", "consulted", "open_points", "advice")


def propose_once(viewer: Viewer, draft: TopicDraft) -> str:
    """Propose it and give its public id; the same `client_id`, even at once, gives the topic that it proposed.

    Raises what `propose` does. Opens its own transaction: call it outside of any.
    """
    try:
        return _proposed(viewer, draft)
    except IntegrityError:  # another request with this key has just committed: its topic is there now
        return _proposed(viewer, draft)


def propose(session: Session, viewer: Viewer, draft: TopicDraft) -> Topic:
    """Put something on the list of topics. An issue whose topic had ended is proposed once more, with the new words.

    Raises NotFound, Denied, Invalid (the field says which), TooLarge; Conflict where the issue is a topic already, or for a
    key that somebody else has used.
    """
    require(session, viewer, "topic.propose")
    key = clean_client_id(draft.client_id)
    before = session.scalar(select(Topic).where(Topic.client_id == key))
    if before is not None:
        return _same(viewer, before)
    words = {name: clean_words(getattr(draft, name), name) for name in WORDS}
    title, units = clean_title(draft.title), _units(session, draft)
    row = _place(session, viewer, draft)
    row.title, row.state, row.client_id = title, "proposed", key
    row.person_id, row.unit_id, row.proposed_at = viewer.person_id, viewer.unit_id, clock.now()
    for name, said in words.items():
        setattr(row, name, said)
    forget_decision(row)
    row.units.clear()
    session.add(row)
    session.flush()
    row.units.extend(units)
    tell(session, row, TopicAct.PROPOSE, viewer)
    return row


def forget_decision(row: Topic) -> None:
    """The office has said nothing about it yet."""
    row.reason, row.decided_by, row.decided_at = "", None, None
    row.merged_into_id, row.deferred_until = None, None


def _proposed(viewer: Viewer, draft: TopicDraft) -> str:
    with transaction() as session:
        return propose(session, viewer, draft).public_id


def _same(viewer: Viewer, before: Topic) -> Topic:
    if before.person_id != viewer.person_id:
        raise Conflict(_("这个 client_id 已用于另一个议题，请另取一个。"), field="client_id")
    return before


def _place(session: Session, viewer: Viewer, draft: TopicDraft) -> Topic:
    """The row, which says where it comes from."""
    if draft.issue:
        return _of_issue(session, viewer, draft.issue)
    if draft.message:
        message = session.scalar(select(Message).where(Message.public_id == clean_public_id(draft.message)))
        require(session, viewer, "channel.read", message)
        if message is None or message.retracted_at is not None:
            raise NotFound(_("没有找到，或者您无权查看。"))
        return Topic(basis="message", channel_id=message.channel_id, message_id=message.id)
    return Topic(basis="hand")


def _of_issue(session: Session, viewer: Viewer, public_id: str) -> Topic:
    """The issue's one topic; its row is taken, as a ladder's rung takes it, so that both stand in line."""
    found = select(Issue).where(Issue.public_id == clean_public_id(public_id)).with_for_update()
    issue = session.scalar(found.execution_options(populate_existing=True))
    require(session, viewer, "issue.read", issue)
    if issue is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    if issue.state in {"closed", "withdrawn"}:
        raise Conflict(_("这个问题已经了结，不用再提请会商。"))
    row = session.scalar(select(Topic).where(Topic.issue_id == issue.id).with_for_update())
    if row is None:
        return Topic(basis="issue", issue_id=issue.id, channel_id=issue.channel_id, message_id=issue.message_id)
    if row.state in ALIVE or is_carried_on(session, row):
        raise Conflict(_("这个问题已经是议题，不用再提。"))
    row.basis = "issue"
    return row


def is_carried_on(session: Session, row: Topic) -> bool:
    """Whether it was merged into another that is still to be dealt with."""
    into = session.get(Topic, row.merged_into_id) if row.merged_into_id is not None else None
    return into is not None and (into.state in ALIVE or is_carried_on(session, into))


def _units(session: Session, draft: TopicDraft) -> list[TopicUnit]:
    """Rows of the units that are named, those that were asked beforehand among them; Invalid for one that is not there."""
    asked = set(draft.consulted_units)
    ids = list(dict.fromkeys([*draft.units, *draft.consulted_units]))
    if len(ids) > MOST_UNITS:
        raise Invalid(_("涉及单位最多 %(most)d 个。", most=MOST_UNITS), field="units")
    keys = units_named(session, ids)
    return [
        TopicUnit(unit_id=keys[id_], position=position, was_consulted=id_ in asked) for position, id_ in enumerate(ids)
    ]


def units_named(session: Session, ids: list[str]) -> dict[str, int]:
    """The keys of units that exist today by their public ids; Invalid for one that does not."""
    found = select(Unit.public_id, Unit.id).where(Unit.public_id.in_(ids), is_open(clock.today()))
    keys = dict(session.execute(found).all())
    if len(keys) < len(set(ids)):
        raise Invalid(_("有的单位已不存在，请重新选择。"), field="units")
    return keys
