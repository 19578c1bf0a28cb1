"""Units that are called on are told, outside the page too, until they have said something."""

import pytest
from sqlalchemy import select

from hub.core import db
from hub.meetings.live import actions
from hub.notify.held import CALLED, still_silent
from hub.notify.models import OutboxRow
from tests.meetings.live.held import Held
from tests.notify.conftest import Office, mailbox, office, receiver

__all__ = ["mailbox", "office", "receiver"]


def told(held: Held) -> list[str]:
    """Who is to be told."""
    names = {viewer.person_id: name for name, viewer in held.scene.people.items()}
    with db.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.kind == CALLED).order_by(OutboxRow.id))
        return [names[row.person_id or 0] for row in rows]


@pytest.fixture
def reachable(held: Held, office: Office) -> Held:
    """Everybody has an address."""
    for who in held.scene.people:
        office.prefer(who)
    return held


def test_the_liaisons_of_silent_units_and_nobody_else(reachable: Held) -> None:
    held = reachable
    held.next()
    held.act(actions.state_position, held.now(), "agree", who="甲一")
    held.act(actions.call_positions, held.now())
    assert told(held) == ["乙一"]
    message = held.row(held.consultation).message_id
    assert message is not None
    with db.reading() as session:
        assert still_silent(session, held.scene["乙一"].person_id, message)
    held.act(actions.state_position, held.now(), "agree", who="乙一")
    with db.reading() as session:
        assert not still_silent(session, held.scene["乙一"].person_id, message)
