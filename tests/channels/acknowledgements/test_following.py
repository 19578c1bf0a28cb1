"""Other processes find from the change log alone for whom something waits."""

import pytest
from sqlalchemy import select

from hub.channels.events import MessageChanged, MessagePosted
from hub.channels.models import Channel
from hub.core import db
from hub.realtime import changes
from tests.channels.scene import Scene, statements

from .asking import ask, give, remind, undo


@pytest.fixture
def channel_id(scene: Scene) -> int:
    with db.reading() as session:
        return session.scalars(select(Channel.id).where(Channel.public_id == scene.channels["家庭"])).one()


def test_the_log_reaches_whom_the_events_reached(scene: Scene, heard: list[object], channel_id: int) -> None:
    message = ask(scene, "办一")
    steps = (lambda: give(scene, "甲一", message), lambda: undo(scene, "甲长", message))
    for step in (lambda: None, *steps, lambda: remind(scene, "办一", message)):
        step()
        told = [event for event in heard if isinstance(event, MessagePosted | MessageChanged)][-1]
        with db.reading() as session:
            found = changes.after(session, channel_id, told.change - 1, 10)
        assert [(change.number, set(change.reached)) for change in found] == [(told.change, set(told.reached))]
        assert found[0].reached


def test_plain_changes_cost_no_look(scene: Scene, channel_id: int) -> None:
    ask(scene)
    with statements() as asked, db.reading() as session:
        changes.after(session, channel_id, 0, 10)
    with statements() as plain, db.reading() as session:
        changes.after(session, channel_id, 1, 10)
    assert any("acknowledgement" in statement for statement in asked)
    assert not any("acknowledgement" in statement for statement in plain)
