"""A probe that cannot fail proves nothing: with the bounds taken away, each of them does."""

from collections.abc import Callable

import pytest

from tests.realtime import test_probe_01_size as size
from tests.realtime import test_probe_02_unconnected as unconnected
from tests.realtime import test_probe_06_order as order
from tests.realtime import test_probe_07_slow_reader as slow_reader
from tests.realtime import test_probe_09_origin as origin
from tests.realtime import test_probe_12_rates as rates
from tests.realtime import test_probe_14_nodelay as nodelay
from tests.realtime.conftest import StartHub
from tests.realtime.wire import OPENED
from tests.realtime.world import World, build


def flood_a_lazy_reader(world: World) -> None:
    """The probe of landmine 7 (docs/landmines.md), which takes its people from a fixture."""
    people = [world.socket(world.person()) for _turn in range(3)]
    people[2].ws.sock.setsockopt(1, 8, 4096)
    slow_reader.test_a_client_that_does_not_read_is_cut_off_and_others_stay_quick((world, *people))


PROBES: dict[str, Callable[[World], None]] = {
    "1 compression": size.test_compression_is_refused,
    "1 fragments": lambda world: size.test_fragments_are_cut_off_at_64_kib(world, is_connected=False),
    "2 deadline": unconnected.test_only_who_connects_may_stay_longer_than_five_seconds,
    "2 seats": unconnected.test_a_sixth_socket_is_refused_until_one_of_the_five_is_gone,
    "6 pending": order.test_no_more_than_64_posts_are_in_work,
    "7 slow reader": flood_a_lazy_reader,
    "9 origin": lambda world: origin.test_foreign_pages_are_refused_whatever_key_they_have(
        world, "https://evil.example"
    ),
    "12 events": rates.too_many_events,
    "12 connects": rates.too_many_connects,
    "14 nodelay": nodelay.test_accepted_sockets_have_nodelay,
}


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_probe_fails_without_its_bound(start_hub: StartHub, monkeypatch: pytest.MonkeyPatch) -> None:
    world = build(start_hub("no bounds"))
    monkeypatch.setattr(slow_reader, "MOST_SECONDS", 6)
    monkeypatch.setattr(unconnected, "LATE_SECONDS", 1.5)
    assert [name for name, probe in PROBES.items() if passes(probe, world)] == []


def passes(probe: Callable[[World], None], world: World) -> bool:
    """Whether the probe finds nothing wrong."""
    try:
        probe(world)
    except (AssertionError, TimeoutError, pytest.fail.Exception):
        return False
    finally:
        while OPENED:
            OPENED.pop().cut()
    return True
