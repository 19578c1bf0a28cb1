"""A committee in a database of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.core import db, events
from tests.services.kept import open_furnished

from .pages import Hub
from .scene import Scene, build


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    yield open_furnished(database_url, build)
    db.close_database()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The events of every transaction that commits from now on; nobody else hears them."""
    found: list[object] = []
    monkeypatch.setattr(events, "_listeners", [found.extend])
    return found


@pytest.fixture
def hub(tmp_path: Path, database_url: str, scene: Scene) -> Hub:
    """The application over the committee."""
    return Hub(tmp_path, database_url, scene)
