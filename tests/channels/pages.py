"""Browsers for tests of pages: a person signed in, and what a page says."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hub.accounts.models import Person
from hub.app import create_app
from hub.channels.posting import post_message
from hub.channels.shapes import MessageDraft, Posted
from hub.core import clock, db
from hub.core.config import load_settings
from hub.web.viewer import COOKIE
from tests.factories import make_session

from .scene import Scene

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=clock.SHANGHAI)
ORIGIN = "http://127.0.0.1:5000"
FORM = {"Origin": ORIGIN}
SCRIPT = {"Origin": ORIGIN, "Accept": "application/json"}


@dataclass
class Browser:
    """A signed-in person's browser without script."""

    client: FlaskClient

    def get(self, path: str, **headers: str) -> TestResponse:
        """Ask for a page."""
        return self.client.get(path, headers=headers, base_url=ORIGIN)

    def post(self, path: str, form: dict[str, str] | None = None, **headers: str) -> TestResponse:
        """Send a form."""
        return self.client.post(path, data=form or {}, headers=FORM | headers, base_url=ORIGIN)

    def script(self, method: str, path: str, data: object = None) -> TestResponse:
        """Ask as a script of the hub's own pages does."""
        return self.client.open(path, method=method, json=data, headers=SCRIPT, base_url=ORIGIN)


class Hub:
    """The application over a scene, and browsers of its people."""

    def __init__(self, folder: Path, database_url: str, scene: Scene) -> None:
        settings = load_settings({"HUB_DATA_DIR": str(folder), "HUB_DATABASE_URL": database_url})
        self.app: Flask = create_app(settings)
        self.scene = scene

    def browser(self, name: str) -> Browser:
        """The browser of the person called so in the scene."""
        with db.transaction() as session:
            secret = make_session(session, session.get_one(Person, self.scene[name].person_id))
        client = self.app.test_client()
        client.set_cookie(COOKIE, secret, domain="127.0.0.1")
        return Browser(client)


def seqs(page: TestResponse) -> list[int]:
    """The places of the messages that a page shows, in its order."""
    return [int(seq) for seq in re.findall(r'<article class="message[^"]*"[^>]* data-seq="(\d+)"', page.text)]


def follows(page: TestResponse) -> list[int]:
    """The places of those that stand closer to the one before."""
    return [
        int(seq) for seq in re.findall(r'<article class="message message--follow"[^>]* data-seq="(\d+)"', page.text)
    ]


def say(
    hub: Hub, who: str, body: str, at: datetime = NOON, channel: str = "家庭", reply_to: str | None = None
) -> Posted:
    """Post in a channel of the scene, at an instant."""
    with clock.held_at(at), db.transaction() as session:
        draft = MessageDraft(hub.scene.channels[channel], str(uuid4()), body, reply_to)
        return post_message(session, hub.scene[who], draft)


def desk(hub: Hub, channel: str = "家庭") -> str:
    """The address of a channel's page."""
    return f"/channels/{hub.scene.channels[channel]}"
