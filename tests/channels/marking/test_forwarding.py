"""Forwarding: from where I may read to where I may write, with who said it; and gone everywhere once it is retracted."""

import threading
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from hub.channels import actions as channel_actions
from hub.channels import intake
from hub.channels import queries as channel_queries
from hub.channels.events import MessageChanged, MessagePosted
from hub.channels.marking.models import MessageOrigin
from hub.channels.models import Channel, Membership, Mention, Message
from hub.channels.posting import post_all
from hub.channels.shapes import MessageDraft
from hub.core import db
from hub.core.errors import Conflict, Denied, HubError, Invalid, NotFound
from hub.realtime import changes
from tests.channels.scene import statements

from .conftest import Talk


def copied() -> list[str]:
    with db.reading() as session:
        return list(session.scalars(select(MessageOrigin.body).order_by(MessageOrigin.message_id)))


def test_it_comes_with_who_said_it_where_and_when(talk: Talk, heard: list[object]) -> None:
    origin = talk.say("甲一", "请**周五**前报名单")
    heard.clear()
    message = talk.forward("乙一", origin, note="供参考")
    view, before = talk.read(message), talk.read(origin)
    assert (view.body, view.author_name, view.unit_name, view.channel) == (
        "供参考",
        "乙一",
        "区乙局",
        talk.scene.channels["全体"],
    )
    found = view.facets.origin
    assert found is not None
    assert (found.message, found.channel, found.title, found.number) == (origin, before.channel, "家庭", 1)
    assert (found.unit_name, found.author_name, found.author_post) == ("区甲局", "甲一", "联络员")
    assert (found.posted_at, found.body, found.is_retracted) == (before.posted_at, "请**周五**前报名单", False)
    assert found.html == "<p>请<strong>周五</strong>前报名单</p>"
    (event,) = heard
    assert isinstance(event, MessagePosted)
    assert event.view.facets.origin == found, "what is pushed is what is read"


def test_a_note_is_not_needed(talk: Talk) -> None:
    message = talk.forward("甲一", talk.say("甲一", "话"))
    assert talk.read(message).body == ""
    talk.do(channel_actions.edit_message, "甲一", message, "补一句")
    talk.do(channel_actions.edit_message, "甲一", message, " ")
    assert talk.read(message).body == ""
    with pytest.raises(Invalid):
        talk.do(channel_actions.edit_message, "甲一", talk.say("甲一", "话"), " ")


def test_names_in_the_words_tell_nobody_again(talk: Talk, heard: list[object]) -> None:
    origin = talk.say("甲一", "请@区乙局 和@各责任单位 看")
    heard.clear()
    message = talk.forward("办一", origin, note="@丙一 请看")
    with db.reading() as session:
        rows = session.execute(
            select(Mention.person_id)
            .join(Message, Message.channel_id == Mention.channel_id)
            .where(Message.public_id == message, Mention.seq == Message.seq)
        )
        assert {person_id for (person_id,) in rows} == {talk.scene["丙一"].person_id}
    assert heard[0].reached == (talk.scene["丙一"].person_id,)
    assert "data-mention" not in talk.read(message).facets.origin.html


@pytest.mark.parametrize(
    ("who", "channel", "refusal"),
    [
        ("丙一", "全体", NotFound),  # may not read it
        ("专家", "全体", NotFound),
        ("甲一", "街镇", NotFound),  # may not write there
        ("甲一", "家庭", Invalid),  # there it stands
    ],
)
def test_only_who_reads_the_one_and_writes_the_other(
    talk: Talk, who: str, channel: str, refusal: type[HubError]
) -> None:
    origin = talk.say("甲一", "两家的话")
    with pytest.raises(refusal):
        talk.forward(who, origin, channel)
    assert copied() == []


@pytest.mark.parametrize(("closed", "refusal"), [("archived", Denied), ("left", NotFound)])
def test_not_into_an_archive_nor_out_of_what_one_left(talk: Talk, closed: str, refusal: type[HubError]) -> None:
    origin = talk.say("甲一", "话")
    with db.transaction() as session:
        if closed == "archived":
            session.execute(update(Channel).where(Channel.title == "全体").values(archived_at=Channel.created_at))
        else:
            left = select(Channel.id).where(Channel.title == "家庭").scalar_subquery()
            session.execute(
                update(Membership).where(Membership.channel_id == left).values(ended_at=Membership.joined_at)
            )
    with pytest.raises(refusal):
        talk.forward("甲一", origin)


def test_out_of_an_archive_it_can_be_taken(talk: Talk) -> None:
    origin = talk.say("甲一", "话")
    with db.transaction() as session:
        session.execute(update(Channel).where(Channel.title == "家庭").values(archived_at=Channel.created_at))
    assert talk.read(talk.forward("甲一", origin)).facets.origin is not None


def test_forwarded_again_it_keeps_its_first_origin(talk: Talk) -> None:
    origin = talk.say("甲一", "两家的话")
    between = talk.forward("甲一", origin, note="中间的说明")
    last = talk.forward("丙一", between, "全区", note="再转")
    found = talk.read(last).facets.origin
    assert found is not None
    assert (found.message, found.author_name, found.title, found.body) == (origin, "甲一", "家庭", "两家的话")
    talk.retract("甲一", between)
    assert talk.read(last).facets.origin == found, "what was retracted is the note"


def test_what_is_retracted_goes_everywhere_and_the_screens_follow(talk: Talk, heard: list[object]) -> None:
    origin = talk.say("甲一", "孩子的名字")
    first = talk.forward("甲一", origin, note="请看")
    second = talk.forward("丙一", first, "全区")
    other = talk.forward("甲一", talk.say("甲一", "别的话"))
    heard.clear()
    talk.retract("办一", origin)
    assert copied() == ["", "", "别的话"]
    for message, note in ((first, "请看"), (second, "")):
        view = talk.read(message)
        found = view.facets.origin
        assert found is not None
        assert (view.body, found.is_retracted, found.body, found.html) == (note, True, "", "")
        assert found.author_name == "甲一", "who and where stays"
    assert talk.changes(channel="全体", after=2) == [("edit", first)]
    assert talk.changes(channel="全区", after=1) == [("edit", second)]
    told = {event.view.public_id: event for event in heard if isinstance(event, MessageChanged)}
    assert set(told) == {first, second}
    assert all(event.view.facets.origin.is_retracted for event in told.values())
    assert talk.read(other).change == 2
    with db.reading() as session:
        everyone = session.scalars(select(Channel.id).where(Channel.title == "全体")).one()
        (pushed,) = changes.after(session, everyone, 2, 10)
    assert "孩子的名字" not in str(pushed.view)
    for again in (origin, first, second):
        with pytest.raises(Invalid, match="已撤回"):
            talk.forward("办一", again, "街镇")


def test_a_forwarded_message_taken_back_loses_the_words_too(talk: Talk) -> None:
    origin = talk.say("甲一", "话")
    message = talk.forward("乙一", origin, note="请看")
    talk.retract("乙一", message)
    assert copied() == [""]
    assert talk.read(message).facets.origin is None
    assert talk.read(origin).body == "话"
    talk.retract("甲一", origin)
    assert talk.changes(channel="全体", after=2) == [], "a tombstone does not change again"


def test_a_retraction_and_forwards_at_once_leave_no_words_behind(talk: Talk) -> None:
    """Whichever comes first: forwarded before, it is emptied; after, it is refused."""
    for turn in range(12):
        origin = talk.say("甲一", f"孩子的名字{turn}")
        together = threading.Barrier(4)
        troubles: list[BaseException] = []

        def attempt(act: object, *what: str, barrier: threading.Barrier = together) -> None:
            barrier.wait()
            try:
                act(*what)  # type: ignore[operator]
            except HubError:
                pass
            except BaseException as error:
                troubles.append(error)  # noqa: B023 (read in the same turn)

        threads = [
            threading.Thread(target=attempt, args=(talk.retract, "办一", origin)),
            *(
                threading.Thread(target=attempt, args=(forward_now, talk, channel, origin))
                for channel in ("全体", "街镇", "全区")
            ),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert troubles == []
        assert set(copied()) <= {""}


def forward_now(talk: Talk, channel: str, origin: str) -> None:
    """Past the intake, which would put all of one process in line."""
    draft = MessageDraft(talk.scene.channels[channel], str(uuid4()), "", origin=origin)
    with db.transaction() as session:
        (outcome,) = post_all(session, [(talk.scene["办一"], draft)])
    if isinstance(outcome, HubError):
        raise outcome


def test_a_retry_forwards_once_and_the_same_key_for_something_else_is_a_conflict(talk: Talk) -> None:
    origin, other = talk.say("甲一", "话"), talk.say("甲一", "别的话")
    key, target = str(uuid4()), talk.scene.channels["全体"]
    first = intake.post(talk.scene["甲一"], MessageDraft(target, key, "请看", origin=origin))
    again = intake.post(talk.scene["甲一"], MessageDraft(target, key, "请看", origin=origin))
    assert (again.id, again.duplicate) == (first.id, True)
    for draft in (
        MessageDraft(target, key, "请看", origin=other),
        MessageDraft(target, key, "请看"),
        MessageDraft(target, key, "别看", origin=origin),
    ):
        with pytest.raises(Conflict):
            intake.post(talk.scene["甲一"], draft)
    assert len(copied()) == 1


def test_one_refusal_in_a_batch_spoils_nothing(talk: Talk) -> None:
    origin, target = talk.say("甲一", "话"), talk.scene.channels["全体"]
    posts = [
        (talk.scene["丙一"], MessageDraft(target, str(uuid4()), "", origin=origin)),
        (talk.scene["甲一"], MessageDraft(target, str(uuid4()), "", origin=origin)),
        (talk.scene["乙一"], MessageDraft(target, str(uuid4()), "只有话")),
        (talk.scene["乙一"], MessageDraft(target, str(uuid4()), "", origin="x")),
        (talk.scene["乙一"], MessageDraft(target, str(uuid4()), "")),
    ]
    with db.transaction() as session:
        outcomes = post_all(session, posts)
    assert [getattr(outcome, "seq", type(outcome)) for outcome in outcomes] == [NotFound, 1, 2, NotFound, Invalid]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_posts_that_forward_nothing_cost_nothing_more(talk: Talk) -> None:
    origin, target = talk.say("甲一", "话"), talk.scene.channels["全体"]
    costs = {}
    for name, draft in {
        "plain": MessageDraft(target, str(uuid4()), "话"),
        "forwarded": MessageDraft(target, str(uuid4()), "", origin=origin),
    }.items():
        with db.transaction() as session, statements() as sent:
            post_all(session, [(talk.scene["甲一"], draft)])
        costs[name] = [one for one in sent if "message_origin" in one]
    assert costs["plain"] == []
    # Whence it comes, once more under lock, the row, and the row read for the search and for the screens.
    assert len(costs["forwarded"]) == 5


def test_a_reply_to_a_forward_quotes_it(talk: Talk) -> None:
    message = talk.forward("甲一", talk.say("甲一", "话"))
    answer = talk.say("乙一", "好", "全体", reply_to=message)
    quote = talk.read(answer).reply
    assert quote is not None
    assert (quote.public_id, quote.excerpt) == (message, "")
    assert [entry.id for entry in talk.ask(channel_queries.waiting, "甲一") if entry.kind == "reply"] == [answer]
