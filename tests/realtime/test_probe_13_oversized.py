"""Landmine 13: a message that is too long is refused with a word long before a frame that is too large ends the connection."""

from hub.channels.rules import BODY_LIMIT
from hub.realtime.shim.bounds import MOST_MESSAGE_BYTES
from tests.realtime.world import World


def test_the_longest_message_in_its_widest_spelling_fits_into_a_frame() -> None:
    """Escaped as two surrogates a character takes twelve bytes; the event around it a few hundred."""
    assert 12 * BODY_LIMIT + 1024 < MOST_MESSAGE_BYTES


def test_too_long_is_an_answer(either: World) -> None:
    raw = either.socket(either.person())
    assert either.post(raw, "语" * BODY_LIMIT)["ok"]
    assert either.post(raw, "语" * (BODY_LIMIT + 1))["error"]["code"] == "too_large"
    assert either.post(raw, "好")["ok"]


def test_what_the_server_takes_is_told_in_the_handshake(either: World) -> None:
    raw = either.socket(either.person(), opens=None)
    opening = raw.packet(lambda packet: packet.startswith("0"))
    assert f'"maxPayload":{MOST_MESSAGE_BYTES}' in opening
