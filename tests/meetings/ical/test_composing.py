"""Calendars as other programs read them: what went in comes out, whatever stands in it, and every line is of the right length."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from hub.core import clock
from hub.meetings.ical import CANCEL, REQUEST, CalendarEntry, Party, feed, message

SITE = "https://hub.example.gov.cn:8443"
NOW = datetime(2026, 11, 16, 2, tzinfo=UTC)
BEGINS = datetime(2026, 11, 24, 6, tzinfo=UTC)
OFFICE, GUEST = Party("区未保办", "hub@example.org"), Party("区甲局 甲一", "p1@example.org")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
TIMES = st.integers(0, 40_000 * 24 * 60).map(
    lambda minutes: datetime(1992, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)


def entry(**fields: Any) -> CalendarEntry:
    given_fields = {"public_id": "c0nsult", "title": "转介衔接专项会商", "state": "announced", "sequence": 0}
    times = {"starts_at": BEGINS, "ends_at": BEGINS + timedelta(hours=2), "changed_at": NOW}
    return CalendarEntry(**given_fields | times | fields)  # type: ignore[arg-type]


def read(content: bytes) -> tuple[Calendar, Event]:
    """The calendar, which must be without a fault, and its one event."""
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not event.errors
    return calendar, event


def letter(method: str = REQUEST, attendee: Party = GUEST, **fields: Any) -> tuple[Calendar, Event]:
    return read(message(entry(**fields), SITE, OFFICE, attendee, method, NOW))


def test_an_invitation_says_who_invites_whom_when_and_where() -> None:
    calendar, event = letter(where="302会议室", link="https://meet.example.org/1", note="请带材料")
    assert (calendar["method"], calendar["version"], event["uid"]) == ("REQUEST", "2.0", "c0nsult@hub.example.gov.cn")
    assert (event["sequence"], event["status"], event["location"]) == (0, "CONFIRMED", "302会议室")
    assert (event["organizer"], event["organizer"].params["CN"]) == ("mailto:hub@example.org", "区未保办")
    assert (event["attendee"], event["attendee"].params["CN"]) == ("mailto:p1@example.org", "区甲局 甲一")
    assert event["attendee"].params["RSVP"] == "FALSE"
    assert event["dtstamp"].dt == NOW
    said = str(event["description"])
    for words in (f"{SITE}/consultations/c0nsult", "https://meet.example.org/1", "请带材料"):
        assert words in said


def test_times_stand_on_shanghais_clock_which_the_calendar_brings_along() -> None:
    calendar, event = letter()
    assert event["dtstart"].params["TZID"] == event["dtend"].params["TZID"] == "Asia/Shanghai"
    assert f"{event['dtstart'].dt:%Y-%m-%d %H:%M}" == "2026-11-24 14:00"
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Asia/Shanghai"
    own = zone.to_tz()
    for month in range(1, 13):
        at = datetime(2027, month, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
        assert at.replace(tzinfo=own).utcoffset() == at.utcoffset()


@pytest.mark.parametrize("state", ["announced", "cancelled"])
def test_an_end_says_so(state: str) -> None:
    calendar, event = letter(CANCEL, state=state, sequence=4)
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 4)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        *(("draft", "TENTATIVE"), ("announced", "CONFIRMED"), ("live", "CONFIRMED")),
        *(("closed", "CONFIRMED"), ("cancelled", "CANCELLED")),
    ],
)
def test_a_feed_says_what_became_of_each(state: str, status: str) -> None:
    calendar, event = read(feed([entry(state=state)], SITE, "会商"))
    assert event["status"] == status
    assert event["dtstamp"].dt == event["last-modified"].dt == NOW
    assert "method" not in calendar  # RFC 4791, 4.1: what a server of calendars keeps has none
    assert "attendee" not in event


def test_a_feed_tells_programs_its_name_and_how_often_to_ask() -> None:
    calendar, _event = read(feed([entry()], SITE, "会商，区甲局"))
    assert calendar["x-wr-calname"] == calendar["name"] == "会商，区甲局"
    assert calendar["x-wr-timezone"] == "Asia/Shanghai"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in feed([entry()], SITE, "x")
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in feed([entry()], SITE, "x")


def test_a_feed_of_nothing_is_a_calendar() -> None:
    assert not Calendar.from_ical(feed([], SITE, "会商")).walk("VEVENT")


@given(starts_at=TIMES, minutes=st.integers(10, 720), sequence=st.integers(0, 10_000))
@settings(max_examples=100)
def test_every_time_comes_back(starts_at: datetime, minutes: int, sequence: int) -> None:
    begins, ends = starts_at, starts_at + timedelta(minutes=minutes)
    _calendar, event = letter(starts_at=begins, ends_at=ends, sequence=sequence)
    assert (event["dtstart"].dt, event["dtend"].dt, event["sequence"]) == (begins, ends, sequence)
    assert event["dtstart"].dt.utcoffset() == clock.local(begins).utcoffset()


@given(title=WORDS, where=WORDS, note=WORDS, name=WORDS)
@settings(max_examples=200)
def test_odd_characters_come_back_and_no_line_is_too_long(title: str, where: str, note: str, name: str) -> None:
    content = message(
        entry(title=title, where=where, note=note), SITE, OFFICE, Party(name, "p1@example.org"), REQUEST, NOW
    )
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
    _calendar, event = read(content)
    assert str(event["summary"]) == storable(title)
    assert str(event.get("location", "")) == storable(where)
    assert str(event["description"]).endswith(storable(note))
    assert str(event["attendee"].params["CN"]) == storable(name).replace("\n", " ").replace('"', "'").replace("\\", "/")
    assert event["attendee"] == "mailto:p1@example.org"


def storable(text: str) -> str:
    """What a calendar can hold of a text: no controls but the end of a line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c == "\n" or not (ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u2029"))
