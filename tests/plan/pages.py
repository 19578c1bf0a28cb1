"""Pages of plans in a browser without script, by somebody who is signed in."""

import re
from html import unescape
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from hub.accounts.models import Person
from hub.core import db
from hub.core.viewer import Viewer
from hub.web.viewer import COOKIE
from tests.factories import make_session


class Browser:
    """A browser in which `viewer` is signed in."""

    def __init__(self, app: Flask, viewer: Viewer) -> None:
        self.site = app.config["HUB"].public_url
        self.client = app.test_client()
        with db.transaction() as session:
            secret = make_session(session, session.get_one(Person, viewer.person_id))
        self.client.set_cookie(COOKIE, secret, domain="127.0.0.1")

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path, base_url=self.site)

    def post(self, path: str, data: dict[str, Any] | None = None) -> TestResponse:
        """Send a form of the hub's own; a tuple of bytes and name is a file."""
        return self.client.post(path, base_url=self.site, data=data or {}, headers={"Origin": self.site})

    def read(self, path: str) -> str:
        """The text of a page that opens."""
        page = self.get(path)
        assert page.status_code == 200, page.status
        return said(page)


def said(page: TestResponse) -> str:
    """What the page says, with its entities read."""
    return unescape(page.get_data(as_text=True))


def hidden(text: str, name: str) -> str:
    """The value of a page's hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, name
    return found[1]


def item_fields(number: int, title: str, parties: list[str], lead: int | None = 0, **further: str) -> dict[str, Any]:
    """The fields of an item's form."""
    return {
        "number": str(number),
        "title": title,
        "section": "一、家庭",
        "body": "正文",
        "due_on": "",
        "party": parties,
        "lead": [] if lead is None else [str(lead)],
        **further,
    }
