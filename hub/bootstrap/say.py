"""What setting up tells the person waiting: on standard error, because a command's standard output is its answer."""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Trouble(Exception):
    """A step cannot be done; the text is a sentence for the person at the terminal."""


def tell(text: str) -> None:
    """Write one line."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 (no logging yet: this is the terminal's own voice)


@contextmanager
def announced(text: str) -> Iterator[None]:
    """Say what begins, and how many seconds it took when it is done."""
    start = time.monotonic()
    tell(f"  {text} …")
    yield
    murmur("")
    tell(f"    {time.monotonic() - start:.1f} s")


def murmur(line: str) -> None:
    """Show a passing line of a running program in one place of the terminal; nothing where there is none."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 5
        sys.stderr.write(f"\r\033[K    {line.strip()[:width]}" if line else "\r\033[K")
        sys.stderr.flush()
