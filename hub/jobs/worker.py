"""A worker: waits for its turn, runs the jobs, gives signs of life, and starts the scheduler anew when it stands still."""

import logging
import os
import socket
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import gevent
from apscheduler.schedulers.base import BaseScheduler
from gevent.event import Event

from ..core import clock
from ..core.db import OUT_OF_REACH, transaction
from . import beats, scheduler
from .turn import Turn
from .watch import Watch
from .watch import watch as of_this_process

log = logging.getLogger(__name__)

TURN_SECONDS = 2.0
LOOK_SECONDS = 1.0
BEAT_SECONDS = 12.0
SHUTDOWN_SECONDS = 2.0
REMEMBER_SECONDS = 24 * 3600.0
"""How long a scheduler that had to be started anew is told of."""


class Worker:
    """The jobs of one process. `folder` holds the lock that processes which serve take turns by; None for one that needs none."""

    def __init__(
        self, folder: Path | None, start: Callable[[], BaseScheduler] = scheduler.start, watch: Watch = of_this_process
    ) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}"
        self._turn = Turn(folder) if folder is not None else None
        self._start, self._watch = start, watch
        self._stop = Event()
        self._scheduler: BaseScheduler | None = None
        self._started_at = clock.now()
        self._beaten = 0.0
        self._restarts: list[tuple[float, datetime, str]] = []
        self._greenlet: gevent.Greenlet | None = None

    def begin(self) -> None:
        """Work beside whatever else the process does, until `stop`."""
        self._greenlet = gevent.spawn(self.run)

    def stop(self) -> None:
        """End soon: no job begins any more, and the sign of life is taken back."""
        self._stop.set()
        if self._greenlet is not None:
            self._greenlet.join(timeout=SHUTDOWN_SECONDS)

    def run(self) -> None:
        """Work until `stop`."""
        if not self._has_turn():
            return
        log.info("%s runs the jobs", self.name)
        self._started_at = clock.now()
        self._watch.reset()
        self._scheduler = self._start()
        try:
            while not self._stop.wait(LOOK_SECONDS):
                self._look()
        finally:
            self._end()

    def _has_turn(self) -> bool:
        while self._turn is not None and not self._turn.take():
            if self._stop.wait(TURN_SECONDS):
                return False
        return not self._stop.is_set()

    def _look(self) -> None:
        try:
            if fault := self._watch.fault():
                self._restart(fault)
            if fault or time.monotonic() - self._beaten >= BEAT_SECONDS:
                self._beat()
        except Exception:  # whatever it is, the one who watches goes on
            log.exception("the watch over the jobs stumbled")

    def _restart(self, fault: str) -> None:
        log.error("%s: the scheduler is started anew", fault)
        self._restarts.append((time.monotonic(), clock.now(), fault))
        self._watch.reset(again=True)
        self._shut_down()
        self._scheduler = self._start()

    def _shut_down(self) -> None:
        """Whatever is under way goes on by itself; a scheduler that is dead cannot be shut down, and need not be."""
        try:
            with gevent.Timeout(SHUTDOWN_SECONDS, False):
                if self._scheduler is not None:
                    self._scheduler.shutdown(wait=False)
        except Exception as error:
            log.warning("the old scheduler did not shut down: %s", type(error).__name__)

    def _beat(self) -> None:
        self._beaten = time.monotonic()
        try:
            with transaction() as session:
                beats.beat(session, self.name, self._started_at, self._watch.swept_at, self._trouble())
        except OUT_OF_REACH as error:
            log.error("no sign of life: the database did not answer: %s", getattr(error, "orig", None) or error)

    def _trouble(self) -> str:
        """`stuck|silent JOB TIMES INSTANT` of the last restart, `failed JOB ERROR` of jobs that fail; words are the page's."""
        since = time.monotonic() - REMEMBER_SECONDS
        self._restarts = [restart for restart in self._restarts if restart[0] >= since]
        found = [f"failed {job} {error}" for job, error in sorted(self._watch.failed.items())]
        if self._restarts:
            _at, instant, fault = self._restarts[-1]
            found.insert(0, f"{fault} {len(self._restarts)} {instant.isoformat(timespec='seconds')}")
        return "; ".join(found)

    def _end(self) -> None:
        self._shut_down()
        try:
            with transaction() as session:
                beats.leave(session, self.name)
        except OUT_OF_REACH:
            log.warning("the sign of life could not be taken back")
        if self._turn is not None:
            self._turn.leave()
