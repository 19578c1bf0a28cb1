"""SQLite's commits: in a native thread while the disk is slow, because they wait for it and the loop could go on.

Measured on a disk whose fsync takes 15 ms: the loop's p99 delay is 1.4 ms in a thread and 35 ms inline. On a fast disk a
commit takes 0.2 ms, less than changing threads does on a busy loop (5 ms each way while others hold the interpreter), so
there it stays inline.
"""

import sqlite3
import time

from .offload import COMMITS, offload


class Connection(sqlite3.Connection):
    """A connection that commits where the loop is least in the way; its transactions are the writer's alone (`db`).

    Nothing but the library's own commit goes to the thread. Had it SQLAlchemy's as well, the connection would come back to
    its pool there, whose lock is the loop's (`native`): with threads that change all the time some reader failed among
    thousands of commits.
    """

    def commit(self) -> None:
        """Make what was written last; sqlite3's errors."""
        if disk.is_slow():
            offload(super().commit, pool=COMMITS)
            return
        start = time.perf_counter()
        super().commit()
        disk.took(time.perf_counter() - start)


class Disk:
    """How long commits take: asked inline, and asked again now and then while they go to the thread."""

    SLOW_SECONDS = 0.008
    ASK_AGAIN_AFTER = 200

    def __init__(self) -> None:
        self.mean_seconds = 0.0
        self._until_asked = 0

    def took(self, seconds: float) -> None:
        """Note one commit's time."""
        self.mean_seconds += (seconds - self.mean_seconds) / 16

    def is_slow(self) -> bool:
        """Whether the next commit should not hold up the loop; every so often it does, to find out."""
        if self.mean_seconds < self.SLOW_SECONDS:
            return False
        self._until_asked = (self._until_asked or self.ASK_AGAIN_AFTER) - 1
        if self._until_asked == 0:
            self.mean_seconds /= 2
            return False
        return True


disk = Disk()
