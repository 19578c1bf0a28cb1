"""Landmine 4: who signs out, or is signed out, is out of the socket too; rights are those of now, not of the connect."""

import time
from contextlib import suppress

import pytest
from sqlalchemy import select

from hub.channels.models import Channel, Membership
from tests.realtime.wire import Closed, RawSocket
from tests.realtime.world import World, deactivate, elsewhere, end_session, remove, revoke_token

WITHIN_SECONDS = 2.0


def pushed(raw: RawSocket) -> list[object]:
    """What a socket has heard of the channel."""
    return [data for name, data in raw.events if name in ("head", "typing") or "html" in data]


@pytest.mark.parametrize("revoke", [end_session, deactivate])
def test_whoever_is_signed_out_is_put_out_within_two_seconds(either: World, revoke: object) -> None:
    someone = either.person()
    raw, other = either.socket(someone), either.socket(either.person())
    start = time.monotonic()
    elsewhere(revoke, someone)
    assert either.post(other, "不该看到")["ok"]
    assert raw.event("bye", WITHIN_SECONDS) == {"reason": "signed_out", "retry_in_ms": 0}
    raw.closing_code(WITHIN_SECONDS)
    assert time.monotonic() - start < WITHIN_SECONDS + 1.5
    assert pushed(raw) == []


def test_a_revoked_token_is_put_out_without_anybody_speaking(either: World) -> None:
    someone = either.person()
    raw = RawSocket(either.port, origin="").connect({"token": someone.token})
    assert raw.call("channel:open", {"channel": either.room})["ok"]
    elsewhere(revoke_token, someone)
    assert raw.event("bye", WITHIN_SECONDS)["reason"] == "signed_out"


def test_the_next_event_is_refused_at_once(either: World) -> None:
    someone = either.person()
    raw = either.socket(someone)
    elsewhere(end_session, someone)
    with suppress(Closed):
        assert either.post(raw, "太晚")["error"]["code"] == "denied"


def test_a_removed_member_hears_nothing_more_but_stays_connected(either: World) -> None:
    someone = either.person()
    raw, other = either.socket(someone), either.socket(either.person())
    elsewhere(remove, someone)
    assert either.post(other, "不该看到")["ok"]
    assert raw.event("stream", WITHIN_SECONDS) == {"channel": either.room, "action": "remove", "target": "channel"}
    for name in ("channel:open", "channel:typing", "channel:close"):
        assert raw.call(name, {"channel": either.room})["error"]["code"] == "not_found"
    assert either.post(raw, "还在吗")["error"]["code"] == "not_found"
    assert raw.call("channel:read", {"channel": either.room, "seq": 1})["error"]["code"] == "not_found"
    raw.read_for(0.5)
    assert pushed(raw) == []


def test_a_new_member_hears_heads_without_connecting_again(either: World) -> None:
    outsider = either.person("区丙局")
    raw, other = either.socket(outsider, opens=None), either.socket(either.person())

    def invite(session: object, _someone: object) -> None:
        channel = session.scalars(select(Channel.id).where(Channel.public_id == either.room)).one()  # type: ignore[attr-defined]
        session.add(Membership(channel_id=channel, person_id=outsider.id, basis="invited"))  # type: ignore[attr-defined]

    elsewhere(invite, outsider)
    assert raw.event("stream", WITHIN_SECONDS) == {"action": "refresh", "target": "items"}
    assert either.post(other, "欢迎")["ok"]
    assert raw.event("head")["channel"] == either.room
