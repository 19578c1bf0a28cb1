"""Letters that carry a calendar: one event's life as a mail program sees it, from the invitation to its end."""

from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import delete

from hub.core import clock, db
from hub.meetings import actions
from hub.meetings.ical import CANCEL, REQUEST
from hub.meetings.models import Consultation
from hub.notify import causes
from hub.notify.calendars import calendar_part, carried
from hub.notify.models import OutboxRow
from hub.notify.outbox import announce
from hub.notify.shapes import About, Cause, Kind
from tests.meetings.story import Meetings, at

from .acts import CANARY, deliver_at
from .conftest import Office, rows

COME, STAY = "test-come", "test-stay"
TOLD = ("甲一", "乙一", "办一")


@pytest.fixture
def told(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meetings]:
    """The committee, some of it with a mail address, and two kinds of letters: come, and do not come any more."""
    monkeypatch.setattr(causes, "_kinds", dict(causes._kinds))
    for name, method in ((COME, REQUEST), (STAY, CANCEL)):
        causes.register(Kind(name, str, str, about=lambda *_: About("会商", "/"), calendar=carried(method)))
    for who in TOLD:
        office.prefer(who, quiet_from_minute=0, quiet_to_minute=0)
    with Meetings(office.scene) as story:
        yield story


def tell(told: Meetings, made: str, *who: str, kind: str = COME) -> None:
    """Write to them, and to nobody else about anything else."""
    row = told.row(made)
    people = tuple(told.scene[name].person_id for name in who or TOLD)
    with db.transaction() as session:
        session.execute(delete(OutboxRow).where(OutboxRow.state == "pending"))
        key = f"{row.id}.{row.sequence}"
        announce(session, Cause(kind, key, people, thing_id=row.id, tells_group=False))


def received(office: Office, told: Meetings, who: str) -> list[Any]:
    """The calendars that somebody has got, in order."""
    address = f"p{told.scene[who].person_id}@example.org"
    found = [calendar(letter) for letter in office.mailbox.letters if letter["To"] == address]
    return [one for one in found if one is not None]


def calendar(letter: EmailMessage) -> Any:
    part = next((part for part in letter.walk() if part.get_content_type() == "text/calendar"), None)
    return None if part is None else Calendar.from_ical(part.get_payload(decode=True))


def unfolded(found: Any) -> str:
    return str(found.to_ical().decode().replace("\r\n ", ""))


def event(found: Any) -> Any:
    (one,) = found.walk("VEVENT")
    return one


def change(told: Meetings, made: str, *units: str, **fields: Any) -> None:
    told.do(actions.change, "办一", made, told.draft(*units, **fields))


def test_one_event_lives_from_its_invitation_to_its_end(office: Office, told: Meetings) -> None:
    made = told.announced(place="三楼会议室")
    tell(told, made)
    assert deliver_at(at(11, 16, 10, 1)) == {"sent": 3}
    told.at(at(11, 17, 10))
    change(told, made, place="三楼会议室", starts_at=at(11, 25))
    tell(told, made)
    assert deliver_at(at(11, 17, 10, 1)) == {"sent": 3}
    told.at(at(11, 18, 10))
    told.do(actions.cancel, "办一", made, "并入下次会商")
    tell(told, made)
    assert deliver_at(at(11, 18, 10, 1)) == {"sent": 3}
    for who in TOLD:
        first, second, last = received(office, told, who)
        assert [one["method"] for one in (first, second, last)] == ["REQUEST", "REQUEST", "CANCEL"]
        assert [event(one)["sequence"] for one in (first, second, last)] == [0, 1, 2]
        assert len({event(one)["uid"] for one in (first, second, last)}) == 1
        assert (event(first)["location"], event(first)["summary"]) == ("三楼会议室", "转介衔接专项会商")
        assert [event(one)["dtstart"].dt for one in (first, second)] == [at(11, 24), at(11, 25)]
        assert event(last)["status"] == "CANCELLED"
        assert event(first)["attendee"] == f"mailto:p{told.scene[who].person_id}@example.org"
        assert event(first)["dtstamp"].dt < event(second)["dtstamp"].dt < event(last)["dtstamp"].dt


def test_a_letter_holds_words_a_calendar_and_a_file_of_the_same(office: Office, told: Meetings) -> None:
    tell(told, told.announced(), "甲一")
    deliver_at(at(11, 16, 10, 1))
    (letter,) = office.mailbox.letters
    assert letter.get_content_type() == "multipart/mixed"
    both, file = letter.iter_parts()
    assert both.get_content_type() == "multipart/alternative"
    words, entry = both.iter_parts()
    assert words.get_content_type() == "text/plain"
    assert (entry.get_param("method"), entry.get_param("charset")) == ("REQUEST", "utf-8")
    assert file.get_filename() == "invite.ics"
    assert file.get_payload(decode=True) == entry.get_payload(decode=True)
    organizer = event(calendar(letter))["organizer"]
    assert organizer == f"mailto:{letter['From']}"  # RFC 6047, 2.3: they are one


def test_a_unit_that_is_not_invited_any_more_and_comes_back(office: Office, told: Meetings) -> None:
    made = told.announced("区甲局", "区乙局", place="三楼会议室")
    tell(told, made, "乙一")
    deliver_at(at(11, 16, 10, 1))
    told.at(at(11, 16, 11))
    change(told, made, "区甲局", place="五楼会议室")
    tell(told, made, "乙一", kind=STAY)
    deliver_at(at(11, 16, 11, 1))
    told.at(at(11, 16, 12))
    change(told, made, "区甲局", "区乙局", place="五楼会议室")
    tell(told, made, "乙一")
    deliver_at(at(11, 16, 12, 1))
    first, end, again = received(office, told, "乙一")
    assert [one["method"] for one in (first, end, again)] == ["REQUEST", "CANCEL", "REQUEST"]
    assert [event(one)["sequence"] for one in (first, end, again)] == [0, 1, 2]
    assert "五楼会议室" not in unfolded(end)
    assert "转介衔接" not in unfolded(end)
    assert event(again)["location"] == "五楼会议室"


def test_who_sees_it_but_is_named_no_more_is_told_so(told: Meetings) -> None:
    made = told.announced("区甲局", people=(told.named("办一"),))
    assert method(told, made, "办一", CANCEL) == REQUEST  # still named, whatever was to be said
    change(told, made, "区甲局")
    assert method(told, made, "办一", CANCEL) == CANCEL


def test_who_may_not_see_it_is_told_of_its_end_whatever_was_to_be_said(told: Meetings) -> None:
    made = told.announced("区甲局", "区乙局")
    change(told, made, "区甲局")
    assert (method(told, made, "甲一"), method(told, made, "乙一")) == (REQUEST, CANCEL)


def method(told: Meetings, made: str, who: str, asked: str = REQUEST) -> str | None:
    with db.reading() as session:
        part = calendar_part(session, told.row(made).id, told.scene[who], asked)
    return part.method if part else None


def test_of_a_case_nothing_but_that_there_is_one(office: Office, told: Meetings) -> None:
    words = {"title": CANARY, "note": CANARY, "link": f"https://example.org/{CANARY}"}
    made = told.announced(kind="case", people=(told.named("甲一"),), **words)
    tell(told, made, "甲一")
    deliver_at(at(11, 16, 10, 1))
    (found,) = received(office, told, "甲一")
    assert event(found)["summary"] == "个案会商"
    assert CANARY not in unfolded(found)


def test_nothing_before_it_is_announced_and_nothing_when_it_is_over(told: Meetings) -> None:
    made = told.prepared()
    assert method(told, made, "办一") is None
    told.do(actions.announce, "办一", made)
    assert method(told, made, "办一") == REQUEST
    with db.transaction() as session:
        session.get_one(Consultation, told.row(made).id).state = "closed"
    assert method(told, made, "办一") is None


def test_who_has_no_mail_address_gets_no_calendar(office: Office, told: Meetings) -> None:
    made = told.announced()
    assert method(told, made, "甲一") == REQUEST
    office.prefer("甲一", mail_address="")
    assert method(told, made, "甲一") is None


@pytest.mark.parametrize(
    ("prefers", "due"),
    [
        ({"mail_pace": "digest"}, at(11, 16, 10)),
        ({"mail_pace": "digest", "quiet_from_minute": 0, "quiet_to_minute": 690}, at(11, 16, 11, 30)),
        ({"mail_pace": "off"}, None),
    ],
)
def test_it_goes_by_itself_into_no_digest_and_waits_for_the_morning(
    office: Office, told: Meetings, prefers: dict[str, Any], due: Any
) -> None:
    office.prefer("甲一", **{"quiet_from_minute": 0, "quiet_to_minute": 0} | prefers)
    tell(told, told.announced(), "甲一")
    kinds = [(row.kind, clock.local(row.due_at).replace(second=0)) for row in rows() if row.due_at]
    assert kinds == ([(COME, due)] if due else [])


def test_other_ways_carry_none(office: Office, told: Meetings, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []
    monkeypatch.setattr("hub.notify.composing.push_sender", lambda _browser: Keeper(sent))
    office.prefer("丙一", mail_pace="off", quiet_from_minute=0, quiet_to_minute=0)
    office.browser("丙一", "key", "auth")
    made = told.announced("区丙局")
    tell(told, made, "丙一")
    assert deliver_at(at(11, 16, 10, 1)) == {"sent": 1}
    assert [notice.calendar for notice in sent] == [None]


class Keeper:
    """A sender that keeps what it is to say."""

    def __init__(self, sent: list[Any]) -> None:
        self._sent = sent

    def send(self, notice: Any) -> None:
        self._sent.append(notice)
