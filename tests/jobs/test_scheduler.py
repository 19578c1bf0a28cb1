"""Who runs the jobs: one of the processes that serve, another when it dies, or processes that do nothing else."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from hub.core import clock, db
from hub.escalation.models import Escalation, EscalationEvent, InboxItem
from tests.channels.conftest import scene as _scene
from tests.channels.scene import Scene
from tests.issues.story import Story
from tests.jobs.workers import Jobs, Serving, beats, has_swept
from tests.services.processes import PATIENCE_SECONDS, wait_until

scene = _scene
TAKE_OVER_SECONDS = 15.0

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    return made


@pytest.fixture
def opened(database_url: str) -> Iterator[str]:
    db.open_database(database_url)
    yield database_url
    db.close_database()


def test_one_of_two_runs_the_jobs_and_the_other_takes_over_when_it_is_killed(opened: str, folder: Path) -> None:
    first, second = Serving(folder, opened, "first"), Serving(folder, opened, "second")
    first.start(first.is_healthy)
    wait_until(lambda: has_swept(first.process.pid), PATIENCE_SECONDS)
    second.start(second.is_healthy)
    wait_until(lambda: len(beats()) == 1 and _beaten_twice(first.process.pid), PATIENCE_SECONDS)
    assert list(beats()) == [str(first.process.pid)]
    first.kill()
    wait_until(lambda: has_swept(second.process.pid), TAKE_OVER_SECONDS)
    assert second.stop() == 0
    assert list(beats()) == [str(first.process.pid)], "who is killed leaves its last sign, who stops takes it along"
    assert "Traceback" not in first.output + second.output


def _beaten_twice(pid: int) -> bool:
    row = beats()[str(pid)]
    return row.beat_at - row.started_at > timedelta(seconds=10)


def test_off_runs_no_jobs(opened: str, folder: Path) -> None:
    quiet, jobs = Serving(folder, opened, "quiet", HUB_SCHEDULER="off"), Jobs(folder, opened, "jobs")
    quiet.start(quiet.is_healthy)
    jobs.start(jobs.is_healthy)
    wait_until(lambda: has_swept(jobs.process.pid), PATIENCE_SECONDS)
    assert list(beats()) == [str(jobs.process.pid)]
    assert (jobs.stop(), quiet.stop()) == (0, 0)
    assert beats() == {}


def test_two_schedulers_fire_each_step_once(scene: Scene, database_url: str, folder: Path) -> None:
    with Story(scene, start=clock.now() - timedelta(days=30)) as story:
        issues = [story.raised(title=f"第{number}件") for number in range(40)]
    two = [Jobs(folder, database_url, name) for name in ("one", "two")]
    for jobs in two:
        jobs.start(jobs.is_healthy)
    wait_until(lambda: not _due(), PATIENCE_SECONDS)
    wait_until(lambda: all(has_swept(jobs.process.pid) for jobs in two), PATIENCE_SECONDS)
    for jobs in two:
        assert jobs.stop() == 0
        assert "Traceback" not in jobs.output
    with db.reading() as session:
        fired = Counter(session.scalars(select(EscalationEvent.escalation_id)))
        told = Counter(map(tuple, session.execute(select(InboxItem.escalation_id, InboxItem.person_id))))
    assert len(fired) == len(issues)
    assert set(fired.values()) == {1}
    assert set(told.values()) == {1}


def _due() -> bool:
    with db.reading() as session:
        found = select(Escalation.id).where(Escalation.next_step_at <= clock.now()).limit(1)
        return session.scalar(found) is not None
