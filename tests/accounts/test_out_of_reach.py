"""While nothing can be written, because another process holds the database: readers read, writers are asked to come back."""

import pytest
from sqlalchemy.exc import OperationalError

from hub.accounts import activity
from hub.core import engines

from .conftest import OpenBrowser, on_sqlite


@pytest.fixture(autouse=True)
def nobody_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "_noted_at", {})


def test_a_reader_is_served_although_nobody_can_note_it(browse: OpenBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browse(who="chenjing")
    refused = OperationalError("update signed_in_session", {}, Exception("database is locked"))

    def refuse(*_: object) -> None:
        raise refused

    monkeypatch.setattr(activity, "note_activity", refuse)
    assert browser.get("/account").status_code == 200


@on_sqlite
def test_a_locked_database_is_an_answer(browse: OpenBrowser, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browse(who="chenjing")
    foreign = engines.make_engine(database)
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    with foreign.execution_options(hub_write=True).connect() as connection, connection.begin():
        assert browser.get("/account").status_code == 200
        answer = browser.post("/account/locale", {"locale": "en"})
    foreign.dispose()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert browser.post("/account/locale", {"locale": "en"}).status_code == 302
