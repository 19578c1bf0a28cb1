"""The watch over the jobs that must never stand still: when each last began and ended, by a clock that nobody sets.

APScheduler's thread has been seen dead while its `running` said True, and a clock that is set back keeps interval jobs
waiting until it has caught up. Nothing in APScheduler tells of either; what was not begun does.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from ..core import clock

SILENT_SECONDS = 60.0
"""After which a watched job should have begun again."""
STUCK_SECONDS = {"sweep": 60.0, "deliver": 90.0}
"""After which each watched job should have ended. A delivery to a mail server that answers slowly takes 70 s at most."""
MOST_PATIENCE = 32.0


@dataclass
class _Run:
    began: float
    ended: float | None = None


@dataclass
class Watch:
    """When the watched jobs began and ended; `swept_at` is the end of the last sweep that went well.

    `patience` stretches the limits: each start that brought no sweep doubles it, so that jobs that hang for hours do not
    pile up with one more every minute.
    """

    monotonic: Callable[[], float] = time.monotonic
    swept_at: datetime | None = None
    patience: float = 1.0
    failed: dict[str, str] = field(default_factory=dict)
    _since: float = 0.0
    _runs: dict[str, _Run] = field(default_factory=dict)

    def reset(self, *, again: bool = False) -> None:
        """A scheduler starts (`again` after a fault): count from now, and wait for nothing that the one before has begun."""
        self._since = self.monotonic()
        self._runs.clear()
        self.patience = min(self.patience * 2, MOST_PATIENCE) if again else 1.0

    def began(self, job: str) -> None:
        """A job has begun."""
        self._runs[job] = _Run(self.monotonic())

    def ended(self, job: str, error: str = "") -> None:
        """A job has ended; `error` is the name of what it raised."""
        if job in self._runs:
            self._runs[job].ended = self.monotonic()
        if error:
            self.failed[job] = error
            return
        self.failed.pop(job, None)
        if job == "sweep":
            self.swept_at, self.patience = clock.now(), 1.0

    def fault(self) -> str:
        """`stuck sweep` when one has begun and not ended in time, `silent sweep` when none has begun; "" when all is well."""
        now = self.monotonic()
        for job, seconds in STUCK_SECONDS.items():
            run = self._runs.get(job)
            if run is not None and run.ended is None:
                if now - run.began > seconds * self.patience:
                    return f"stuck {job}"
            elif now - max(self._since, run.began if run else 0.0) > SILENT_SECONDS * self.patience:
                return f"silent {job}"
        return ""


watch = Watch()
"""The one of this process."""
