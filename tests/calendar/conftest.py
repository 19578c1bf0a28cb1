"""A database, open, with the calendar as migrations leave it; the committee of the channels' tests, and its pages."""

from collections.abc import Iterator

import pytest

from hub.core import db
from tests.channels.conftest import heard, hub, scene

__all__ = ["heard", "hub", "scene"]


@pytest.fixture
def opened(database_url: str) -> Iterator[str]:
    db.open_database(database_url)
    yield database_url
    db.close_database()
