"""The sweep over many open issues: its cost must follow what is due, never what is open."""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import insert, select, text

import hub.reactions  # noqa: F401 (they answer the news of steps)
from hub.accounts.models import Person, PersonRole, Unit
from hub.channels.membership import sync_all
from hub.channels.models import Channel
from hub.core import clock, db, schema
from hub.core.config import load_settings
from hub.core.viewer import Role
from hub.escalation.models import ClockAlarm
from hub.escalation.sweep import sweep
from hub.journal import chain
from hub.notify import ways

from . import many_issues, rewriting

OPEN = (100_000, 1_000_000)
DUE, CHANNELS, UNITS = 10_000, 20, 30
IDLE_ROUNDS = 300

_LATER = (
    "insert into message (public_id, channel_id, seq, author_id, unit_id, client_id, body, posted_at, mentioned, change, "
    "facets) with recursive n(i) as (select 1 union all select i + 1 from n where i < :count) "
    "select 'm' || (100000000 + :base + i), :channel, 1000000 + :base + i, :person, :unit, "
    "'b' || (:base + i), '', :at, '[]', 1, 64 from n",
    "insert into issue (public_id, year, number, channel_id, message_id, kind, severity, title, body, state, raised_by, "
    "unit_id, raised_at, due_at, is_provisional, tier, answer, hold_reason) "
    "select 'i' || m.id, 2025, m.id, m.channel_id, m.id, 'hard', 'normal', '', '', 'open', :person, :unit, :at, :due, false, 0, '', '' "
    "from message m where m.seq > 1000000 + :base and m.channel_id = :channel",
    "insert into escalation (matter, matter_id, clock, version_id, generation, step_no, state, base_at, planned_at, "
    "next_step_at, is_provisional, error_count, error) "
    "select 'issue', i.id, 'answer', :version, 1, 0, 'running', :at, :due, :due, false, 0, '' "
    "from issue i join message m on m.id = i.message_id where m.seq > 1000000 + :base and m.channel_id = :channel",
)
"""Open issues whose steps are due next year, in the database itself: a million by way of Python would take minutes."""


def measure(database_url: str) -> dict[str, float]:
    """Seconds of a sweep of DUE steps among each of OPEN, and p99 of an idle one in milliseconds.

    Beside them what the machine takes for the least that there is: the rows written by the database alone, and `select 1`.
    """
    schema.upgrade(database_url)
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"HUB_DATA_DIR": folder, "HUB_DATABASE_URL": database_url})
        ways.begin(settings)
        chain.begin(settings.audit_key)
    db.open_database(database_url)
    raised, version = district(), many_issues.ladder_of_hours(1, 2, 3, 4)
    figures: dict[str, float] = {}
    standing = 0
    for count in OPEN:
        _open_later(count - standing, standing, raised, version)
        standing = count
        figures[f"{count:,} open"] = _sweep_all(raised, version)
        figures[f"idle at {count:,}, p99 ms"] = _idle()
        figures[f"{count:,} open, the rows alone"] = rewriting.write_again(DUE)
    figures["an empty statement, p99 ms"] = _idle(_ask_nothing)
    return figures


def district() -> many_issues.Raised:
    """UNITS with three liaisons each, in CHANNELS; the clock is trusted, however much falls due."""
    with db.transaction() as session:
        units = [
            Unit(name=f"区第{n}局", short_name=f"区第{n}局", tile="局", kind="member", position=n) for n in range(UNITS)
        ]
        session.add_all(units)
        session.flush()
        people = [
            Person(login=f"p{unit.id}-{turn}", name="联络员", unit_id=unit.id) for unit in units for turn in range(3)
        ]
        session.add_all(people)
        session.flush()
        session.execute(insert(PersonRole), [{"person_id": person.id, "role": Role.LIAISON} for person in people])
        session.add_all(Channel(kind="everyone", title=f"频道{n}") for n in range(CHANNELS))
        session.flush()
        sync_all(session)
        trusted = clock.now() + timedelta(days=1)
        session.add(ClockAlarm(reason="flood", count=0, raised_at=clock.now(), confirmed_at=trusted))
        channels = list(session.scalars(select(Channel.id)))
        return many_issues.Raised(people[0].id, units[0].id, channels, [unit.id for unit in units[1:]])


def _open_later(count: int, base: int, raised: many_issues.Raised, version: int) -> None:
    at = clock.now()
    given = {
        "count": count,
        "base": base,
        "channel": raised.channels[0],
        "person": raised.person_id,
        "version": version,
    }
    given |= {
        "unit": raised.unit_id,
        "at": at.replace(tzinfo=None),
        "due": (at + timedelta(days=365)).replace(tzinfo=None),
    }
    for statement in _LATER:
        with db.transaction() as session:
            session.execute(text(statement), given)
    with db.transaction() as session:
        session.execute(text("analyze"))


def _sweep_all(raised: many_issues.Raised, version: int) -> float:
    now = clock.now()
    many_issues.fill(DUE, raised, version, now - timedelta(hours=1), now - timedelta(minutes=2))
    taken, fired = 0.0, 0
    while fired < DUE:
        start = time.perf_counter()
        done = sweep()
        taken += time.perf_counter() - start
        if not done:
            raise SystemExit(f"only {fired} of {DUE} steps fired")
        fired += done["fired"]
    return taken


def _ask_nothing() -> None:
    with db.glance() as connection:
        connection.execute(select(1)).one()


def _idle(look: Callable[[], object] = sweep) -> float:
    taken = []
    for _turn in range(IDLE_ROUNDS):
        start = time.perf_counter()
        look()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.quantiles(taken, n=100)[-1]
