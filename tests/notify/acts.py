"""What people do in these tests, at an hour of the day."""

from datetime import datetime, timedelta
from uuid import uuid4

from hub.channels.posting import post_message
from hub.channels.shapes import MessageDraft, Posted
from hub.core import clock, db
from hub.notify.delivery import deliver
from tests.channels.scene import Scene

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=clock.SHANGHAI)
NIGHT = datetime(2026, 11, 20, 22, 30, tzinfo=clock.SHANGHAI)
CANARY = "金丝雀小明的住址"


def say(
    scene: Scene, body: str = f"@乙一 {CANARY}", at: datetime = NOON, who: str = "甲一", channel: str = "家庭"
) -> Posted:
    """Somebody posts."""
    with clock.held_at(at), db.transaction() as session:
        return post_message(session, scene[who], MessageDraft(scene.channels[channel], str(uuid4()), body))


def deliver_at(at: datetime) -> dict[str, int]:
    """A deliverer's run at an instant."""
    with clock.held_at(at):
        return dict(deliver())


def later(at: datetime, **span: float) -> datetime:
    """So much after an instant."""
    return at + timedelta(**span)
