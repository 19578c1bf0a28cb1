"""Which steps a command needs, and the hand-over to it inside .venv."""

import os
import signal
import sys
from pathlib import Path

from hub.bootstrap import environment, frontend, translations
from hub.bootstrap.places import PYTHON, ROOT, VENV
from hub.bootstrap.say import Trouble, tell
from hub.bootstrap.steps import bring_up

RUNNING = [environment.MAKE, environment.RUN, frontend.VENDOR_FILES, translations.COMPILE]
MORE = {"test": [environment.TEST, frontend.TEST_TOOLS], "bench": [environment.TEST]}


def main(arguments: list[str]) -> None:
    """Bring everything up to date and replace this process by the command; does not return.

    Args:
        arguments: what follows `python3 -m hub`. `test` hands over to pytest, all else to hub/cli.py.

    Raises:
        SystemExit: status 1 after a sentence on standard error that says what could not be set up.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        _leave_stale_environment(arguments)
        bring_up([*RUNNING, *MORE.get(arguments[0] if arguments else "", [])])
    except Trouble as trouble:
        tell(str(trouble))
        sys.exit(1)
    except OSError as error:
        tell(f"环境没有准备好 · could not set up: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    _hand_over(arguments)


def _leave_stale_environment(arguments: list[str]) -> None:
    """An environment cannot make itself anew: begin again with the Python it was made from."""
    if Path(sys.prefix).resolve() == VENV.resolve() and not environment.MAKE.fresh():
        base: str = sys._base_executable  # type: ignore[attr-defined]  # undocumented, but venv itself relies on it
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        os.execve(base, [base, "-m", "hub", *arguments], {**os.environ, "PYTHONPATH": path})


def _hand_over(arguments: list[str]) -> None:
    command = ["hub.cli", *arguments]
    if arguments[:1] == ["test"]:
        os.chdir(ROOT)
        command = ["pytest", *arguments[1:]]
    os.execv(PYTHON, [str(PYTHON), "-m", *command])
