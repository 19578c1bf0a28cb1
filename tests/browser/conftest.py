"""A hub in a process of its own over a small committee, and its people at their browsers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import APIResponse, Page, Route
from sqlalchemy.orm import Session

from hub.accounts.models import Person
from hub.channels import queries
from hub.channels.posting import post_message
from hub.channels.shapes import MessageDraft
from hub.core import clock, db
from hub.web.viewer import COOKIE
from tests.channels.scene import Scene, build
from tests.factories import make_session
from tests.services.browsers import NewPage
from tests.services.hub_server import HubServer, StartServer
from tests.services.kept import open_furnished

DESTINATION = "[data-log] article"
DOWN = [
    "WebSocket connection",
    *("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_CONTENT_LENGTH_MISMATCH"),
]
"""What a browser prints when the server is killed, at whatever moment of a request; for `tolerate`."""


@dataclass
class Place:
    """The running hub, the committee in it, and everybody's cookie."""

    server: HubServer
    scene: Scene
    new_page: NewPage
    secrets: dict[str, str] = field(default_factory=dict)

    def sit_down(self, name: str, **options: Any) -> Page:
        """A browser in which the person called so in the scene is signed in."""
        page = self.new_page(**options)
        self.hand_over(page, name)
        return page

    def hand_over(self, page: Page, name: str) -> None:
        """The person called so is signed in at this browser from now on."""
        cookie = {"name": COOKIE, "value": self.secrets[name], "url": self.server.url, "httpOnly": True}
        page.context.add_cookies([cookie])  # type: ignore[list-item]

    def desk(self, channel: str = "家庭") -> str:
        """The address of a channel's page."""
        return f"{self.server.url}/channels/{self.scene.channels[channel]}"

    def open_desk(self, name: str, channel: str = "家庭", query: str = "", **options: Any) -> Page:
        """Somebody's browser at a channel, with its socket open."""
        page = self.sit_down(name, **options)
        page.goto(self.desk(channel) + query)
        settled(page)
        return page

    def fill(self, count: int, channel: str = "家庭", who: str = "甲一") -> None:
        """Let somebody have said `count` messages, 第1条 onwards, an hour apart up to now."""
        now = clock.now()
        for number in range(1, count + 1):
            with clock.held_at(now - timedelta(hours=count - number)):
                self.speak(f"第{number}条", channel, who)

    def speak(self, body: str, channel: str = "家庭", who: str = "甲一") -> str:
        """Let somebody have said this, past the server; returns the message's public id."""
        draft = MessageDraft(self.scene.channels[channel], str(uuid4()), body)
        with db.transaction() as session:
            return post_message(session, self.scene[who], draft).id

    def has_read_all(self, name: str) -> bool:
        """Whether the server knows that somebody has read every message of theirs."""
        with db.reading() as session:
            return all(head.last_read == head.head for head in queries.heads(session, self.scene[name]))


def settled(page: Page) -> None:
    """Wait until the page's scripts run and its socket is open."""
    page.wait_for_function("() => document.querySelector('message-stream[data-following]')")


def say(page: Page, body: str) -> None:
    """Write and send."""
    page.fill("textarea#body", body)
    page.keyboard.press("Control+Enter")


def wait_for_message(page: Page, body: str, seconds: float = 10) -> None:
    """Wait until the committed message is on the screen."""
    page.locator(DESTINATION, has_text=body).first.wait_for(timeout=seconds * 1000)


def shown(page: Page) -> list[str]:
    """The texts of the committed messages on the screen, in order."""
    return page.locator(f"{DESTINATION} .message__text").all_inner_texts()


@contextmanager
def held(page: Page, address: str) -> Iterator[None]:
    """What the page asks for at this address (a glob) is not sent before the block ends."""
    asked: list[Route] = []
    page.route(address, lambda route: asked.append(route))  # noqa: PLW0108 (playwright counts its arguments)
    yield
    for route in asked:
        route.continue_()
    page.unroute(address)


@contextmanager
def unanswered(page: Page, address: str) -> Iterator[None]:
    """The server answers what the page asks for at this address (a glob), but no answer arrives before the block ends."""
    answered: list[tuple[Route, APIResponse]] = []
    page.route(address, lambda route: answered.append((route, route.fetch())))
    yield
    for route, answer in answered:
        route.fulfill(response=answer)
    page.unroute(address)


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A browser sees no difference between the kinds of database: one is enough, but for a few tests marked BOTH_KINDS."""
    return str(request.getfixturevalue(f"{request.param}_url"))


BOTH_KINDS = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.pg)], indirect=True
)


OpenPlace = Callable[[Callable[[Session], Scene]], Place]


@pytest.fixture
def open_place(database_url: str, start_server: StartServer, new_page: NewPage) -> Iterator[OpenPlace]:
    """Fills the database by a function that returns whom and what it made, signs all of them in, and starts the hub."""

    def open_with(fill: Callable[[Session], Scene]) -> Place:
        secrets = {}
        scene = open_furnished(database_url, fill)
        with db.transaction() as session:
            for name, viewer in scene.people.items():
                secrets[name] = make_session(session, session.get_one(Person, viewer.person_id))
        return Place(start_server(), scene, new_page, secrets)

    yield open_with
    db.close_database()


@pytest.fixture
def place(open_place: OpenPlace) -> Place:
    """The hub over the committee of `tests.channels.scene`."""
    return open_place(build)
