"""The way out to one socket: whole frames in order, one write a turn, nothing waits, who falls too far behind is cut off."""

import random
from collections.abc import Iterator
from contextlib import suppress

import gevent
import gevent.socket
import pytest

from hub.realtime import outbound as module
from hub.realtime.outbound import Outbound, Turn

Pair = tuple[Outbound, gevent.socket.socket]


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    """An outbound with small buffers in the kernel, and the other end. Nobody is late but where a test says how soon."""
    monkeypatch.setattr(module, "MOST_BEHIND_SECONDS", 3600.0)
    monkeypatch.setattr(module, "FAREWELL_SECONDS", 3600.0)
    near, far = gevent.socket.socketpair()
    near.setsockopt(gevent.socket.SOL_SOCKET, gevent.socket.SO_SNDBUF, 4096)
    out = Outbound(near, Turn())
    yield out, far
    out.close()
    near.close()
    far.close()


class Recorder:
    """A socket that notes what it is given and takes as much as it is told."""

    def __init__(self, takes: list[int] | None = None) -> None:
        self._sock = self
        self.written: list[bytes] = []
        self._takes = takes

    def send(self, data: bytes) -> int:
        size = len(data) if self._takes is None else min(len(data), self._takes.pop(0))
        self.written.append(bytes(data[:size]))
        return size


def read_all(far: gevent.socket.socket, size: int) -> bytes:
    """Exactly `size` bytes, or fewer at the end."""
    found = b""
    while len(found) < size and (data := far.recv(65536)):
        found += data
    return found


def test_frames_of_one_turn_leave_in_one_write_and_in_order() -> None:
    turn = Turn()
    sockets = [Recorder(), Recorder()]
    outs = [Outbound(sock, turn) for sock in sockets]
    for number in range(5):
        for out in outs:
            out.send(b"%d;" % number)
    assert [sock.written for sock in sockets] == [[], []]
    gevent.sleep(0)
    assert [sock.written for sock in sockets] == [[b"0;1;2;3;4;"]] * 2
    outs[0].send(b"next")
    gevent.sleep(0)
    assert sockets[0].written[1:] == [b"next"]


@pytest.mark.parametrize("seed", range(8))
def test_what_the_kernel_refuses_comes_later_whole_and_in_order(pair: Pair, seed: int) -> None:
    """Frames of all sizes, given while the reader stops and goes: the bytes come out as they went in."""
    out, far = pair
    chance = random.Random(seed)
    frames = [bytes([number % 256]) * chance.choice([1, 10, 3_000, 40_000]) for number in range(200)]
    found = bytearray()

    def read() -> None:
        while len(found) < sum(map(len, frames)):
            gevent.sleep(chance.choice([0, 0, 0.001]))
            found.extend(far.recv(chance.choice([1, 100, 60_000])))

    reader = gevent.spawn(read)
    for frame in frames:
        out.send(frame)
        if chance.random() < 0.3:
            gevent.sleep(0)
    reader.join(20)
    assert bytes(found) == b"".join(frames)


def test_giving_never_waits(pair: Pair) -> None:
    out, _far = pair
    with gevent.Timeout(1):
        for _turn in range(30):
            out.send(b"x" * 100_000)
            gevent.sleep(0)


def test_four_megabytes_behind_is_the_end(pair: Pair) -> None:
    out, far = pair
    for _turn in range(60):
        out.send(b"x" * 100_000)
        gevent.sleep(0)
    assert len(read_all(far, 10**9)) < module.MOST_BEHIND_BYTES
    assert out.recv(10) == b""


def test_long_behind_is_the_end_even_with_little(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BEHIND_SECONDS", 0.2)
    out, _far = pair
    out.send(b"x" * 300_000)
    with gevent.Timeout(2):
        assert out.recv(10) == b""


def test_a_reader_who_is_slow_but_goes_on_is_not_cut_off(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """The timer runs as ever; how long a byte has waited is counted in turns, whatever else the machine does in them."""
    turn = 0
    monkeypatch.setattr(module, "MOST_BEHIND_SECONDS", 0.3)
    monkeypatch.setattr(module, "monotonic", lambda: 0.05 * turn)
    out, far = pair
    total = 0
    for turn in range(12):  # noqa: B007 (the clock reads it)
        out.send(b"x" * 50_000)
        gevent.sleep(0.05)
        total += len(read_all(far, 50_000))
    assert total == 600_000


def test_finishing_lets_go_out_what_waits_and_takes_nothing_more(pair: Pair) -> None:
    out, far = pair
    out.send(b"x" * 200_000)
    out.finish()
    out.send(b"too late")
    assert read_all(far, 10**9) == b"x" * 200_000


def test_finishing_ends_after_a_second_when_the_other_side_does_not_read(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FAREWELL_SECONDS", 0.1)
    out, _far = pair
    out.send(b"x" * 300_000)
    out.finish()
    with gevent.Timeout(2):
        assert out.recv(10) == b""


def test_nothing_is_written_after_the_end(pair: Pair) -> None:
    out, far = pair
    out.send(b"before")
    gevent.sleep(0)
    assert far.recv(100) == b"before"
    out.send(b"lost")
    out.abort()
    out.send(b"never")
    gevent.sleep(0)
    with pytest.raises((ConnectionResetError, AssertionError)):
        assert far.recv(100) != b""


def test_the_other_side_may_vanish_at_any_time(pair: Pair) -> None:
    out, far = pair
    out.send(b"x" * 200_000)
    gevent.sleep(0)
    far.close()
    for _turn in range(5):
        out.send(b"more")
        gevent.sleep(0.01)
    with suppress(ConnectionResetError):
        assert out.recv(10) == b""
