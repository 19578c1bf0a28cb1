"""Landmine 14: accepted sockets do not wait to fill a packet; an answer right after a push would be 40 ms late."""

from tests.realtime.world import World


def test_accepted_sockets_have_nodelay(either: World) -> None:
    assert either.socket(either.person(), opens=None).call("test:inside", {})["nodelay"]
