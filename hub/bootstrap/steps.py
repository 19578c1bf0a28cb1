"""Steps of setting up, each stamped with a hash of its inputs, brought up to date by one process at a time."""

import fcntl
import hashlib
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hub.bootstrap.places import ROOT
from hub.bootstrap.say import announced, tell

TURN = ROOT / ".stamps" / "turn"


@dataclass(frozen=True)
class Step:
    """One thing to bring up to date.

    Attributes:
        says: what is done, in Chinese and English.
        stamp: the file that holds the key of the last time it was done to the end.
        key: a text that changes when the inputs change.
        there: whether what it makes is still there.
        work: does it; raises Trouble when it cannot.
    """

    says: str
    stamp: Path
    key: Callable[[], str]
    there: Callable[[], bool]
    work: Callable[[], None]

    def fresh(self) -> bool:
        """Whether nothing is to be done."""
        return self.there() and self.stamp.is_file() and self.stamp.read_text() == self.key()

    def take(self) -> None:
        """Do it. The stamp goes first and comes back last, so what is interrupted is done again."""
        self.stamp.unlink(missing_ok=True)
        key = self.key()
        with announced(self.says):
            self.work()
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.stamp.with_suffix(".new")
        unfinished.write_text(key)
        unfinished.replace(self.stamp)


def bring_up(steps: Iterable[Step]) -> None:
    """Take the steps that are not fresh, in their order."""
    steps = list(steps)
    if all(step.fresh() for step in steps):
        return
    with _turn():
        for step in steps:
            if not step.fresh():
                step.take()


@contextmanager
def _turn() -> Iterator[None]:
    """Hold the clone for this process and the programs it starts.

    They inherit the lock: should this process be killed, the next one waits until pip or npm has ended too.
    """
    TURN.parent.mkdir(exist_ok=True)
    with TURN.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("另一个启动正在准备环境，稍候 · another start is setting up, waiting …")
            fcntl.flock(file, fcntl.LOCK_EX)
        os.set_inheritable(file.fileno(), True)
        yield


def digest(*files: Path) -> str:
    """A key over the names and contents of the files and the kind of Python and machine."""
    total = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.platform} {platform.machine()}".encode())
    for file in files:
        total.update(f"\0{file.name}\0".encode() + file.read_bytes())
    return total.hexdigest()
