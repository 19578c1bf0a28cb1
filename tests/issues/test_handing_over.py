"""调岗: what is open with somebody goes to their successor in one act, as foreseen; sessions end; what is private stays."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.accounts import actions as accounts
from hub.accounts import queries
from hub.accounts.actions import DeputyForm
from hub.accounts.events import HandedOver, PersonAdded
from hub.accounts.models import ApiToken, Person, SignedInSession, Unit
from hub.channels.marking.actions import save_message
from hub.channels.marking.models import SavedMessage
from hub.channels.models import Mention
from hub.channels.posting import post_message
from hub.channels.shapes import MessageDraft
from hub.core import clock, db
from hub.core.events import record
from hub.core.viewer import Role
from hub.escalation.models import InboxItem
from tests.factories import make_person, make_session, viewer_of

from .story import Story, shanghai

MOVED = {"mentions": 2, "inbox": 1}


def told_and_named(story: Story) -> str:
    """Two messages and a step wait for 乙一; a colleague is named by one of them too. The colleague's public id."""
    with db.transaction() as session:
        unit = session.scalars(select(Unit).where(Unit.name == "区乙局")).one()
        other = make_person(session, unit, Role.LIAISON, name="乙二", login="yi-er")
        record(session, PersonAdded(other.id))
        story.scene.people["乙二"] = viewer_of(session, other)
        make_session(session, session.get_one(Person, story.scene["乙一"].person_id))
    for number, words in enumerate(("@乙一 请核对", "@区乙局 请核对")):
        draft = MessageDraft(story.scene.channels["家庭"], f"named-{number}", words)
        posted = story.do(post_message, "甲一", draft)
        story.do(save_message, "乙一", posted.id)
    story.raised()
    story.sweep_until(shanghai(11, 18))
    with db.transaction() as session:
        mine = session.scalars(select(InboxItem).where(InboxItem.person_id == story.scene["乙二"].person_id))
        for item in mine:
            session.delete(item)
    story.do(
        accounts.name_deputy,
        "乙一",
        story.scene["乙一"].public_id,
        DeputyForm(other_id(), clock.today(), clock.today()),
    )
    return other_id()


def other_id() -> str:
    with db.reading() as session:
        return session.scalars(select(Person.public_id).where(Person.name == "乙二")).one()


def waiting(session: Session, story: Story, who: str) -> dict[str, int]:
    key = story.scene[who].person_id
    mentions = select(Mention.id).where(Mention.person_id == key, Mention.done_at.is_(None))
    inbox = select(InboxItem.id).where(InboxItem.person_id == key, InboxItem.settled_at.is_(None))
    return {"mentions": len(session.scalars(mentions).all()), "inbox": len(session.scalars(inbox).all())}


def test_it_goes_to_the_successor_as_foreseen(story: Story, heard: list[object]) -> None:
    other = told_and_named(story)
    with db.reading() as session:
        foreseen = queries.handover(session, story.scene["办一"], story.scene["乙一"].person_id, other)
        assert waiting(session, story, "乙二") == {"mentions": 1, "inbox": 0}
    assert dict(foreseen.moved) == MOVED
    assert dict(foreseen.ended) == {"deputies": 1, "sessions": 1, "tokens": 0, "invitations": 0}
    story.do(accounts.move_person, "办一", story.scene["乙一"].public_id, story.unit("区丙局"), successor=other)
    (event,) = [one for one in heard if isinstance(one, HandedOver)]
    assert dict(event.counts) == MOVED | {"deputies": 1, "sessions": 1}
    assert event.successor_id == story.scene["乙二"].person_id
    with db.reading() as session:
        assert waiting(session, story, "乙一") == {"mentions": 0, "inbox": 0}
        assert waiting(session, story, "乙二") == {"mentions": 2, "inbox": 1}
        assert session.scalars(select(SavedMessage.done_at)).all() == [None, None]
        assert all(session.scalars(select(SignedInSession.ended_at)).all())


def test_without_a_successor_nobody_is_bothered(story: Story, heard: list[object]) -> None:
    told_and_named(story)
    with db.reading() as session:
        foreseen = queries.handover(session, story.scene["办一"], story.scene["乙一"].person_id)
    assert (foreseen.successor, dict(foreseen.moved)) == (None, MOVED)
    story.do(accounts.deactivate_person, "办一", story.scene["乙一"].public_id)
    (event,) = [one for one in heard if isinstance(one, HandedOver)]
    assert dict(event.counts) == {"inbox": 1, "deputies": 1, "sessions": 1}
    assert event.successor_id is None
    with db.reading() as session:
        assert waiting(session, story, "乙一")["inbox"] == 0
        assert waiting(session, story, "乙二") == {"mentions": 1, "inbox": 0}
        assert session.scalars(select(ApiToken.revoked_at)).all() == []
