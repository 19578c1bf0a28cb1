"""The fixed jobs and when they run; only this package knows APScheduler."""

from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.gevent import GeventScheduler

from ..core.clock import SHANGHAI
from . import ticks

SWEEP_SECONDS = 5
DELIVER_SECONDS = 2


def start() -> BaseScheduler:
    """Start the jobs in this process; safe in several processes, because every job may run twice."""
    scheduler = GeventScheduler(timezone=SHANGHAI, job_defaults={"coalesce": True, "max_instances": 1})
    scheduler.add_job(ticks.tidy, "cron", hour=3, minute=20, misfire_grace_time=3600)
    scheduler.add_job(ticks.follow_dates, "cron", hour=0, minute=0, second=5, misfire_grace_time=86_400)
    scheduler.add_job(ticks.move_deadlines, "cron", hour=0, minute=5, misfire_grace_time=86_400)
    scheduler.add_job(ticks.tidy_files, "cron", minute=40, misfire_grace_time=3600)
    scheduler.add_job(ticks.tell_audit_head, "cron", hour=0, minute=10, misfire_grace_time=86_400)
    # Two, because one may be at work for minutes; the second finds that and goes.
    scheduler.add_job(ticks.make_exports, "interval", seconds=1, max_instances=2, misfire_grace_time=None)
    scheduler.add_job(ticks.clear_exports, "interval", minutes=5, misfire_grace_time=None)
    scheduler.add_job(ticks.sweep, "interval", seconds=SWEEP_SECONDS, misfire_grace_time=None)
    scheduler.add_job(ticks.deliver, "interval", seconds=DELIVER_SECONDS, misfire_grace_time=None)
    scheduler.add_job(ticks.write_digests, "cron", second=20, misfire_grace_time=None)
    scheduler.start()
    return scheduler
