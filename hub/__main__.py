"""`python3 -m hub`: sets up what is missing, then hands over to hub/cli.py inside .venv. Standard library only."""

# An older Python must still be able to read this file far enough to say what it lacks.
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (here it can be older)
    sys.exit("会商 hub 需要 Python 3.11 或更新版本 · hub needs Python 3.11 or later; this is " + sys.version.split()[0])

from hub.bootstrap.start import main

if __name__ == "__main__":
    main(sys.argv[1:])
