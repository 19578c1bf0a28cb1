"""The numbers for Prometheus: of the whole hub from the database, of this process from the system."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ..core import clock
from ..core.db import reading
from . import queries
from .rules import last_sweep

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def written(sockets: int) -> bytes:
    """All numbers as Prometheus reads them; `sockets` is how many are connected to this process."""
    registry = CollectorRegistry()
    registry.register(_Hub(sockets))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Hub(Collector):
    def __init__(self, sockets: int) -> None:
        self._sockets = sockets

    def describe(self) -> list[Metric]:
        """Nothing beforehand, so that registering asks the database nothing."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Each number with what it means."""
        now = clock.now()
        with reading() as session:
            steps, box = queries.steps(session, now), queries.outbox(session, now)
            last, states = last_sweep(queries.workers(session)), queries.issues_by_state(session)
        yield _gauge("hub_outbox_waiting", "Notices that wait to be sent, or to be tried again", box.waiting)
        yield _gauge("hub_outbox_late", "Notices that have been due for five minutes and that nobody takes", box.late)
        yield _gauge(
            "hub_outbox_oldest_seconds", "How long the oldest late notice has been due", _age(now, box.oldest_at)
        )
        yield _gauge("hub_outbox_dead", "Notices that could not be delivered and wait for the office", box.dead)
        yield _gauge("hub_steps_late", "Steps of ladders that should have fired a minute ago", steps.late)
        yield _gauge(
            "hub_steps_oldest_seconds", "How long the oldest late step has been due", _age(now, steps.oldest_at)
        )
        yield _gauge("hub_steps_failing", "Steps whose last try raised an error", steps.failing)
        yield _gauge("hub_steps_waiting", "Steps that wait for the office to confirm the clock", steps.waiting)
        if last is not None:  # else it is absent, as Prometheus wants it for what is unknown
            yield _gauge("hub_sweep_age_seconds", "Since the last sweep that went well, anywhere", _age(now, last[0]))
        issues = GaugeMetricFamily("hub_issues", "Issues by state", labels=["state"])
        for state, count in sorted(states.items()):
            issues.add_metric([state], count)
        yield issues
        yield _gauge("hub_sockets", "Sockets that are connected to this process", self._sockets)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _age(now: datetime, then: datetime | None) -> float:
    return max((now - then).total_seconds(), 0.0) if then is not None else 0.0
