"""Run as a program: delivers until it is killed.

Arguments: the database, the port of the mail server, how many seconds a lease lasts (few where a test kills, and must not
wait for a minute each time), and the name of a fault to plant, or nothing. Each fault is what a
plausible mistake would do; tests/notify/test_kill.py says what notices it.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from hub.core import clock, db
from hub.core.addresses import SmtpServer
from hub.core.config import load_settings
from hub.notify import delivery, lease, rules, ways
from hub.notify.composing import Suppressed, compose
from hub.notify.models import OutboxRow

LATE_SECONDS = 0.02


def settle_before_send() -> None:
    """Note that it was said, then say it: nothing is ever repeated."""

    def early(row: Any, _silent: Any) -> str:
        try:
            with db.reading() as session:
                ready = compose(session, row)
        except Suppressed:
            return delivery._settled(row, "suppressed")
        delivery._settled(row, "sent")
        time.sleep(LATE_SECONDS)
        delivery._say(ready)
        return "sent"

    delivery._deliver_one = early


def no_lease() -> None:
    """Read what is due and leave it there for everybody."""

    def look() -> list[lease.Leased]:
        with db.reading() as session:
            found = session.execute(
                select(*lease._COLUMNS).where(OutboxRow.due_at <= clock.now()).limit(lease.BATCH)
            ).all()
        return [lease.Leased(**row._mapping, token="", until=clock.now() + timedelta(minutes=1)) for row in found]

    def settle(session: Any, row: Any, state: str, reason: str = "") -> bool:
        kept = session.get_one(OutboxRow, row.id)
        kept.state, kept.due_at, kept.reason = state, None, reason
        return True

    lease.take, lease.settle = look, settle


FAULTS: dict[str, Callable[[], None]] = {"settle before send": settle_before_send, "no lease": no_lease}


def main(database_url: str, mail_port: str, lease_seconds: str, fault: str = "") -> None:
    """Deliver for ever."""
    with TemporaryDirectory() as folder:
        settings = load_settings({"HUB_DATA_DIR": folder, "HUB_DATABASE_URL": database_url})
    smtp = SmtpServer("127.0.0.1", int(mail_port), security="none")
    ways.begin(replace(settings, smtp=smtp, mail_from="hub@example.org", data_dir=Path("/nowhere")))
    db.open_database(database_url)
    lease.LEASE = timedelta(seconds=float(lease_seconds))
    delivery.MARGIN = lease.LEASE / 3
    delivery.LATER = timedelta(seconds=0.1)
    rules.FIRST_RETRY_SECONDS = 1
    if fault:
        FAULTS[fault]()
    print("delivering", flush=True)  # noqa: T201 (whoever started it waits for this)
    while True:
        delivery.deliver()
        time.sleep(0.01)


if __name__ == "__main__":
    main(*sys.argv[1:])
