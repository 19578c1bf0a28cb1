"""The application over the committee of the channels' tests, at an address of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts import passwords
from hub.accounts.models import Person
from hub.app import create_app
from hub.core import db
from hub.core.config import load_settings
from hub.web.viewer import COOKIE
from tests.channels.scene import Scene, build
from tests.factories import make_session

HOST = "hub.example"
SITE = f"https://{HOST}"
PASSWORD = "蓝鲸-跳过-第7座桥"


@dataclass
class Stage:
    """The application, who is there, and a person's login."""

    app: Flask
    scene: Scene
    login: str

    def browser(self, who: str = "") -> FlaskClient:
        """The browser of somebody of the scene, or of a stranger."""
        client = self.app.test_client()
        if who:
            with db.transaction() as session:
                secret = make_session(session, session.get_one(Person, self.scene[who].person_id))
            client.set_cookie(COOKIE, secret, domain=HOST, path="/")
        return client


@pytest.fixture(scope="module")
def stage(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("web")
    (folder / "hub.db").write_bytes(migrated_sqlite.read_bytes())
    app = create_app(load_settings({"HUB_DATA_DIR": str(folder), "HUB_PUBLIC_URL": SITE}))
    passwords.use_cost(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    hashed = passwords.hash_password(PASSWORD)
    with db.transaction() as session:
        scene = build(session)
        person = session.get_one(Person, scene["甲一"].person_id)
        person.password_hash = hashed
        login = person.login
    yield Stage(app, scene, login)
    passwords.use_cost(None)
    db.close_database()
