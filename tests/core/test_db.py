"""`transaction()` commits whole or not at all, in turn; instants come back in UTC; the schema refuses the future."""

import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from unittest.mock import Mock

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from psycopg.pq import TransactionStatus
from sqlalchemy import make_url, select, text, update
from sqlalchemy.exc import IntegrityError

from hub import tables
from hub.accounts.models import AccessEpoch, Unit
from hub.channels.models import Channel
from hub.core import db, engines, events, schema
from hub.core.errors import Conflict, Unavailable
from tests.services.postgres import connect
from tests.services.processes import PATIENCE_SECONDS


@dataclass(frozen=True)
class Happened:
    """An event of this test."""

    number: int


@pytest.fixture
def opened(database_url: str):
    yield db.open_database(database_url)
    db.close_database()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    found: list[object] = []
    monkeypatch.setattr(events, "_listeners", [found.extend])
    return found


def ensure_counter() -> None:
    with db.transaction() as session:
        if session.get(AccessEpoch, 1) is None:
            session.add(AccessEpoch(id=1, epoch=0))
        session.execute(update(AccessEpoch).values(epoch=0))


def test_nothing_is_lost_when_many_write_at_once(opened: object) -> None:
    ensure_counter()

    def increment() -> None:
        for _ in range(40):
            with db.transaction() as session:
                found = session.execute(select(AccessEpoch).with_for_update()).scalar_one()
                found.epoch = found.epoch + 1

    threads = [threading.Thread(target=increment) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.reading() as session:
        assert session.scalar(select(AccessEpoch.epoch)) == 320


def test_an_error_leaves_nothing_and_tells_nobody(opened: object, heard: list[object]) -> None:
    ensure_counter()

    def fail() -> None:
        with db.transaction() as session:
            session.execute(update(AccessEpoch).values(epoch=7))
            events.record(session, Happened(1))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    with db.reading() as session:
        assert session.scalar(select(AccessEpoch.epoch)) == 0
    assert heard == []


def test_news_goes_out_in_order_after_the_commit(
    opened: object, heard: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_counter()
    seen: list[int | None] = []

    def listen(_recorded: list[object]) -> None:
        assert not db.inside_transaction()
        with db.reading() as session:
            seen.append(session.scalar(select(AccessEpoch.epoch)))

    events._listeners.append(listen)
    with db.transaction() as session:
        session.execute(update(AccessEpoch).values(epoch=9))
        events.record(session, Happened(1))
        events.record(session, Happened(2))
        assert heard == []
    assert heard == [Happened(1), Happened(2)]
    assert seen == [9]


def test_a_reaction_runs_in_the_same_transaction(opened: object, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_counter()
    monkeypatch.setitem(
        events._reactions,
        Happened,
        [lambda session, event: session.execute(update(AccessEpoch).values(epoch=event.number))],
    )
    with db.transaction() as session:
        events.record(session, Happened(5))
        assert session.scalar(select(AccessEpoch.epoch)) == 5


def test_what_is_read_together_holds_together(opened: object) -> None:
    ensure_counter()
    with db.reading() as session:
        before = session.scalar(select(AccessEpoch.epoch))
        thread = threading.Thread(target=_set_epoch, args=(7,))
        thread.start()
        thread.join(PATIENCE_SECONDS)
        assert session.scalar(select(AccessEpoch.epoch)) == before != 7
    with db.reading() as session:
        assert session.scalar(select(AccessEpoch.epoch)) == 7


def _set_epoch(epoch: int) -> None:
    with db.transaction() as session:
        session.execute(update(AccessEpoch).values(epoch=epoch))


def test_a_glance_sees_what_is_committed_and_leaves_the_connection_as_it_was(opened: object) -> None:
    ensure_counter()
    with db.glance() as connection:
        assert connection.scalar(select(AccessEpoch.epoch)) == 0
    with db.reading() as session:  # the next user of the connection: what it does is not committed by itself
        session.execute(update(AccessEpoch).values(epoch=7))
    with db.glance() as connection:
        assert connection.scalar(select(AccessEpoch.epoch)) == 0


@pytest.mark.pg
def test_a_glance_opens_no_transaction(postgresql_url: str) -> None:
    db.open_database(postgresql_url)
    with db.glance() as connection:
        connection.scalar(select(AccessEpoch.epoch))
        assert connection.connection.dbapi_connection.info.transaction_status == TransactionStatus.IDLE
    db.close_database()


@pytest.mark.pg
@pytest.mark.parametrize(("rested", "is_asked"), [(0.0, True), (60.0, False)])
def test_a_connection_that_rested_is_asked_whether_it_stands(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch, rested: float, is_asked: bool
) -> None:
    monkeypatch.setattr(engines, "RESTED_SECONDS", rested)
    engine = db.open_database(postgresql_url)
    with db.reading() as session:
        mine = session.scalar(text("SELECT pg_backend_pid()"))
    with connect(make_url(postgresql_url)) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [mine])
        while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [mine]).fetchone():
            time.sleep(0.01)
    with nullcontext() if is_asked else pytest.raises(db.OUT_OF_REACH), engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    db.close_database()


def test_a_transaction_inside_a_transaction_is_refused(opened: object) -> None:
    with db.transaction(), pytest.raises(RuntimeError, match="already open"), db.transaction():
        pass
    with db.transaction() as session:
        assert session.scalar(select(AccessEpoch.epoch)) is not False


def test_a_writer_waits_for_another_process(database_url: str, opened: object, monkeypatch: pytest.MonkeyPatch) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL has many writers")
    ensure_counter()
    waits = threading.Event()

    def sleep(seconds: float) -> None:
        waits.set()
        time.sleep(seconds)

    monkeypatch.setattr(engines, "time", Mock(wraps=time, sleep=sleep))
    foreign = engines.make_engine(database_url)
    with foreign.execution_options(hub_write=True).connect() as connection:
        connection.execute(text("update access_epoch set epoch = 3"))
        thread = threading.Thread(target=ensure_counter)
        thread.start()
        assert waits.wait(PATIENCE_SECONDS)
        assert thread.is_alive()
        connection.commit()
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive()
    foreign.dispose()


def test_instants_come_back_in_utc_and_naive_ones_are_refused(opened: object) -> None:
    shanghai = datetime(2026, 11, 23, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    with db.transaction() as session:
        session.add(Channel(kind="everyone", title="全体", created_at=shanghai))
    with db.reading() as session:
        assert session.scalars(select(Channel.created_at)).one() == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
        assert session.scalars(select(Channel.created_at)).one().tzinfo is UTC
    with pytest.raises(Exception, match="time zone"), db.transaction() as session:  # noqa: PT012
        session.add(Channel(kind="everyone", title="全体", created_at=datetime(2026, 1, 1)))  # noqa: DTZ001
        session.flush()


def test_foreign_keys_hold(opened: object) -> None:
    with pytest.raises(IntegrityError), db.transaction() as session:
        session.execute(text("insert into unit_alias (unit_id, name) values (999, 'x')"))


def test_migrations_give_exactly_the_tables_of_the_models(database_url: str, opened: db.Engine) -> None:
    with opened.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": tables.is_ours})
        assert compare_metadata(context, tables.metadata()) == []


def test_a_database_from_the_future_is_refused(database_url: str, opened: object) -> None:
    with db.transaction() as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(Conflict, match="9999"):
        schema.upgrade(database_url)
    with pytest.raises(Conflict, match="9999"):
        schema.require_current(database_url)


@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/hub.db", "sqlite:///{folder}", "sqlite:///{file}", "postgresql+psycopg://x@127.0.0.1:1/x"],
)
def test_a_database_that_cannot_be_used_is_a_sentence(url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no database" * 500)
    with pytest.raises(Unavailable, match="HUB_DATABASE_URL"):
        schema.upgrade(url.format(folder=tmp_path, file=tmp_path / "file"))


def test_looking_for_a_database_makes_none(tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="hub init"):
        schema.require_current(f"sqlite:///{tmp_path / 'hub.db'}")
    assert not list(tmp_path.iterdir())


def test_what_people_write_stays_out_of_errors(opened: object) -> None:
    with pytest.raises(IntegrityError) as raised, db.transaction() as session:
        session.execute(text("insert into unit_alias (unit_id, name) values (999, :name)"), {"name": "金丝雀"})
    assert "金丝雀" not in str(raised.value)


def test_migrating_again_changes_nothing(database_url: str, opened: object) -> None:
    with db.transaction() as session:
        session.add(Unit(name="甲局", short_name="甲局", tile="甲局", kind="member"))
    schema.upgrade(database_url)
    with db.reading() as session:
        assert session.scalar(select(Unit.name)) == "甲局"
