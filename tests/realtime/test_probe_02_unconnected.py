"""Landmine 2: nobody is upgraded with a wrong key, stays without CONNECT, or holds more than five sockets."""

import time

import pytest

from hub.realtime.shim.bounds import CONNECT_WITHIN_SECONDS
from tests.realtime.wire import RawSocket, Refused
from tests.realtime.world import World
from tests.services.processes import wait_until

LATE_SECONDS, EARLY_SECONDS = 1.5, 1.0
"""How late we may notice, and how inexact a timer may be."""


def test_a_wrong_key_is_refused_before_the_upgrade(either: World) -> None:
    for key in ({"cookie": "guessed"}, {"token": "hub_guessed"}, {"headers": ("Authorization: Basic eDp5",)}):
        with pytest.raises(Refused) as refused:
            RawSocket(either.port, **key)
        assert refused.value.status == 401


@pytest.mark.slow
def test_only_who_connects_may_stay_longer_than_five_seconds(either: World) -> None:
    someone = either.person()
    stays, gone = either.socket(someone), either.socket(someone)
    start = time.monotonic()
    silent = RawSocket(either.port, cookie=someone.cookie)
    stranger = RawSocket(either.port)
    guest = RawSocket(either.port)
    with pytest.raises(Refused):
        guest.connect({"token": "hub_guessed"})
    gone.send("41")
    opened_at = time.monotonic()
    for raw in (silent, stranger, guest, gone):
        raw.closing_code(opened_at + CONNECT_WITHIN_SECONDS + LATE_SECONDS - time.monotonic())
        assert time.monotonic() > start + CONNECT_WITHIN_SECONDS - EARLY_SECONDS
    assert stays.call("test:echo", {"number": 1})["ok"]


def test_a_sixth_socket_is_refused_until_one_of_the_five_is_gone(either: World) -> None:
    someone = either.person()
    five = [RawSocket(either.port, cookie=someone.cookie).connect() for _ in range(5)]
    with pytest.raises(Refused) as refused:
        RawSocket(either.port, cookie=someone.cookie)
    assert refused.value.status == 429
    with pytest.raises(Refused) as by_token:
        RawSocket(either.port).connect({"token": someone.token})
    assert by_token.value.data["data"]["code"] == "rate_limited"
    either.socket(either.person())
    five.pop().cut()
    wait_until(lambda: can_connect(either, someone.cookie))


def can_connect(world: World, cookie: str) -> bool:
    """Whether one more socket is let in."""
    try:
        RawSocket(world.port, cookie=cookie).connect()
    except Refused:
        return False
    return True


def test_silent_sockets_starve_nobody(either: World) -> None:
    """Eight of them were enough for a server with eight threads."""
    for _ in range(50):
        RawSocket(either.port)
    assert either.socket(either.person()).call("test:echo", {"number": 1})["ok"]
