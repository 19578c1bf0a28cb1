"""The watch over the jobs: it starts the scheduler anew when that stands still, says so, and is not hurried by what is slow."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import gevent
import pytest
from apscheduler.schedulers.gevent import GeventScheduler
from gevent.event import Event

from hub.core import clock, db
from hub.core.clock import SHANGHAI
from hub.jobs import watch as watching
from hub.jobs import worker as working
from hub.jobs.ticks import guarded
from hub.jobs.watch import Watch
from hub.jobs.worker import Worker
from tests.jobs.workers import beats

PATIENCE_SECONDS = 30.0


@dataclass
class Now:
    """A clock that a test sets."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def watch(now: Now) -> Watch:
    made = Watch(monotonic=now)
    made.reset()
    return made


def test_nothing_is_amiss_while_jobs_begin_and_end(watch: Watch, now: Now) -> None:
    for _turn in range(100):
        for job in ("sweep", "deliver"):
            watch.began(job)
            now.seconds += 20
            watch.ended(job)
            assert watch.fault() == ""


def test_a_job_that_does_not_begin_is_noticed_after_a_minute(watch: Watch, now: Now) -> None:
    watch.began("sweep")
    watch.ended("sweep")
    now.seconds += 50
    watch.began("deliver")
    watch.ended("deliver")
    assert watch.fault() == ""
    now.seconds += 11
    assert watch.fault() == "silent sweep"


def test_a_scheduler_that_never_begins_is_noticed_too(watch: Watch, now: Now) -> None:
    now.seconds += 59
    assert watch.fault() == ""
    now.seconds += 2
    assert watch.fault() == "silent sweep"


def test_a_job_that_does_not_end_is_noticed(watch: Watch, now: Now) -> None:
    watch.began("sweep")
    for _turn in range(4):
        now.seconds += 16
        watch.began("deliver")
        watch.ended("deliver")
    assert watch.fault() == "stuck sweep"


def test_a_delivery_may_take_as_long_as_a_slow_mail_server(watch: Watch, now: Now) -> None:
    watch.began("deliver")
    for _turn in range(8):
        now.seconds += 10
        watch.began("sweep")
        watch.ended("sweep")
        assert watch.fault() == ""
    now.seconds += 11
    watch.began("sweep")
    assert watch.fault() == "stuck deliver"


def test_starts_that_do_not_help_come_less_and_less_often(watch: Watch, now: Now) -> None:
    def wait_for_fault() -> float:
        before = now.seconds
        while not watch.fault():
            now.seconds += 1
        return now.seconds - before

    waits = []
    for _turn in range(8):
        waits.append(wait_for_fault())
        watch.reset(again=True)
    assert waits == [61, 121, 241, 481, 961, 1921, 1921, 1921]
    watch.began("sweep")
    watch.ended("sweep")
    assert wait_for_fault() == 61


def test_a_sweep_that_fails_has_not_swept(watch: Watch) -> None:
    watch.began("sweep")
    watch.ended("sweep", "OperationalError")
    assert (watch.swept_at, watch.failed) == (None, {"sweep": "OperationalError"})
    watch.began("sweep")
    watch.ended("sweep")
    assert watch.swept_at is not None
    assert watch.failed == {}


# --- the watch at work, over a real scheduler ---------------------------------------------------------------------------


@dataclass
class Shop:
    """A worker whose jobs count; the next sweep may freeze, and all may break."""

    swept: int = 0
    started: list[Any] = field(default_factory=list)
    frozen: bool = False
    broken: bool = False

    def start(self) -> Any:
        scheduler = GeventScheduler(timezone=SHANGHAI, job_defaults={"misfire_grace_time": None, "coalesce": True})
        for tick in (guarded(self.sweeper()), guarded(self.deliverer())):
            scheduler.add_job(tick, "interval", seconds=0.05, next_run_time=clock.now())
        scheduler.start()
        self.started.append(scheduler)
        return scheduler

    def sweeper(self) -> Callable[[], str]:
        def sweep() -> str:
            if self.frozen:
                self.frozen = False
                Event().wait()
            if self.broken:
                raise ValueError("broken")
            self.swept += 1
            return ""

        return sweep

    def deliverer(self) -> Callable[[], str]:
        def deliver() -> str:
            return ""

        return deliver


def until(condition: Callable[[], bool]) -> None:
    """Let the worker work until the condition holds."""
    with gevent.Timeout(PATIENCE_SECONDS):
        while not condition():
            gevent.sleep(0.02)


@pytest.fixture
def shop(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.setattr(watching, "SILENT_SECONDS", 1.0)
    monkeypatch.setattr(watching, "STUCK_SECONDS", {"sweep": 1.0, "deliver": 1.0})
    monkeypatch.setattr(working, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(working, "BEAT_SECONDS", 0.2)
    watching.watch.failed.clear()  # of other tests
    db.open_database(database_url)
    made = Shop()
    worker = Worker(None, start=made.start, watch=watching.watch)
    worker.begin()
    until(lambda: made.swept > 2 and bool(beats()))
    assert [row.trouble for row in beats().values()] == [""]
    yield made
    worker.stop()
    assert beats() == {}
    watching.watch.reset()
    watching.watch.failed.clear()
    db.close_database()


def goes_on(shop: Shop, trouble: str) -> None:
    """The scheduler has been started anew once, sweeps again, and the database tells of it."""
    until(lambda: len(shop.started) == 2)
    before = shop.swept
    until(lambda: shop.swept > before + 2)
    until(lambda: any(row.trouble.startswith(f"{trouble} 1 ") for row in beats().values()))
    assert len(shop.started) == 2


def test_a_frozen_tick_is_left_behind(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    shop.frozen = True
    goes_on(shop, "stuck sweep")
    assert "stuck sweep: the scheduler is started anew" in caplog.text


def test_a_scheduler_whose_thread_has_died_is_replaced(shop: Shop) -> None:
    shop.started[0]._greenlet.kill()
    assert shop.started[0].running
    goes_on(shop, "silent sweep")


def test_a_clock_set_back_stops_nothing_for_longer_than_the_watch_waits(shop: Shop) -> None:
    for job in shop.started[0].get_jobs():  # as seen from an hour before
        job.modify(next_run_time=clock.now() + timedelta(hours=1))
    goes_on(shop, "silent sweep")


def test_a_tick_that_fails_is_told_of_until_it_goes_well_again(shop: Shop) -> None:
    shop.broken = True
    until(lambda: [row.trouble for row in beats().values()] == ["failed sweep ValueError"])
    swept_at = next(iter(beats().values())).swept_at
    shop.broken = False
    until(lambda: [row.trouble for row in beats().values()] == [""])
    assert len(shop.started) == 1
    assert swept_at is not None
