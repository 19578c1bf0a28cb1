"""Topics by name: proposed, looked at, and who may."""

from itertools import count
from typing import Any

from sqlalchemy import select

from hub.channels.actions import post_message
from hub.channels.shapes import MessageDraft
from hub.core import db
from hub.core.errors import NotFound
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.models import Consultation
from hub.meetings.topics import actions, queries
from hub.meetings.topics.models import Topic
from hub.meetings.topics.policy import visible
from hub.meetings.topics.shapes import TopicDraft, TopicSheet
from tests.meetings.story import Meetings

_keys = count(1)


def draft(title: str = "心理危机学生转介衔接", **given: Any) -> TopicDraft:
    return TopicDraft(client_id=f"topic-{next(_keys)}", title=title, **given)


def proposed(meetings: Meetings, who: str = "甲一", title: str = "心理危机学生转介衔接", **given: Any) -> str:
    """A topic that somebody has proposed; its public id."""
    return meetings.do(actions.propose, who, draft(title, **given)).public_id


def said(meetings: Meetings, who: str, body: str, channel: str) -> str:
    """A message in a channel (public id); its public id."""
    words = MessageDraft(channel, f"said-{next(_keys)}", body)
    return meetings.do(post_message, who, words).id


def topic(public_id: str) -> Topic:
    with db.reading() as session:
        return session.scalars(select(Topic).where(Topic.public_id == public_id)).one()


def topic_of(issue_id: int) -> Topic:
    with db.reading() as session:
        return session.scalars(select(Topic).where(Topic.issue_id == issue_id)).one()


def page_of(meetings: Meetings, who: str, public_id: str) -> TopicSheet:
    """Its page for somebody; NotFound."""
    with db.reading() as session:
        return queries.sheet(session, meetings.scene[who], public_id)


def who_reads(meetings: Meetings, public_id: str) -> set[str]:
    """The names of those who may know of it, by its page and, which must be the same, by the SQL of lists."""
    by_page, by_list = set(), set()
    with db.reading() as session:
        for name, viewer in meetings.scene.people.items():
            if session.scalar(select(Topic.id).where(Topic.public_id == public_id, visible(viewer))) is not None:
                by_list.add(name)
            try:
                queries.sheet(session, viewer, public_id)
                by_page.add(name)
            except NotFound:
                pass
    assert by_page == by_list
    return by_page


def channel_of(meetings: Meetings, consultation: str) -> str:
    """The channel (public id) of a consultation."""
    with db.reading() as session:
        row = session.scalars(select(Consultation).where(Consultation.public_id == consultation)).one()
        assert row.channel is not None
        return row.channel.public_id


def carried(meetings: Meetings, who: str, item: str) -> str:
    """What is left of an item (public id), as the topic that it is carried over into; its public id."""
    with db.transaction() as session:
        row = session.scalars(select(AgendaItem).where(AgendaItem.public_id == item)).one()
        return actions.carry(session, meetings.scene[who], row).public_id
