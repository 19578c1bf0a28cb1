"""A worker of its own process for tests of what happens when it is killed: `python -m tests.channels.export_worker URL FOLDER`."""

import sys
from pathlib import Path

import hub.channels.reactions  # noqa: F401
from hub.channels.exporting import actions, folder, making  # noqa: F401
from hub.core import db

if __name__ == "__main__":
    db.open_database(sys.argv[1])
    folder.begin(Path(sys.argv[2]))
    making.PAGE = 10
    making.make_next()
