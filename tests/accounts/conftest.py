"""A hub with an office, an administrator and two units, and passwords that cost next to nothing to hash."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from werkzeug.test import TestResponse

from hub.accounts import passwords
from hub.app import create_app
from hub.core import db, events
from hub.core.config import load_settings
from hub.core.viewer import Role, Viewer
from hub.web.viewer import COOKIE
from tests.factories import make_person, make_unit, viewer_of

PASSWORD = "蓝鲸-跳过-第7座桥"

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what a page says or refuses by itself: what it does to the database is tested on both kinds elsewhere."""


@dataclass(frozen=True)
class World:
    """Who is there: viewers of the office, the administrator and a liaison; public ids of units and people."""

    office: Viewer
    admin: Viewer
    liaison: Viewer
    education: str
    civil: str


@pytest.fixture(autouse=True)
def cheap_passwords() -> Iterator[None]:
    passwords.use_cost(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield
    passwords.use_cost(None)


@pytest.fixture
def database(database_url: str) -> Iterator[str]:
    db.open_database(database_url)
    yield database_url
    db.close_database()


@pytest.fixture
def world(database: str) -> World:
    hashed = passwords.hash_password(PASSWORD)
    with db.transaction() as session:
        education, civil = make_unit(session, "区教育局", aliases=("教委",)), make_unit(session, "区民政局")
        bureau = make_unit(session, "区未保办", kind="office")
        office = make_person(session, bureau, Role.OFFICE, name="陈静", login="chenjing", password_hash=hashed)
        admin = make_person(session, bureau, Role.ADMIN, name="管理员", login="admin", password_hash=hashed)
        liaison = make_person(session, education, name="周敏", login="jiaoyu-zhoumin", password_hash=hashed)
        return World(
            office=viewer_of(session, office),
            admin=viewer_of(session, admin),
            liaison=viewer_of(session, liaison),
            education=education.public_id,
            civil=civil.public_id,
        )


@pytest.fixture
def told() -> Iterator[list[object]]:
    """What the world is told after each commit, in order."""
    heard: list[object] = []

    def listen(news: list[object]) -> None:
        heard.extend(news)

    events.after_commit(listen)
    yield heard
    events._listeners.remove(listen)


class Browser:
    """A browser without script, at one address."""

    def __init__(self, app: Flask, address: str = "10.0.0.1") -> None:
        self._client = app.test_client()
        self._address = address
        self.site = app.config["HUB"].public_url

    def get(self, path: str, **further: Any) -> TestResponse:
        """Open a page."""
        return self._open(path, method="GET", **further)

    def post(self, path: str, data: Any = None, **further: Any) -> TestResponse:
        """Send a form of the hub's own."""
        headers = {"Origin": self.site} | further.pop("headers", {})
        return self._open(path, method="POST", data=data or {}, headers=headers, **further)

    def sign_in(self, account: str, password: str = PASSWORD, **further: str) -> TestResponse:
        """Try to sign in."""
        return self.post("/sign-in", {"account": account, "password": password, **further})

    @property
    def secret(self) -> str | None:
        """The session's secret that the browser holds."""
        cookie = self._client.get_cookie(COOKIE, domain="127.0.0.1")
        return cookie.value if cookie else None

    @secret.setter
    def secret(self, value: str) -> None:
        self._client.set_cookie(COOKIE, value, domain="127.0.0.1")

    def _open(self, path: str, **further: Any) -> TestResponse:
        place = {"REMOTE_ADDR": self._address}
        return self._client.open(path, base_url=self.site, environ_overrides=place, **further)


OpenBrowser = Callable[..., Browser]


def said(response: TestResponse) -> str:
    """What the page says, with its entities read."""
    return unescape(response.get_data(as_text=True))


@pytest.fixture
def app(world: World, database: str, tmp_path: Path) -> Flask:
    settings = load_settings({"HUB_DATA_DIR": str(tmp_path / "data"), "HUB_DATABASE_URL": database})
    return create_app(settings)


@pytest.fixture
def browse(app: Flask) -> OpenBrowser:
    """Opens a browser: `browse()`, `browse("10.0.0.2")`, `browse(who="chenjing")`."""

    def open_browser(address: str = "10.0.0.1", who: str = "") -> Browser:
        browser = Browser(app, address)
        if who:
            assert browser.sign_in(who).status_code == 302
        return browser

    return open_browser
