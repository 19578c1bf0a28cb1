"""The committee of the channels' tests, built anew each time: what its building did is put down, too."""

from collections.abc import Iterator

import pytest

from hub.core import db
from tests.channels.conftest import hub
from tests.channels.scene import Scene, build

__all__ = ["hub"]


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    db.open_database(database_url)
    with db.transaction() as session:
        made = build(session)
    yield made
    db.close_database()
