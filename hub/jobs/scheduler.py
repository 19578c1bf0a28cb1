"""The fixed jobs and when they run; only this package knows APScheduler.

Nothing is kept of them: due work lies in rows, and a job that is missed finds it at its next tick. Jobs that fall behind
run once, and one of each at a time; however many processes run them, all of them may be run twice.
"""

from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.gevent import GeventScheduler

from ..core import clock
from ..core.clock import SHANGHAI
from . import ticks

SWEEP_SECONDS = 5
DELIVER_SECONDS = 2
DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


def start() -> BaseScheduler:
    """Start the jobs in this process; those that matter most begin at once, and so does what was missed today."""
    scheduler = GeventScheduler(timezone=SHANGHAI, job_defaults=DEFAULTS)
    at_once = {"next_run_time": clock.now()}
    scheduler.add_job(ticks.sweep, "interval", seconds=SWEEP_SECONDS, **at_once)
    scheduler.add_job(ticks.deliver, "interval", seconds=DELIVER_SECONDS, **at_once)
    scheduler.add_job(ticks.daily, "cron", minute="*/5", second=5, **at_once)
    scheduler.add_job(ticks.tidy_files, "cron", minute=40)
    # Two, because one may be at work for minutes; the second finds that and goes.
    scheduler.add_job(ticks.make_exports, "interval", seconds=1, max_instances=2)
    scheduler.add_job(ticks.clear_exports, "interval", minutes=5)
    scheduler.add_job(ticks.remind_units, "cron", second=40)
    scheduler.add_job(ticks.write_digests, "cron", second=20)
    scheduler.start()
    return scheduler
