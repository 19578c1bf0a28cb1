"""A store of files of the test's own, and people with a database who may upload."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hub.core import db
from hub.core.viewer import Role, Viewer
from hub.files import storage
from hub.files.folder import Folder
from tests.factories import make_person, make_unit, viewer_of


@dataclass
class Counter:
    """Two people with uploads, and the folder where bytes lie."""

    mine: Viewer
    other: Viewer
    folder: Path

    @property
    def stored(self) -> list[str]:
        """The keys of all that lies there."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the place of files."""
    monkeypatch.setattr(storage, "_storage", Folder(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def counter(database_url: str, store: Path) -> Iterator[Counter]:
    db.open_database(database_url)
    with db.transaction() as session:
        unit = make_unit(session, "区甲局")
        people = [make_person(session, unit, Role.LIAISON, name=name) for name in ("甲一", "甲二")]
        viewers = [viewer_of(session, person) for person in people]
    yield Counter(*viewers, folder=store)
    db.close_database()
