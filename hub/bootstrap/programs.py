"""Runs the programs that setting up needs (pip, npm, Babel)."""

import subprocess
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from hub.bootstrap.say import Trouble, murmur


def run(command: Sequence[str | Path], failure: str, cwd: Path | None = None) -> None:
    """Run a program to its end, its last lines in passing on the terminal.

    Args:
        command: the program and its arguments.
        failure: the sentence to tell, under the program's last lines, when it fails.
        cwd: the folder to run it in.

    Raises:
        Trouble: it cannot be started or ends with another status than 0.
    """
    last: deque[str] = deque(maxlen=6)
    try:
        # close_fds=False: the program holds the clone's lock too, see steps.py.
        with subprocess.Popen(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            close_fds=False,
        ) as program:
            try:
                for line in program.stdout or ():
                    last.append(line)
                    murmur(line)
            except BaseException:
                program.kill()
                raise
    except OSError as error:
        raise Trouble(f"{failure}\n{error}") from error
    if program.returncode:
        murmur("")
        raise Trouble(f"{''.join(last)}\n{failure}")
