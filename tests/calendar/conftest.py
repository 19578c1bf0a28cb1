"""A database, open, with the calendar as migrations leave it."""

from collections.abc import Iterator

import pytest

from hub.core import db


@pytest.fixture
def opened(database_url: str) -> Iterator[str]:
    db.open_database(database_url)
    yield database_url
    db.close_database()
