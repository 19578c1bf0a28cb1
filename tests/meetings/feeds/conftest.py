"""A committee with feeds, and programs that read them without a cookie."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from hub.core import db
from hub.meetings.feeds import actions
from tests.channels.conftest import heard, hub, scene
from tests.channels.pages import ORIGIN, Hub
from tests.channels.scene import Scene
from tests.meetings.story import Meetings

__all__ = ["heard", "hub", "scene"]

Feed = Callable[[str], "Program"]


class Program:
    """A calendar program that knows one secret address."""

    def __init__(self, hub: Hub, secret: str) -> None:
        self._client = hub.app.test_client(use_cookies=False)
        self.path = f"/feeds/{secret}.ics"

    def ask(self, **headers: str) -> TestResponse:
        """What the hub answers."""
        return self._client.get(self.path, headers=headers, base_url=ORIGIN)

    def calendar(self) -> Any:
        """The feed, which must be there."""
        answer = self.ask()
        assert answer.status_code == 200
        return Calendar.from_ical(answer.data)

    def events(self) -> dict[str, Any]:
        """Its events by the public ids of their consultations."""
        found = {str(event["uid"]).partition("@")[0]: event for event in self.calendar().walk("VEVENT")}
        assert len(found) == len(self.calendar().walk("VEVENT"))
        return found


@pytest.fixture
def meetings(scene: Scene) -> Iterator[Meetings]:
    with Meetings(scene) as made:
        yield made


@pytest.fixture
def feed(meetings: Meetings, hub: Hub) -> Feed:
    """Make a feed for somebody."""

    def make(who: str) -> Program:
        with db.transaction() as session:
            return Program(hub, actions.make(session, meetings.scene[who], "手机"))

    return make


def address_in(page: str) -> str:
    """The secret of the address that a page shows."""
    (secret,) = re.findall(r"<code>http://127\.0\.0\.1:5000/feeds/([^<]+)\.ics</code>", page)
    return str(secret)
