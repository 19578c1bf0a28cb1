"""Messages while the sweep catches up: thousands of steps fall due in a hub in which people talk; how long do these wait?"""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from hub.core import db
from hub.core.config import load_settings
from hub.escalation.models import EscalationEvent
from hub.journal import chain
from hub.notify import ways

from . import escalating, many_issues, servers
from .running import loaded

CLIENTS, RATE, SECONDS = 100, 20.0, 45.0
DUE = 20_000
LEAST_AT_WORK = 0.5
"""A run has measured something when steps fired in every other second of their talk (each tick sweeps for five of ten), however many
a machine can fire."""
HEAD_START = timedelta(seconds=75)
"""From when the issues are written until their steps fall due: the hub starts, all connect, and talk for SECONDS."""


def measure(database_url: str) -> dict[str, Any]:
    """p99 from sending to receiving, in milliseconds, before and while the sweep catches up; the paces are the same."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"HUB_DATA_DIR": folder, "HUB_DATABASE_URL": database_url})
        ways.begin(settings)
        chain.begin(settings.audit_key)
        due: list[datetime] = []
        with servers.hub("hub", database_url, Path(folder), CLIENTS, lambda: due.append(_fill())) as target:
            results = _talk(target, due[0])
        db.open_database(database_url)
        fired, at_work = _fired()
        db.close_database()
    wrong = sum(row["lost"] + row["doubled"] + row["wrong_sums"] for row in results.values())
    if wrong or at_work < LEAST_AT_WORK * SECONDS or fired >= DUE:
        raise SystemExit(f"{wrong} messages went wrong, {fired} steps fired, in {at_work} of {SECONDS:.0f} seconds")
    return {phase: row["delay_ms"] for phase, row in results.items()} | {"fired": fired}


def _fill() -> datetime:
    """Issues in twenty channels, in which everybody is and nobody looks; returns when all their first steps fall due."""
    raised, version = escalating.district(), many_issues.ladder_of_hours(1, 2, 3, 4)
    due = datetime.now(UTC) + HEAD_START
    many_issues.fill(DUE, raised, version, due - timedelta(hours=1), due)
    return due


def _talk(target: servers.Target, due: datetime) -> dict[str, dict[str, Any]]:
    plan = {
        "host": "127.0.0.1", "port": target.port, "clients": CLIENTS, "channel": target.channel,
        "cookies": target.cookies, "rate": RATE, "seconds": SECONDS, "goes_on_at": due.timestamp() + 1,
    }  # fmt: skip
    with loaded("bench.talking", plan) as lines:
        next(lines)
        results = {line.pop("phase"): line for line in lines}
        if time.time() < due.timestamp() + SECONDS:
            raise SystemExit("they had done talking before the steps fell due")
        return results


def _fired() -> tuple[int, int]:
    """How many steps fired, and in how many different seconds."""
    with db.reading() as session:
        at = session.scalars(select(EscalationEvent.fired_at)).all()
    return len(at), len({one.replace(microsecond=0) for one in at})
