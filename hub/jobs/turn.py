"""Whose turn it is to run the jobs: of the serving processes over one data folder, the one that holds a lock on a file there.

The system lets go of it when the process ends, however it ends, so the next one takes over at once and nobody has to
judge by the clock who is dead.
"""

import fcntl
import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)

NAME = "scheduler.lock"


class Turn:
    """The lock in this data folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._held: int | None = None

    def take(self) -> bool:
        """Whether it is ours from now on; never waits. A folder whose disk has no locks gives it to everybody, which is safe."""
        held = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            return False
        except OSError as error:
            log.warning("no locks in the data folder: every process runs the jobs: %s", error.strerror)
        self._held = held
        return True

    def leave(self) -> None:
        """Let the next one have it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
