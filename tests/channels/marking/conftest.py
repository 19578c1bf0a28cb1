"""Short words for what the tests of this room do, each in a transaction of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

import hub.channels.marking.reactions  # noqa: F401 (it answers the news, and posts bring origins along)
from hub.channels import actions as channel_actions
from hub.channels import intake
from hub.channels import queries as channel_queries
from hub.channels.shapes import MessageDraft, MessageView, TodoEntry
from hub.core import db
from hub.core.viewer import Viewer
from tests.channels.scene import Scene


@dataclass
class Talk:
    """The committee talking; messages are public ids."""

    scene: Scene

    def say(self, who: str, body: str, channel: str = "家庭", reply_to: str | None = None) -> str:
        """Post, past the pace."""
        draft = MessageDraft(self.scene.channels[channel], str(uuid4()), body, reply_to)
        return intake.post(self.scene[who], draft).id

    def forward(self, who: str, message: str, channel: str = "全体", note: str = "") -> str:
        """Forward a message, with a note."""
        draft = MessageDraft(self.scene.channels[channel], str(uuid4()), note, origin=message)
        return intake.post(self.scene[who], draft).id

    def do(self, act: Callable[..., Any], who: str, *what: str) -> Any:
        """Call an action."""
        with db.transaction() as session:
            return act(session, self.scene[who], *what)

    def ask(self, query: Callable[..., Any], who: str, *what: Any, **more: Any) -> Any:
        """Call a query."""
        with db.reading() as session:
            return query(session, self.scene[who], *what, **more)

    def read(self, message: str, who: str = "办一") -> MessageView:
        """A message as everybody sees it."""
        view: MessageView = self.ask(channel_queries.message, who, message)
        return view

    def retract(self, who: str, message: str) -> None:
        """Take a message back."""
        self.do(channel_actions.retract_message, who, message)

    def waiting(self, who: str, kind: str) -> list[TodoEntry]:
        """What waits for somebody of this kind."""
        return [entry for entry in self.ask(channel_queries.waiting, who) if entry.kind == kind]

    def changes(self, who: str = "办一", channel: str = "家庭", after: int = 0) -> list[tuple[str, str]]:
        """What programs and pages that follow the channel get: actions with messages."""
        found, _head, _more = self.ask(channel_queries.changes, who, self.scene.channels[channel], after)
        return [(change.action, change.message.public_id) for change in found]


@pytest.fixture
def talk(scene: Scene) -> Talk:
    return Talk(scene)


Act = Callable[[Session, Viewer, str], Any]
