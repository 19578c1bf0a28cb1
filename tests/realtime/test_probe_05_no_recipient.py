"""Landmine 5: an emit without a recipient reaches everyone, so there is one place that emits, and it names them."""

import ast
from pathlib import Path

import hub.realtime
from hub.realtime.fanout import DirectFanout, StockFanout
from tests.realtime.world import World

SENDS = {"emit", "send_packet", "_send_packet"}


def calls(name: str) -> list[tuple[str, ast.Call]]:
    """Every call of something called `name` in the package, with its file."""
    found = []
    for path in sorted(Path(hub.realtime.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                found.append((path.name, node))
    return found


def test_only_the_fanout_emits_and_always_to_somebody() -> None:
    assert [name for name, _call in calls("emit")] == ["fanout.py"]
    assert all("to" in {keyword.arg for keyword in call.keywords} for _name, call in calls("emit"))


def test_nobody_gets_what_is_sent_to_nobody() -> None:
    class Loud:
        def emit(self, *_args: object, **_options: object) -> None:
            raise AssertionError("this would reach everyone")

    StockFanout(Loud()).send([], "stream", {})  # type: ignore[arg-type]
    DirectFanout().send([], "stream", {})


def test_who_is_not_in_a_channel_hears_nothing_of_it(either: World) -> None:
    """Neither an outsider who is connected, nor a member who has another channel open, nor one who closed it."""
    writer, member = either.socket(either.person()), either.socket(either.person("区乙局"), opens=None)
    outsider, left = either.socket(either.person("区丙局"), opens="全区"), either.socket(either.person())
    assert left.call("channel:close", {"channel": either.room})["ok"]
    posted = either.post(writer, "只给本频道")
    assert writer.event("stream")["id"] == posted["id"]
    assert writer.call("channel:typing", {"channel": either.room})["ok"]
    for raw in (member, left):
        assert raw.event("head")["head"] == posted["seq"]
    for raw in (member, outsider, left):
        assert raw.call("test:echo", {})["ok"]  # what was pushed before is here
        assert [name for name, _data in raw.events] == []
