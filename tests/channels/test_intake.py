"""Committed together: what waits goes along, one bad one spoils nothing, and nobody waits for ever."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hub.channels import actions, intake, queries
from hub.channels.events import MessagePosted, ReadMarked
from hub.channels.models import ChangeLog, Message
from hub.channels.posting import post_all
from hub.channels.shapes import MessageDraft, Posted
from hub.core import db
from hub.core.errors import HubError, Invalid, NotFound
from hub.core.viewer import Viewer
from tests.services.processes import PATIENCE_SECONDS, wait_until

from .scene import Scene, statements


class Killed(BaseException):
    """What gevent throws into a greenlet that somebody ends."""


def draft(
    scene: Scene, client_id: str, body: str = "已收悉", channel: str = "家庭", reply_to: str | None = None
) -> MessageDraft:
    return MessageDraft(scene.channels[channel], client_id, body, reply_to)


def in_threads(*acts: object) -> list[threading.Thread]:
    threads = [threading.Thread(target=act) for act in acts]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    return threads


class Slow:
    """A write that waits until it is let go, and notes how many came together."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.inside = threading.Event()
        self.go_on = threading.Event()

    def __call__(self, _session: Session, asked: Sequence[int]) -> list[int | HubError]:
        self.sizes.append(len(asked))
        self.inside.set()
        assert self.go_on.wait(PATIENCE_SECONDS)
        return [Invalid("odd") if number % 2 else number * 10 for number in asked]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_waits_goes_along_and_each_gets_their_own_answer(scene: Scene) -> None:
    slow, given = Slow(), {}
    queue: intake.Intake[int, int] = intake.Intake(slow)

    def ask(number: int) -> None:
        try:
            given[number] = queue.take(number)
        except Invalid as refusal:
            given[number] = refusal.message

    first = in_threads(lambda: ask(0))
    assert slow.inside.wait(PATIENCE_SECONDS)
    rest = in_threads(*(lambda number=number: ask(number) for number in range(1, 100)))
    wait_until(lambda: len(queue._waiting) == 99, 20)
    slow.go_on.set()
    for thread in first + rest:
        thread.join(PATIENCE_SECONDS)
    assert slow.sizes == [1, 64, 35]
    assert given == {number: "odd" if number % 2 else number * 10 for number in range(100)}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_is_led_by_someone_who_is_killed_is_led_by_another(scene: Scene) -> None:
    killed: list[Sequence[int]] = []
    ended: list[str] = []

    def write(_session: Session, asked: Sequence[int]) -> list[int | HubError]:
        if not killed:
            killed.append(asked)
            raise Killed
        return list(asked)

    queue: intake.Intake[int, int] = intake.Intake(write)

    def ask(number: int) -> None:
        try:
            ended.append(str(queue.take(number)))
        except Killed:
            ended.append("killed")

    with queue._lead:  # so that all three wait before anybody leads
        threads = in_threads(*(lambda number=number: ask(number) for number in (1, 2, 3)))
        wait_until(lambda: len(queue._waiting) == 3, 20)
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert len(killed[0]) == 3
    assert sorted(ended)[-1] == "killed"
    assert len(set(ended)) == 3
    assert not queue._waiting


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_error_that_nobody_thought_of_reaches_everybody(scene: Scene) -> None:
    def write(_session: Session, _asked: Sequence[int]) -> list[int | HubError]:
        raise ZeroDivisionError

    queue: intake.Intake[int, int] = intake.Intake(write)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            queue.take(1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_fault_of_the_database_is_felt_only_by_the_one_at_fault(scene: Scene) -> None:
    def write(_session: Session, asked: Sequence[int]) -> list[int | HubError]:
        if 3 in asked:
            raise IntegrityError("insert", {}, Exception("taken"))
        return list(asked)

    queue: intake.Intake[int, int] = intake.Intake(write)
    given: list[int] = []
    failed: list[Exception] = []

    def ask(number: int) -> None:
        try:
            given.append(queue.take(number))
        except IntegrityError as error:
            failed.append(error)

    with queue._lead:
        threads = in_threads(*(lambda number=number: ask(number) for number in range(5)))
        wait_until(lambda: len(queue._waiting) == 5, 20)
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert sorted(given) == [0, 1, 2, 4]
    assert len(failed) == 1


def test_posts_and_read_marks_from_all_sides_end_up_right(scene: Scene, heard: list[object]) -> None:
    people = ["甲一", "甲长", "乙一", "办一"]

    def talk(who: str) -> None:
        for number in range(15):
            posted = intake.post(scene[who], draft(scene, f"{who.encode().hex()}{number}"))
            intake.mark_read(scene[who], scene.channels["家庭"], posted.seq)

    for thread in in_threads(*(lambda who=who: talk(who) for who in people)):
        thread.join(PATIENCE_SECONDS)
    with db.reading() as session:
        page = queries.messages(session, scene["甲一"], scene.channels["家庭"], limit=100)
        heads = {who: queries.heads(session, scene[who]) for who in people}
    assert [message.seq for message in page.messages] == list(range(1, 61))
    told = [event.seq for event in heard if isinstance(event, MessagePosted)]
    assert sorted(told) == list(range(1, 61))
    mine = {who: max(message.seq for message in page.messages if message.author_name == who) for who in people}
    for who in people:
        assert next(head.last_read for head in heads[who] if head.channel == scene.channels["家庭"]) >= mine[who]
    marks: dict[int, int] = {}
    for event in heard:
        if isinstance(event, ReadMarked):
            assert event.seq > marks.get(event.person_id, 0)
            marks[event.person_id] = event.seq


def test_a_send_takes_a_fixed_number_of_statements_however_many_come_together(scene: Scene) -> None:
    """Six for the messages; the words for the search in one table, and on SQLite their pieces in another."""
    counts, kind = [], db.engine().dialect.name
    for size in (1, 16, 64):
        with statements() as sent, db.transaction() as session:
            asked = [(scene["甲一"], draft(scene, f"{size}-{number}")) for number in range(size)]
            assert all(outcome.seq for outcome in post_all(session, asked))  # type: ignore[union-attr]
        counts.append(len(sent))
    assert counts == [8 if kind == "sqlite" else 7] * 3


def test_a_read_mark_goes_forward_only_and_never_past_the_head(scene: Scene, heard: list[object]) -> None:
    channel = scene.channels["家庭"]
    for number in range(5):
        intake.post(scene["甲一"], draft(scene, str(number)))
    heard.clear()
    with statements() as sent:
        stood = [intake.mark_read(scene["乙一"], channel, seq) for seq in (3, 1, 0, 4, 99, 99)]
    assert stood == [3, 3, 3, 4, 5, 5]
    assert [event.seq for event in heard if isinstance(event, ReadMarked)] == [3, 4, 5]
    assert len(sent) == 6 + 3


def test_a_read_mark_that_cannot_be_is_refused(scene: Scene) -> None:
    cases: list[tuple[str, object, type[HubError]]] = [
        ("丙一", 1, NotFound),
        ("专家", 1, NotFound),
        ("甲一", -1, Invalid),
        ("甲一", True, Invalid),
        ("甲一", "1", Invalid),
    ]
    for who, seq, refusal in cases:
        with db.transaction() as session, pytest.raises(refusal):
            actions.mark_read(session, scene[who], scene.channels["家庭"], seq)  # type: ignore[arg-type]


def test_a_retry_after_an_edit_is_compared_with_what_was_sent_then(scene: Scene) -> None:
    first = intake.post(scene["甲一"], draft(scene, "k", "原话"))
    with db.transaction() as session:
        actions.edit_message(session, scene["甲一"], first.id, "改过")
        actions.edit_message(session, scene["甲一"], first.id, "又改过")
    assert intake.post(scene["甲一"], draft(scene, "k", "原话")).duplicate
    with pytest.raises(HubError) as refused:
        intake.post(scene["甲一"], draft(scene, "k", "又改过"))
    assert refused.value.code == "conflict"
    with db.transaction() as session:
        actions.retract_message(session, scene["甲一"], first.id)
    assert intake.post(scene["甲一"], draft(scene, "k", "原话")).seq == first.seq


def test_a_quote_stays_in_its_channel_and_among_the_living(scene: Scene) -> None:
    first = intake.post(scene["办一"], draft(scene, "1"))
    elsewhere = intake.post(scene["办一"], draft(scene, "2", channel="街镇"))
    assert intake.post(scene["甲一"], draft(scene, "3", reply_to=first.id)).seq == 2
    with pytest.raises(NotFound):
        intake.post(scene["甲一"], draft(scene, "4", reply_to=elsewhere.id))
    with db.transaction() as session:
        actions.retract_message(session, scene["办一"], first.id)
    with pytest.raises(Invalid):
        intake.post(scene["甲一"], draft(scene, "5", reply_to=first.id))
    with db.reading() as session:
        assert session.query(Message).count() == 3


def test_a_session_that_ended_meanwhile_says_nothing_more(scene: Scene) -> None:
    stale = replace(scene["甲一"], session_id=999)
    with pytest.raises(NotFound):
        intake.post(stale, draft(scene, "1"))
    with pytest.raises(NotFound):
        intake.post(replace(scene["甲一"], token_id=999), draft(scene, "1"))
    assert intake.post(scene["甲一"], draft(scene, "1")).seq == 1


def test_the_same_posts_through_several_processes_are_stored_once(scene: Scene) -> None:
    given: list[tuple[str, int, bool]] = []

    def process() -> None:
        queue: intake.Intake[tuple[Viewer, MessageDraft], Posted] = intake.Intake(post_all)
        for number in range(20):
            posted = queue.take((scene["甲一"], draft(scene, f"k{number}", f"第{number}条")))
            given.append((f"k{number}", posted.seq, posted.duplicate))

    for thread in in_threads(*[process] * 4):
        thread.join(PATIENCE_SECONDS)
    assert len(given) == 80
    assert len({(key, seq) for key, seq, _ in given}) == 20
    assert sorted(seq for _, seq, duplicate in given if not duplicate) == list(range(1, 21))


def test_posts_edits_and_retractions_at_once_leave_no_gap(scene: Scene) -> None:
    ids = [intake.post(scene["甲一"], draft(scene, f"k{number}", f"第{number}条")).id for number in range(12)]

    def post() -> None:
        for number in range(12):
            intake.post(scene["乙一"], draft(scene, f"n{number}"))

    def change(mine: list[str], act: Callable[[Session, Viewer, str], object]) -> None:
        for message in mine:
            with db.transaction() as session:
                act(session, scene["甲一"], message)

    for thread in in_threads(
        post,
        lambda: change(ids[:6], lambda session, viewer, message: actions.edit_message(session, viewer, message, "改")),
        lambda: change(ids[6:], actions.retract_message),
    ):
        thread.join(PATIENCE_SECONDS)
    with db.reading() as session:
        log = session.query(ChangeLog.change, ChangeLog.action).order_by(ChangeLog.change).all()
        page = queries.messages(session, scene["甲一"], scene.channels["家庭"], limit=100)
    assert [change for change, _ in log] == list(range(1, 37))
    assert Counter(action for _, action in log) == {"create": 24, "edit": 6, "retract": 6}
    assert [message.seq for message in page.messages] == list(range(1, 25))
    assert {message.body for message in page.messages[:6]} == {"改"}
    assert {message.body for message in page.messages[6:12]} == {""}
