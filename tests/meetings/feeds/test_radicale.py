"""A feed's events in a calendar server that others wrote (Radicale): it takes each, and gives it back as it was."""

import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from hub.meetings import actions
from tests.meetings.story import Meetings, at
from tests.services.processes import Program, free_port, is_listening

from .conftest import Feed

COMPARED = ("summary", "dtstart", "dtend", "dtstamp", "sequence", "status", "description", "url", "location")
MAKE = (
    b'<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop><resourcetype>'
    b"<collection/><C:calendar/></resourcetype></prop></set></mkcol>"
)


class Server:
    """A calendar of somebody's at the server."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        """Its status, and what it says."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request(method, path, body, {"Authorization": "Basic YTph", **headers})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[Server]:
    port = free_port()
    options = ("--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none", "--web-type", "none")
    folder = ("--storage-filesystem-folder", str(tmp_path / "radicale"))
    program = Program([sys.executable, "-m", "radicale", "--config", "", *options, *folder], tmp_path / "radicale.log")
    program.start(lambda: is_listening(port))
    try:
        yield Server(port)
    finally:
        program.kill()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_calendar_server_takes_every_event_and_gives_it_back(
    meetings: Meetings, feed: Feed, radicale: Server
) -> None:
    odd = '，逗号, 分号; 反斜杠\\ 引号" 😀 ' + "很长" * 14
    made = meetings.announced(title=odd, place="三楼, 会议室", note="第一行\n第二行；" + "长" * 500)
    case = meetings.announced(kind="case", people=(meetings.named("甲一"),))
    off = meetings.announced(starts_at=at(11, 26))
    meetings.do(actions.cancel, "办一", off, "并入下次会商")
    program = feed("甲一")
    assert set(program.events()) == {made, case, off}
    assert radicale.ask("MKCOL", "/a/calendar/", MAKE, **{"Content-Type": "application/xml"})[0] == 201
    for public_id, event in program.events().items():
        path = f"/a/calendar/{public_id}.ics"
        status, said = radicale.ask("PUT", path, alone(program.calendar(), event), **{"Content-Type": "text/calendar"})
        assert status == 201, said
        status, kept = radicale.ask("GET", path)
        (back,) = Calendar.from_ical(kept).walk("VEVENT")
        assert (status, str(back["uid"])) == (200, str(event["uid"]))
        assert {key: plain(back.get(key)) for key in COMPARED} == {key: plain(event.get(key)) for key in COMPARED}
    assert len(Calendar.from_ical(radicale.ask("GET", "/a/calendar/")[1]).walk("VEVENT")) == 3


def alone(calendar: Any, event: Any) -> bytes:
    """One event with its time zone, as programs put it (RFC 4791, 4.1)."""
    one = Calendar()
    one.add("prodid", "-//test//")
    one.add("version", "2.0")
    for part in (*calendar.walk("VTIMEZONE"), event):
        one.add_component(part)
    return bytes(one.to_ical())


def plain(value: Any) -> Any:
    return getattr(value, "dt", value)
