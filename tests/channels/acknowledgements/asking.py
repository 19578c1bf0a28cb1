"""Shorthand of these tests: ask, answer, look."""

from datetime import datetime
from uuid import uuid4

from hub.accounts.models import Unit
from hub.channels import queries
from hub.channels.acknowledgements import actions
from hub.channels.posting import post_message
from hub.channels.shapes import AcknowledgementView, AckWish, MessageDraft, MessageView, TodoEntry
from hub.core import clock, db
from tests.channels.scene import Scene

NOON = datetime(2026, 11, 20, 10, 0, tzinfo=clock.SHANGHAI)
"""A Friday at ten."""


def ask(
    scene: Scene,
    who: str = "甲一",
    channel: str = "家庭",
    units: tuple[str, ...] = ("responsible",),
    hours: int | None = None,
) -> str:
    """Post in a channel and ask; returns the message's public id."""
    draft = MessageDraft(scene.channels[channel], str(uuid4()), "请确认口径", acknowledgement=AckWish(units, hours))
    with db.transaction() as session:
        return post_message(session, scene[who], draft).id


def give(scene: Scene, who: str, message: str) -> MessageView:
    with db.transaction() as session:
        return actions.acknowledge(session, scene[who], message)


def undo(scene: Scene, who: str, message: str) -> MessageView:
    with db.transaction() as session:
        return actions.undo(session, scene[who], message)


def remind(scene: Scene, who: str, message: str, reason: str = "下班前要报区里") -> MessageView:
    with db.transaction() as session:
        return actions.remind(session, scene[who], message, reason)


def card(scene: Scene, message: str, who: str = "办一") -> AcknowledgementView:
    """The request as the office reads it."""
    with db.reading() as session:
        found = queries.message(session, scene[who], message).facets.acknowledgement
    assert found is not None
    return found


def missing(scene: Scene, message: str) -> list[str]:
    return [unit.name for unit in card(scene, message).missing]


def received(scene: Scene, message: str) -> list[str]:
    return [unit.name for unit in card(scene, message).received]


def owed(scene: Scene, who: str) -> list[TodoEntry]:
    """What stands in the person's 待我处理 of this kind; the count in the strip counts the same."""
    with db.reading() as session:
        waiting, kinds = queries.waiting(session, scene[who]), queries.kinds()
        assert queries.waiting_count(session, scene[who]) == sum(kinds[entry.kind].is_owed for entry in waiting)
    return [entry for entry in waiting if entry.kind == "acknowledgement"]


def public_id(scene: Scene, unit: str) -> str:
    with db.reading() as session:
        return session.get_one(Unit, scene.units[unit]).public_id
