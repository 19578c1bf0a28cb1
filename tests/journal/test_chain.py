"""Laws of the chain: every change of a sealed trail is found, wherever it is; and nobody but its own end adds to it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError

from hub.core import clock, db, events
from hub.core.caller import Caller, calling
from hub.core.errors import Invalid
from hub.journal import chain, verifying
from hub.journal.models import AuditEntry, AuditHead
from hub.journal.rules import GENESIS, Head, Note, Row, canonical, read_head, seal
from hub.journal.verifying import Verdict

KEY = b"k" * 32
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
ROWS = st.builds(
    Row,
    seq=st.integers(1, 9),
    at=st.integers(0, 10**13).map(lambda passed: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=passed)),
    person=TEXTS,
    way=st.sampled_from(["page", "command"]),
    address=TEXTS,
    action=TEXTS,
    kind=TEXTS,
    thing=TEXTS,
    result=st.sampled_from(["ok", "refused"]),
    detail=TEXTS,
)


@dataclass
class Trail:
    """A trail outside of any database, read page by page as the real one."""

    rows: list[tuple[Row, str]]
    head: Head


def sealed(rows: list[Row]) -> Trail:
    previous, found = GENESIS, []
    for seq, row in enumerate(rows, start=1):
        numbered = replace(row, seq=seq)
        previous = seal(KEY, previous, numbered)
        found.append((numbered, previous))
    return Trail(found, Head(len(rows), previous))


def judged(trail: Trail, printed: Head | None = None, key: bytes = KEY) -> Verdict:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verifying, "_entries", lambda _session: iter(trail.rows))
        patch.setattr(verifying, "stored_head", lambda _session: trail.head)
        return verifying.verify(None, key, printed)  # type: ignore[arg-type]


@given(st.lists(ROWS, max_size=6))
def test_law_what_was_sealed_is_sound(rows: list[Row]) -> None:
    trail = sealed(rows)
    assert judged(trail, trail.head) == Verdict(len(rows), trail.head)


@given(st.lists(ROWS, min_size=1, max_size=6), st.data())
def test_law_an_edit_of_any_field_is_found_where_it_is(rows: list[Row], data: st.DataObject) -> None:
    trail = sealed(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from([name for name in Row.__slots__ if name != "seq"]))
    row, hash_ = trail.rows[at]
    other = data.draw(ROWS.map(lambda one: getattr(one, name)).filter(lambda value: value != getattr(row, name)))
    trail.rows[at] = (replace(row, **{name: other}), hash_)
    verdict = judged(trail)
    assert (verdict.fault, verdict.broken_at, verdict.count) == ("altered", at + 1, at)


@given(st.lists(ROWS, min_size=1, max_size=6), st.data())
def test_law_an_entry_taken_out_anywhere_is_missed(rows: list[Row], data: st.DataObject) -> None:
    trail = sealed(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    del trail.rows[at]
    verdict = judged(trail)
    assert (verdict.fault, verdict.broken_at) == ("missing", at + 1)


@given(st.lists(ROWS, min_size=2, max_size=6, unique_by=lambda row: replace(row, seq=1)), st.data())
def test_law_entries_in_another_order_are_found(rows: list[Row], data: st.DataObject) -> None:
    trail = sealed(rows)
    one, two = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=2, max_size=2, unique=True))
    first, second = trail.rows[one][0], trail.rows[two][0]
    trail.rows[one] = (replace(second, seq=one + 1), trail.rows[one][1])
    trail.rows[two] = (replace(first, seq=two + 1), trail.rows[two][1])
    verdict = judged(trail)
    assert (verdict.fault, verdict.broken_at) == ("altered", min(one, two) + 1)


@given(st.lists(ROWS, min_size=1, max_size=6), st.data())
def test_law_an_end_cut_off_with_its_head_is_seen_by_the_printed_one(rows: list[Row], data: st.DataObject) -> None:
    trail = sealed(rows)
    printed = trail.head
    kept = data.draw(st.integers(0, len(rows) - 1))
    cut = sealed(rows[:kept])
    assert judged(cut).fault == ""
    assert (judged(cut, printed).fault, judged(cut, printed).broken_at) == ("missing", kept + 1)


@given(st.lists(ROWS, min_size=1, max_size=6))
def test_law_a_trail_written_anew_is_not_the_printed_one(rows: list[Row]) -> None:
    printed = sealed(rows).head
    anew = sealed([replace(rows[0], action=rows[0].action + "!"), *rows[1:]])
    assert judged(anew).fault == ""
    assert judged(anew, printed).fault == "replaced"


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_law_without_the_key_nothing_can_be_sealed(rows: list[Row]) -> None:
    assert judged(sealed(rows), key=b"another key").fault == "altered"


@given(ROWS, ROWS)
def test_law_two_rows_have_two_texts(one: Row, two: Row) -> None:
    assert (canonical(one) == canonical(two)) == (one == two)


@pytest.mark.parametrize("wrong", ["", "7", "7:", "7:abc", f"x:{GENESIS}", f"7:{GENESIS}0", f"-1:{GENESIS}"])
def test_a_head_is_read_as_it_was_printed(wrong: str) -> None:
    assert read_head(f" {Head(7, GENESIS)}\n") == Head(7, GENESIS)
    with pytest.raises(Invalid):
        read_head(wrong)


@pytest.fixture
def opened(database_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chain, "_key", KEY)
    yield db.open_database(database_url)
    db.close_database()


def put_down(*actions: str) -> None:
    with db.transaction() as session:
        chain.append(
            session, [Note(action, "person", "p1", detail={"n": number}) for number, action in enumerate(actions)]
        )


def checked(printed: Head | None = None) -> Verdict:
    with db.reading() as session:
        return verifying.verify(session, KEY, printed)


def test_entries_say_who_by_which_way_and_when(opened: object) -> None:
    at = datetime(2026, 11, 20, 4, 0, 0, 123456, tzinfo=UTC)
    with clock.held_at(at), calling(Caller("someone", "page", "192.0.2.7")):
        put_down("one", "two")
    with db.reading() as session:
        first, second = session.scalars(select(AuditEntry).order_by(AuditEntry.seq))
        assert (first.seq, first.at, first.person, first.way, first.address) == (1, at, "someone", "page", "192.0.2.7")
        assert (second.seq, second.action, second.detail) == (2, "two", '{"n":1}')
        assert chain.head(session) == Head(2, second.hash)
    assert checked() == Verdict(2, Head(2, second.hash))


def test_twenty_writers_make_one_chain_without_gaps(opened: object) -> None:
    def write(number: int) -> None:
        for turn in range(5):
            put_down(f"{number}.{turn}.a", f"{number}.{turn}.b")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = checked()
    assert (verdict.count, verdict.fault) == (200, "")
    with db.reading() as session:
        written = list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)))
    assert len(set(written)) == 200
    assert all(written[at][:-1] == written[at + 1][:-1] for at in range(0, 200, 2)), (
        "a transaction's notes stand together"
    )


def test_what_is_undone_leaves_neither_entry_nor_gap(opened: object) -> None:
    put_down("kept")
    with pytest.raises(RuntimeError, match="undone"):
        _lose()
    put_down("kept too")
    assert (checked().count, checked().fault) == (2, "")


@pytest.mark.parametrize("statement", ["update audit_entry set action = 'x' where seq = 1", "delete from audit_entry"])
def test_the_database_refuses_to_change_or_delete_entries(opened: object, statement: str) -> None:
    put_down("one", "two")
    with pytest.raises(DBAPIError, match="only ever added"), db.transaction() as session:
        session.execute(text(statement))
    assert checked().count == 2


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.pg)], indirect=True)
def test_postgresql_refuses_to_empty_the_trail(opened: object) -> None:
    put_down("one")
    with pytest.raises(DBAPIError, match="only ever added"), db.transaction() as session:
        session.execute(text("truncate audit_entry"))


def _edit(session: Any) -> None:
    session.execute(update(AuditEntry).where(AuditEntry.seq == 2).values(person="somebody else"))


def _take_out(session: Any) -> None:
    session.execute(text("delete from audit_entry where seq = 2"))


def _cut_off(session: Any) -> None:
    session.execute(text("delete from audit_entry where seq = 3"))


def _forge(session: Any) -> None:
    row = {name: getattr(session.get(AuditEntry, 3), name) for name in (*Row.__slots__, "hash")}
    session.execute(insert(AuditEntry).values(row | {"seq": 4}))
    session.execute(update(AuditHead).values(seq=4))


@pytest.mark.parametrize(
    ("harm", "fault", "at"),
    [(_edit, "altered", 2), (_take_out, "missing", 2), (_cut_off, "missing", 3), (_forge, "altered", 4)],
)
def test_whoever_gets_past_the_triggers_is_found(opened: Any, harm: Callable[[Any], None], fault: str, at: int) -> None:
    put_down("one", "two", "three")
    with db.transaction() as session:
        _disarm(session, opened.dialect.name)
        harm(session)
    assert (checked().fault, checked().broken_at) == (fault, at)


def _disarm(session: Any, kind: str) -> None:
    for what in ("update", "delete") if kind == "sqlite" else ():
        session.execute(text(f"drop trigger audit_entry_no_{what}"))
    if kind == "postgresql":
        session.execute(text("set local session_replication_role = replica"))


def test_without_a_key_nothing_is_done(opened: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_key", b"")
    with pytest.raises(RuntimeError, match="no key"):
        put_down("one")


def test_a_trail_longer_than_a_page_is_read_whole(opened: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "PAGE", 3)
    put_down(*(f"action {number}" for number in range(10)))
    assert checked().count == 10


def _lose() -> None:
    with db.transaction() as session:
        chain.append(session, [Note("lost")])
        raise RuntimeError("undone")


@dataclass(frozen=True)
class Happened:
    """An event of this test."""


def _happen() -> None:
    with db.transaction() as session:
        session.add(AuditHead(id=1, seq=0, hash=GENESIS))
        events.record(session, Happened())


def test_endings_run_inside_the_transaction_and_can_undo_it(opened: object, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def refuse(_session: object, recorded: list[object]) -> None:
        seen.append((db.inside_transaction(), list(recorded)))
        raise RuntimeError("cannot be written")

    monkeypatch.setattr(events, "_endings", [refuse])
    with pytest.raises(RuntimeError, match="cannot be written"):
        _happen()
    assert seen == [(True, [Happened()])]
    with db.reading() as session:
        assert session.get(AuditHead, 1) is None
