"""What a bug looks like from outside: one sentence, once, whatever else is broken."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from hub.web import errors, headers


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    made = Flask("broken", root_path=str(tmp_path), template_folder=str(tmp_path))
    headers.install(made)
    errors.install(made)

    @made.get("/outage")
    def outage() -> str:
        raise OperationalError("select 1", {}, Exception("connection refused"))

    @made.get("/bug")
    def bug() -> str:
        raise RuntimeError("secret detail")

    return made


def test_an_error_page_that_fails_still_says_what_to_do(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "errors").mkdir()
    (tmp_path / "errors" / "error.html").write_text("{{ nobody.knows.this }}", encoding="utf-8")
    response = app.test_client().get("/bug")
    assert response.status_code == 500
    assert "请稍后重试" in response.text
    assert "secret detail" not in response.text


def test_a_program_gets_a_code(app: Flask) -> None:
    response = app.test_client().get("/bug", headers={"Accept": "application/json"})
    assert (response.status_code, response.json["error"]["code"]) == (500, "unavailable")


def test_while_the_database_is_away_everybody_is_asked_to_come_back(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    response = app.test_client().get("/outage", headers={"Accept": "application/json"})
    assert (response.status_code, response.json["error"]["code"]) == (503, "unavailable")
    assert int(response.headers["Retry-After"]) > 0
    assert "请稍后重试" in app.test_client().get("/outage").text
    assert [record.getMessage() for record in caplog.records if "connection refused" in record.getMessage()]
