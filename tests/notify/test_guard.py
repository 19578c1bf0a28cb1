"""Where the hub's own requests may go, by sixty spellings of where they may not."""

import socket
from typing import Any

import pytest

from hub.notify.senders import Gone, NotSaid, Refused, Unreachable
from hub.notify.senders.guard import Allowed, is_public, place_of, resolve
from hub.notify.senders.outward import post

from .receivers import Receiver

ANYWHERE = Allowed(frozenset({"*"}))
NAMES = {
    "inside.example": ["10.1.2.3"],
    "both.example": ["93.184.215.14", "127.0.0.1"],
    "outside.example": ["93.184.215.14"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
}
INSIDE = [
    *("127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "0", "0.0"),
    *("10.0.0.1", "10.1", "0xa.0.0.1", "167772161", "172.16.0.1", "172.31.255.254", "192.168.1.1", "192.168.257", "0xc0a80101"),
    *("169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "100.64.0.1", "198.18.0.1", "192.0.2.8"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "localhost", "inside.example", "both.example"),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]"),
    *("[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[2002:7f00:1::]", "[2002:a00:1::1]", "[64:ff9b::7f00:1]"),
    *("[64:ff9b::a9fe:a9fe]", "[2001:db8::1]", "[2001:0:7f00:1::]", "mapped.example", "nat64.example"),
]  # fmt: skip
ODD = [
    "http://outside.example/",
    "https://outside.example:8443/",
    "https://outside.example:0/",
    "https://outside.example:99999/",
    "ftp://outside.example/",
    "file:///etc/passwd",
    "gopher://outside.example/",
    "//outside.example/",
    "https:///path",
    "https://",
    "",
    "https://user@outside.example/",
    "https://outside.example@127.0.0.1/",
    "https://127.0.0.1\\@outside.example/",
    "https://outside.example\\.inside.example/",
    "https://outside.example#@127.0.0.1/",
    "https://outside.example/a b",
    "https://outside.example/\r\nHost: inside",
    "https://outside.example/\t",
    " https://outside.example/",
    "https://outside。example/",
    "https://①②⑦.⓪.⓪.①/",
    "https://outside_.example/",
    "https://-outside.example/",
    "https://[::1/",
    "https://[fe80::1%25eth0]/",
    "https://outside.example./",
    "https://out%73ide.example/",
    "https://outside..example/",
]


@pytest.fixture(autouse=True)
def known_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names resolve as in NAMES; numbers as the system reads them."""
    real = socket.getaddrinfo

    def found(host: str, port: int, *rest: Any, **options: Any) -> Any:
        if host not in NAMES:
            return real(host, port, *rest, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in NAMES[host]]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize("host", INSIDE)
def test_nothing_inside_is_reached_however_it_is_spelled(host: str) -> None:
    with pytest.raises(NotSaid):
        resolve(place_of(f"https://{host}/hook", ANYWHERE))


@pytest.mark.parametrize("url", ODD)
def test_odd_addresses_are_refused_before_anything_is_resolved(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_options: pytest.fail("it was resolved"))
    with pytest.raises(Refused):
        place_of(url, ANYWHERE)


def test_a_public_name_is_reached_at_the_address_that_was_checked() -> None:
    assert resolve(place_of("https://outside.example/hook?key=1", ANYWHERE)) == "93.184.215.14"


def test_without_the_operator_no_host_is_allowed() -> None:
    for allowed in (Allowed(), Allowed(frozenset({"oapi.dingtalk.com"}))):
        with pytest.raises(Refused, match="host"):
            place_of("https://outside.example/", allowed)


def test_the_operator_names_hosts_inside_exactly() -> None:
    allowed = Allowed(named=frozenset({"inside.example", "http://10.1.2.3:8080"}))
    assert resolve(place_of("https://inside.example/hook", allowed)) == "10.1.2.3"
    assert place_of("http://10.1.2.3:8080/x", allowed).is_named
    for other in ("http://inside.example/", "https://inside.example:444/", "http://10.1.2.3/", "http://10.1.2.3:8081/"):
        with pytest.raises(Refused):
            place_of(other, allowed)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_the_open_internet_is_open(address: str) -> None:
    assert is_public(address) or address.startswith("::ffff")


def test_a_name_that_changes_its_mind_is_asked_once(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: the second answer would lead inside; there is no second question."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def found(host: str, port: int, *rest: Any, **options: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1", port, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    port = receiver.url.rpartition(":")[2]
    post(f"http://hook.example:{port}/", b"{}", {}, Allowed(named=frozenset({f"http://hook.example:{port}"})))
    assert asked.count("hook.example") == 1
    assert receiver.asked[0].headers["host"] == f"hook.example:{port}"


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    receiver.answer(302, Location=f"{receiver.url}/inside")
    with pytest.raises(Refused, match="http 302"):
        post(f"{receiver.url}/", b"{}", {}, Allowed(named=frozenset({receiver.url})))
    assert len(receiver.asked) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, Refused), (401, Refused), (404, Gone), (410, Gone), (429, Unreachable), (500, Unreachable)],
)
def test_answers_are_judged(receiver: Receiver, status: int, kind: type[NotSaid]) -> None:
    receiver.answer(status)
    with pytest.raises(kind, match=f"http {status}"):
        post(f"{receiver.url}/", b"{}", {}, Allowed(named=frozenset({receiver.url})))


def test_whoever_has_much_to_say_is_not_listened_to(receiver: Receiver) -> None:
    receiver.answer(200, b"x" * 200_000)
    assert len(post(f"{receiver.url}/", b"{}", {}, Allowed(named=frozenset({receiver.url})))) <= 16 * 1024


def test_nobody_there_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="connection"):
        post("http://127.0.0.1:9/", b"{}", {}, Allowed(named=frozenset({"http://127.0.0.1:9"})))
