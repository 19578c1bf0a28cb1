"""A committee with issues in a database of each kind, whose engine can be put into any state."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from hub.core import clock, db, periods
from hub.escalation.models import Escalation, SchedulerBeat
from hub.health import probes
from hub.notify.models import OutboxRow
from tests.channels.conftest import hub as _hub
from tests.channels.conftest import scene as _scene
from tests.channels.pages import Hub
from tests.issues.story import Story

scene, hub = _scene, _hub


class Engine:
    """Puts signs and troubles of the engine into the database; `ago` is in seconds."""

    def beat(self, worker: str = "srv1:7", *, ago: float = 0, swept: float | None = None, trouble: str = "") -> None:
        at = clock.now() - timedelta(seconds=ago)
        swept_at = clock.now() - timedelta(seconds=ago if swept is None else swept)
        with db.transaction() as session:
            session.merge(
                SchedulerBeat(worker=worker, started_at=at, beat_at=at, swept_at=swept_at, trouble=trouble),
            )

    def run(self, **values: Any) -> None:
        """Change every run."""
        with db.transaction() as session:
            session.execute(update(Escalation).values(**values))

    def notice(self, key: str, *, state: str = "pending", due: float | None = None) -> None:
        """A notice that is due in so many seconds, or settled."""
        due_at = clock.now() + timedelta(seconds=due) if due is not None else None
        with db.transaction() as session:
            session.add(OutboxRow(dedup_key=key, kind="mention", way="mail", state=state, due_at=due_at))

    def back_up(self, *, days: float) -> None:
        """A backup of so many days ago."""
        with clock.held_at(clock.now() - timedelta(days=days)), db.transaction() as session:
            periods.note(session, "backup")


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def story(hub: Hub) -> Iterator[Story]:
    """The committee and its pages, on a Monday morning at 10:00."""
    probes.forget()
    with Story(hub.scene) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "copies"
    made.mkdir()
    return made
