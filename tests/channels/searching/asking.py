"""Questions and answers of these tests, short."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from hub.channels.posting import post_message
from hub.channels.searching.queries import search
from hub.channels.shapes import Found, MessageDraft, Posted, Question
from hub.core import clock, db
from tests.channels.scene import Scene


def say(scene: Scene, who: str, body: str, channel: str = "家庭", at: datetime | None = None) -> Posted:
    """Post in a channel of the scene, now or at an instant."""
    with clock.held_at(at or clock.now()), db.transaction() as session:
        return post_message(session, scene[who], MessageDraft(scene.channels[channel], str(uuid4()), body))


def ask(scene: Scene, who: str, words: str = "", **filters: Any) -> Found:
    """What somebody finds."""
    with db.reading() as session:
        return search(session, scene[who], Question(words=words, **filters))


def bodies(found: Found) -> list[str]:
    """What the messages found say."""
    return [hit.message.body for hit in found.hits]
