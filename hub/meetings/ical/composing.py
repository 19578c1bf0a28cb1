"""Calendars put together: one consultation for a letter, or all of somebody's for a program that asks now and then."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vDuration, vText

from ...core.clock import SHANGHAI
from ...core.i18n import _
from .shapes import CANCEL, CalendarEntry, Party

PRODUCT = "-//hub//consultations//ZH"
REFRESH, REFRESH_TEXT = timedelta(hours=1), "PT1H"
"""How often a program may well ask for a feed."""
_STATUS = {"draft": "TENTATIVE", "cancelled": "CANCELLED"}
_OFFSET = timedelta(hours=8)
_IN_NAMES = str.maketrans({"\n": " ", '"': "'", "\\": "/"})


def message(entry: CalendarEntry, site: str, organizer: Party, attendee: Party, method: str, at: datetime) -> bytes:
    """The calendar of one letter to `attendee`, written `at`: an invitation or its update (REQUEST), or its end (CANCEL).

    `site` is the hub's own address, `https://…`; its host makes the event's id one of a kind.
    """
    calendar = _calendar()
    calendar.add("method", method)
    event = _event(replace(entry, state="cancelled") if method == CANCEL else entry, site, at)
    event.add("organizer", _address(organizer, {}))
    wanted = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    event.add("attendee", _address(attendee, wanted))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed(entries: Iterable[CalendarEntry], site: str, name: str) -> bytes:
    """A calendar of this name with all `entries`, each with the instant of its last change as its stamp."""
    calendar = _calendar()
    for key in ("name", "x-wr-calname"):
        calendar.add(key, _plain(name))
    calendar.add("x-wr-timezone", SHANGHAI.key)
    calendar.add("refresh-interval", vDuration(REFRESH, params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", REFRESH_TEXT)
    for entry in entries:
        calendar.add_component(_event(entry, site, entry.changed_at))
    return bytes(calendar.to_ical())


def uid(public_id: str, site: str) -> str:
    """The id of a consultation's event: the same in every letter and feed, for as long as the hub's address stays."""
    return f"{public_id}@{urlsplit(site).hostname or 'hub'}"


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(_timezone())
    return calendar


def _timezone() -> Timezone:
    """Shanghai's, which has known no summer time since 1991: consultations are of later days."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1992, 1, 1))  # noqa: DTZ001 (RFC 5545, 3.6.5: the local time, without a zone)
    standard.add("tzname", "CST")
    for key in ("tzoffsetfrom", "tzoffsetto"):
        standard.add(key, _OFFSET)
    zone = Timezone()
    zone.add("tzid", SHANGHAI.key)
    zone.add_component(standard)
    return zone


def _event(entry: CalendarEntry, site: str, stamp: datetime) -> Event:
    event = Event()
    url = f"{site}/consultations/{entry.public_id}"
    event.add("uid", uid(entry.public_id, site))
    event.add("dtstamp", stamp)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at.astimezone(SHANGHAI))
    event.add("dtend", entry.ends_at.astimezone(SHANGHAI))
    event.add("summary", _plain(entry.title))
    event.add("description", _plain(_description(entry, url)))
    event.add("url", url)
    event.add("status", _STATUS.get(entry.state, "CONFIRMED"))
    if entry.where:
        event.add("location", _plain(entry.where))
    return event


def _description(entry: CalendarEntry, url: str) -> str:
    link = _("会议链接：%(link)s", link=entry.link) if entry.link else ""
    page = _("在会商系统中查看和答复：%(url)s", url=url)
    return "\n".join(line for line in (page, link, entry.note) if line)


def _address(party: Party, parameters: dict[str, str]) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.mail}")
    for name, value in {"CN": _quotable(party.name), **parameters}.items():
        address.params[name] = vText(value)
    return address


def _plain(text: str) -> str:
    """The text with one kind of line end, and without what no calendar may hold (RFC 5545, 3.3.11: controls)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"})


def _quotable(name: str) -> str:
    """A name for a parameter, where a double quote cannot stand at all, and programs differ about backslashes."""
    return _plain(name).translate(_IN_NAMES)
