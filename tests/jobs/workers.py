"""Processes that run the jobs, and what the database says of them."""

import sys
from pathlib import Path

from sqlalchemy import select

from hub.core import db
from hub.escalation.models import SchedulerBeat
from tests.services.hub_server import HubServer


class Serving(HubServer):
    """A hub that serves; several may share a folder, each with a log of its own."""

    def __init__(self, folder: Path, database_url: str, name: str, **settings: str) -> None:
        super().__init__(folder, database_url, settings)
        self.log = folder / f"{name}.log"


class Jobs(HubServer):
    """`python3 -m hub scheduler`."""

    def __init__(self, folder: Path, database_url: str, name: str, **settings: str) -> None:
        super().__init__(folder, database_url, settings)
        self.command = [sys.executable, "-m", "hub.cli", "scheduler"]
        self.log = folder / f"{name}.log"

    def is_healthy(self) -> bool:
        """Whether it has begun."""
        return "scheduler" in self.output


def beats() -> dict[str, SchedulerBeat]:
    """The workers that have given a sign of life, by their process's id."""
    with db.reading() as session:
        return {row.worker.rpartition(":")[2]: row for row in session.scalars(select(SchedulerBeat))}


def has_swept(pid: int) -> bool:
    """Whether this process has swept."""
    row = beats().get(str(pid))
    return row is not None and row.swept_at is not None
