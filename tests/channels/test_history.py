"""Pages of messages and what changed since: the same as a list in memory would give, in a fixed number of queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from hub.channels import actions, queries
from hub.channels.posting import post_message
from hub.channels.rules import PAGE_LIMIT, window
from hub.channels.shapes import MessageDraft, MessageView
from hub.core import clock, db
from hub.core.errors import Invalid, NotFound

from .scene import Scene, statements

SIZES = st.integers(0, 130)
PLACES = st.one_of(st.none(), st.integers(0, 140))


@given(SIZES, PLACES, st.integers(1, 120))
def test_a_window_is_what_slicing_a_list_gives(head: int, place: int | None, limit: int) -> None:
    numbers = list(range(1, head + 1))
    size = min(limit, PAGE_LIMIT)

    def shown(**asked: int | None) -> list[int]:
        low, high = window(head, limit=limit, **asked)
        return [number for number in numbers if low <= number <= high]

    assert shown() == numbers[-size:]
    if place is None:
        return
    assert shown(after=place) == [number for number in numbers if number > place][:size]
    assert shown(before=place) == [number for number in numbers if number < place][-size:]
    page = shown(around=place)
    assert len(page) == min(size, head)
    assert place not in numbers or place in page
    if place - size >= 1 and place + size <= head:
        assert abs((page[0] + page[-1]) / 2 - place) <= 1


@pytest.mark.parametrize(
    "asked",
    [{"before": 1, "after": 1}, {"before": -1}, {"after": True}, {"around": "1"}, {"limit": "5"}, {"limit": -1}],
)
def test_a_window_that_cannot_be_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        window(10, **asked)


@pytest.fixture
def talk(scene: Scene) -> Scene:
    """Thirty messages in one channel, three a day from 1 to 10 November in Shanghai; others in another."""
    for number in range(30):
        at = datetime(2026, 11, 1 + number // 3, 1, number, tzinfo=UTC)
        with clock.held_at(at), db.transaction() as session:
            say(session, scene, "甲一" if number % 2 else "乙一", f"第{number + 1}条")
            if number % 10 == 0:
                say(session, scene, "东一", "别处", channel="街镇")
    return scene


def say(session, scene: Scene, who: str, body: str, channel: str = "家庭", reply_to: str | None = None):  # type: ignore[no-untyped-def]
    client_id = f"{who}-{body}-{reply_to}".encode().hex()[-60:]
    return post_message(session, scene[who], MessageDraft(scene.channels[channel], client_id, body, reply_to))


def seqs(messages: list[MessageView]) -> list[int]:
    return [message.seq for message in messages]


def page(scene: Scene, who: str = "甲一", **asked: object) -> list[int]:
    with db.reading() as session:
        return seqs(queries.messages(session, scene[who], scene.channels["家庭"], **asked).messages)  # type: ignore[arg-type]


def test_pages_hold_one_channel_in_order(talk: Scene) -> None:
    assert page(talk) == list(range(1, 31))
    assert page(talk, limit=5) == [26, 27, 28, 29, 30]
    assert page(talk, before=26, limit=5) == [21, 22, 23, 24, 25]
    assert page(talk, after=3, limit=3) == [4, 5, 6]
    assert page(talk, around=10, limit=5) == [8, 9, 10, 11, 12]
    assert page(talk, around=1, limit=5) == [1, 2, 3, 4, 5]
    assert page(talk, around=99, limit=5) == [26, 27, 28, 29, 30]
    assert page(talk, before=1) == []
    assert page(talk, after=30) == []


def test_a_page_says_what_lies_beyond_it(talk: Scene) -> None:
    with db.reading() as session:

        def beyond(**asked: int) -> tuple[bool, bool]:
            found = queries.messages(session, talk["甲一"], talk.channels["家庭"], **asked)  # type: ignore[arg-type]
            return found.has_before, found.has_after

        assert beyond() == (False, False)
        assert beyond(limit=5) == (True, False)
        assert beyond(around=15, limit=5) == (True, True)
        assert beyond(after=0, limit=5) == (False, True)


def test_a_date_leads_to_its_first_message(talk: Scene) -> None:
    november = {1: 1, 4: 10, 10: 28, 11: 1}
    assert {day: page(talk, on_date=date(2026, 11, day))[0] for day in november} == november
    assert page(talk, on_date=date(2026, 10, 1))[0] == 1


def test_a_day_begins_at_midnight_in_shanghai(scene: Scene) -> None:
    midnight = datetime(2026, 11, 5, 16, 0, tzinfo=UTC)
    for number, at in enumerate((midnight - timedelta(seconds=1), midnight, midnight + timedelta(hours=8))):
        with clock.held_at(at), db.transaction() as session:
            say(session, scene, "甲一", f"{number}")
    with db.reading() as session:
        asked = [
            queries.first_seq_on(session, scene["甲一"], scene.channels["家庭"], date(2026, 11, day))
            for day in (5, 6, 7)
        ]
    assert asked == [1, 2, None]


def test_a_page_takes_two_queries_however_long_it_is(talk: Scene) -> None:
    for limit in (1, 30):
        with statements() as sent:
            assert len(page(talk, limit=limit)) == limit
        assert len(sent) == 2


def test_a_message_shows_person_and_unit_of_that_time(talk: Scene) -> None:
    with db.transaction() as session:
        session.execute(
            text("update person set unit_id = :unit where id = :person"),
            {"unit": talk.units["东街道"], "person": talk["甲一"].person_id},
        )
    with db.reading() as session:
        found = queries.messages(session, talk["乙一"], talk.channels["家庭"], after=1, limit=1).messages[0]
    assert (found.author_name, found.author_post, found.unit_name, found.body) == ("甲一", "联络员", "区甲局", "第2条")
    assert found.posted_at == datetime(2026, 11, 1, 1, 1, tzinfo=UTC)
    assert found.html == "<p>第2条</p>"


def test_outsiders_are_told_nothing(talk: Scene) -> None:
    for who in ("丙一", "专家", "管理"):
        find_nothing(talk, who)


def find_nothing(talk: Scene, who: str) -> None:
    channel = talk.channels["家庭"]
    with db.reading() as session:
        message = queries.messages(session, talk["甲一"], channel, limit=1).messages[0].public_id
        for ask in (
            lambda: queries.messages(session, talk[who], channel),
            lambda: queries.changes(session, talk[who], channel),
            lambda: queries.channel_page(session, talk[who], channel),
            lambda: queries.members(session, talk[who], channel),
            lambda: queries.message(session, talk[who], message),
            lambda: queries.revisions(session, talk[who], message),
            lambda: queries.reach(session, talk[who], channel, "@区甲局"),
            lambda: queries.mentionable(session, talk[who], channel),
            lambda: queries.first_seq_on(session, talk[who], channel, clock.today()),
        ):
            with pytest.raises(NotFound):
                ask()
        assert channel not in {entry.public_id for entry in queries.channels_of(session, talk[who])}
        assert channel not in {head.channel for head in queries.heads(session, talk[who])}


def test_what_is_no_public_id_finds_nothing(scene: Scene) -> None:
    with db.reading() as session:
        for nonsense in ("", "x", "0" * 14, "\x00" * 14, "\ud800" * 14, "'; drop table message; --"):
            with pytest.raises(NotFound):
                queries.messages(session, scene["甲一"], nonsense)
            with pytest.raises(NotFound):
                queries.message(session, scene["甲一"], nonsense)


def follow(scene: Scene, after: int, limit: int = 100) -> dict[int, MessageView]:
    """What a client knows that knew nothing at `after` and asked until there was no more."""
    known: dict[int, MessageView] = {}
    more = True
    while more:
        with db.reading() as session:
            found, head, more = queries.changes(session, scene["甲一"], scene.channels["家庭"], after, limit)
        for change in found:
            assert change.action == "create" or change.message.seq in known
            assert change.change > after
            after = change.change
            known[change.message.seq] = change.message
    assert after == head
    return known


def test_whoever_applies_all_changes_has_what_the_database_has(talk: Scene) -> None:
    with db.reading() as session:
        whole = queries.messages(session, talk["甲一"], talk.channels["家庭"]).messages
    with db.transaction() as session:
        for at, body in ((1, "改"), (3, "再改"), (1, "三改")):
            actions.edit_message(session, talk["甲一"], whole[at].public_id, body)
        actions.retract_message(session, talk["甲一"], whole[3].public_id)
        say(session, talk, "甲一", "末")
    with db.reading() as session:
        now = queries.messages(session, talk["甲一"], talk.channels["家庭"]).messages
    assert [now[seq - 1].body for seq in (2, 4, 31)] == ["三改", "", "末"]
    for limit in (1, 2, 7, 100):
        known = follow(talk, 0, limit)
        assert [known[seq] for seq in sorted(known)] == now


def test_changes_of_one_message_come_once_with_its_last_number(talk: Scene) -> None:
    with db.reading() as session:
        message = queries.messages(session, talk["甲一"], talk.channels["家庭"], after=1, limit=1).messages[0].public_id
    with db.transaction() as session:
        for body in ("一改", "二改"):
            actions.edit_message(session, talk["甲一"], message, body)
    with db.reading() as session:
        found, head, more = queries.changes(session, talk["甲一"], talk.channels["家庭"], 30)
        everything, _, _ = queries.changes(session, talk["甲一"], talk.channels["家庭"], 0)
    assert [(change.change, change.action, change.message.body) for change in found] == [(32, "edit", "二改")]
    assert (head, more) == (32, False)
    assert (everything[-1].change, everything[-1].action) == (32, "create")


def test_changes_take_three_queries(talk: Scene) -> None:
    with statements() as sent, db.reading() as session:
        queries.changes(session, talk["甲一"], talk.channels["家庭"], 5)
    assert len(sent) == 3


def test_nothing_of_a_retracted_message_is_left_anywhere(scene: Scene) -> None:
    secret = "身份证号不应出现"
    with db.transaction() as session:
        first = say(session, scene, "甲一", f"{secret} @区乙局")
        say(session, scene, "乙一", "回复", reply_to=first.id)
        actions.edit_message(session, scene["甲一"], first.id, f"{secret}改 @区乙局")
        actions.retract_message(session, scene["甲一"], first.id)
    with db.reading() as session:
        for who in ("甲一", "乙一", "办一"):
            found = queries.messages(session, scene[who], scene.channels["家庭"]).messages
            told = [
                found,
                queries.changes(session, scene[who], scene.channels["家庭"]),
                queries.revisions(session, scene[who], first.id),
                queries.waiting(session, scene[who]),
                queries.views_of(session, [message.id for message in found]),
                [message.html for message in found],
            ]
            assert secret not in repr(told)
    assert found[0].retracted_at is not None
    assert (found[0].body, found[0].html, found[0].mentioned) == ("", "", ())
    assert found[1].reply is not None
    assert (found[1].reply.excerpt, found[1].reply.retracted) == ("", True)


@pytest.mark.parametrize("on", [date.min, date(1, 1, 2), date.max])
def test_the_ends_of_the_calendar_are_dates_too(scene: Scene, on: date) -> None:
    with db.transaction() as session:
        actions.post_message(session, scene["甲一"], MessageDraft(scene.channels["家庭"], "k", "话"))
    with db.reading() as session:
        found = queries.first_seq_on(session, scene["甲一"], scene.channels["家庭"], on)
    assert found == (None if on == date.max else 1)
