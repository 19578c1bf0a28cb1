"""Run as a program: sweeps or delivers until it is killed, by a clock that runs fast.

Arguments: `sweep` or `deliver`, the database, the port of the mail server, when the clock began (seconds of the epoch),
how fast it runs, and the name of a fault to plant, or nothing. tests/escalation/test_kill.py says what notices it.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

import hub.notify.issues
import hub.reactions  # noqa: F401 (they answer the news of steps)
from hub.core import clock, db
from hub.core.addresses import SmtpServer
from hub.core.config import load_settings
from hub.escalation import firing, guard, ladders, sweep
from hub.escalation.models import Escalation
from hub.notify import delivery, lease, outbox, rules, ways


def no_lock_and_no_key() -> None:
    """Read what is due, think about it, and fire it, whoever else does."""

    def look_then_fire(highest: int | None, most: int) -> Counter[str]:
        with db.reading() as session:
            columns = (*sweep._COLUMNS, Escalation.next_step_at)
            found = select(*columns).where(Escalation.next_step_at <= guard.now()).limit(most)
            rows = session.execute(found).all()
            known = ladders.of_versions(session, {row.version_id for row in rows}) if rows else {}
            due = [sweep._due(row, known[row.version_id]) for row in rows]
        time.sleep(0.05)
        with db.transaction() as session:
            return firing.fire(session, due, highest)

    real, write = firing.move_on, outbox.write

    def move_on(session: Any, fired: Any) -> None:
        with suppress(RuntimeError):
            real(session, fired)

    def salted(session: Any, rows: list[dict[str, Any]]) -> None:
        write(session, [row | {"dedup_key": f"{row['dedup_key']}~{time.monotonic_ns()}"} for row in rows])

    sweep._batch, firing.move_on, outbox.write = look_then_fire, move_on, salted


def notify_after_commit() -> None:
    """Write down whom to tell once the steps are done for good."""
    real, later = outbox.announce_all, []
    hub.notify.issues.announce_all = lambda _session, causes: later.append(causes)
    batch = sweep._batch

    def batch_then_tell(highest: int | None, most: int) -> Counter[str]:
        done = batch(highest, most)
        time.sleep(0.05)
        while later:
            with db.transaction() as session:
                real(session, later.pop())
        return done

    sweep._batch = batch_then_tell


FAULTS: dict[str, Callable[[], None]] = {
    "no lock and no key": no_lock_and_no_key,
    "notify after commit": notify_after_commit,
}


def main(role: str, database_url: str, mail_port: str, began: str, speed: str, fault: str = "") -> None:
    """Work for ever."""
    run_fast(float(began), float(speed))
    with TemporaryDirectory() as folder:
        settings = load_settings({"HUB_DATA_DIR": folder, "HUB_DATABASE_URL": database_url})
    smtp = SmtpServer("127.0.0.1", int(mail_port), security="none")
    ways.begin(replace(settings, smtp=smtp, mail_from="hub@example.org", data_dir=Path("/nowhere")))
    db.open_database(database_url)
    lease.LEASE = timedelta(seconds=2 * float(speed))
    delivery.MARGIN, delivery.LATER = lease.LEASE / 3, timedelta(seconds=0.1 * float(speed))
    rules.GRACE, rules.MOST_PER_HOUR = timedelta(), 1_000_000
    outbox.GRACE = timedelta()
    if fault:
        FAULTS[fault]()
    print("working", flush=True)  # noqa: T201 (whoever started it waits for this)
    while True:
        with suppress(OperationalError):  # a writer that waited too long comes back
            work = sweep.sweep if role == "sweep" else delivery.deliver
            work()
        time.sleep(0.02)


def run_fast(began: float, speed: float) -> None:
    """From `began` on, a second of the world is `speed` seconds of the hub's clock."""
    start = datetime.fromtimestamp(began, UTC)
    clock.now = lambda: start + timedelta(seconds=(time.time() - began) * speed)


if __name__ == "__main__":
    main(*sys.argv[1:])
