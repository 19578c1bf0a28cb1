"""Landmine 9: a cookie counts only from the hub's own pages, and forwarded headers only where they are said to be true."""

import pytest

from tests.realtime.conftest import StartHub
from tests.realtime.wire import RawSocket, Refused
from tests.realtime.world import World, build

FOREIGN = [
    "https://evil.example",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "https://127.0.0.1:{port}",
    "http://127.0.0.1:{port}.evil.example",
    "http://evil.example?http://127.0.0.1:{port}",
    "http://127.0.0.1:{port}@evil.example",
    "http://[::1]:{port}",
    "null",
    "file://",
    "*",
    "http://127.0.0.1:{port}/",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_foreign_pages_are_refused_whatever_key_they_have(either: World, origin: str) -> None:
    someone = either.person()
    for key in ({"cookie": someone.cookie}, {"token": someone.token}, {}):
        with pytest.raises(Refused) as refused:
            RawSocket(either.port, origin=origin.format(port=either.port), **key)
        assert refused.value.status == 403


def test_forwarded_hosts_are_not_believed(either: World) -> None:
    lines = ("X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https")
    with pytest.raises(Refused) as refused:
        RawSocket(either.port, cookie=either.person().cookie, origin="https://evil.example", headers=lines)
    assert refused.value.status == 403


def test_a_cookie_without_an_origin_is_no_key(either: World) -> None:
    raw = RawSocket(either.port, cookie=either.person().cookie, origin="")
    with pytest.raises(Refused) as refused:
        raw.connect()
    assert refused.value.data["data"]["code"] == "denied"


@pytest.mark.parametrize("origin", ["own", "http://localhost:{port}", "HTTP://LOCALHOST:{port}"])
def test_own_pages_are_let_in(either: World, origin: str) -> None:
    RawSocket(either.port, cookie=either.person().cookie, origin=origin.format(port=either.port)).connect()


def test_programs_need_no_origin(either: World) -> None:
    someone = either.person()
    RawSocket(either.port, token=someone.token, origin="").connect()
    RawSocket(either.port, origin="").connect({"token": someone.token})


@pytest.mark.parametrize(
    "auth", [[], 1, "x", {"token": 1}, {"token": None}, {"token": "x", "more": 1}, {"name": "x"}, True]
)
def test_an_auth_that_is_none_is_refused(either: World, auth: object) -> None:
    with pytest.raises(Refused):
        RawSocket(either.port, origin="").connect(auth)


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_trusted_proxy_says_where_a_stranger_comes_from(start_hub: StartHub) -> None:
    """By address: one who tries keys is stopped, another behind the same proxy is not."""
    world = build(start_hub("limited", HUB_TRUST_PROXY="1"))
    statuses = []
    for _turn in range(130):
        with pytest.raises(Refused) as refused:
            RawSocket(world.port, token="hub_guessed", headers=("X-Forwarded-For: 192.0.2.7",))
        statuses.append(refused.value.status)
    assert (statuses[0], statuses[-1]) == (401, 429)
    with pytest.raises(Refused) as other:
        RawSocket(world.port, token="hub_guessed", headers=("X-Forwarded-For: 192.0.2.8",))
    assert other.value.status == 401
