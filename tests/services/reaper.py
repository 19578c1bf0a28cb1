"""Run as a program: ends what a test run started, should the run itself be killed. Standard library only.

It reads lines `+PID` and `-PID`; when the input ends, it kills every process that is still on its list.
"""

import os
import signal
import sys


def main() -> None:
    alive: set[int] = set()
    for line in sys.stdin:
        (alive.add if line[0] == "+" else alive.discard)(int(line[1:]))
    for pid in alive:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


if __name__ == "__main__":
    main()
