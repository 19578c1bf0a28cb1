"""What must hold after any fault; each raises AssertionError with what it found. The mutants prove that they can."""

from sqlalchemy import select

from hub.channels.models import Channel, Message
from hub.core import db
from tests.realtime.client import Member
from tests.realtime.world import change_numbers, stored
from tests.services.processes import PATIENCE_SECONDS, wait_until

SENT_SECONDS = PATIENCE_SECONDS
CONVERGE_SECONDS = 5.0
"""Promised: every member's screen equals the database five seconds after any fault."""


def check_stored(channel: str, members: list[Member]) -> None:
    """Acknowledged means stored, at the place that was said; places and changes are dense; nothing is there twice."""
    rows = stored(channel)
    seqs = [seq for seq, _client_id, _body in rows]
    assert seqs == list(range(1, len(rows) + 1)), "places are not dense"
    place = {client_id: seq for seq, client_id, _body in rows}
    assert len({body for _seq, _client_id, body in rows}) == len(rows), "a message is there twice"
    for member in members:
        lost = [client_id for client_id, answer in member.acked.items() if place.get(client_id) != answer["seq"]]
        assert lost == [], "acknowledged, but not stored there"
        assert member.refused == []
    changes = change_numbers(channel)
    assert changes == list(range(1, len(changes) + 1)), "changes are not dense"
    with db.reading() as session:
        heads = select(Channel.head_seq, Channel.head_change).where(Channel.public_id == channel)
        assert tuple(session.execute(heads).one()) == (len(rows), len(changes)), "the head is wrong"


def check_screens(channel: str, members: list[Member]) -> None:
    """All that was said gets through, and five seconds later at most every member's screen equals the database."""

    def are_equal() -> bool:
        truth = on_screen(channel)
        return all(member.messages == truth for member in members)

    try:
        wait_until(lambda: all(member.is_idle for member in members), SENT_SECONDS, poll=0.05)
        wait_until(are_equal, CONVERGE_SECONDS, poll=0.05)
    except TimeoutError:
        lengths = [(len(member.messages), member.is_idle) for member in members]
        raise AssertionError(f"screens differ from the database: {len(on_screen(channel))} against {lengths}") from None


def on_screen(channel: str) -> dict[int, tuple[str, str]]:
    """What a screen should show: place to id and words."""
    with db.reading() as session:
        found = select(Message.seq, Message.public_id, Message.body).join(Channel, Channel.id == Message.channel_id)
        return {seq: (id, body) for seq, id, body in session.execute(found.where(Channel.public_id == channel))}
