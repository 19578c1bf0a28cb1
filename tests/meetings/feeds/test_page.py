"""The page of feeds: an address is shown once, works without a cookie, and is taken back; and one consultation as a file."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy import select

from hub.accounts.models import Person
from hub.core import clock, db
from hub.meetings.feeds import pace
from hub.meetings.feeds.events import FeedMade, FeedRevoked
from hub.meetings.feeds.models import CalendarFeed
from tests.channels.pages import Hub
from tests.meetings.story import Meetings

from .conftest import Feed, Program, address_in


def test_an_address_is_shown_once_and_kept_nowhere(meetings: Meetings, hub: Hub) -> None:
    made, browser = meetings.announced(), hub.browser("甲一")
    page = browser.post("/calendar-feeds", {"name": " 手机 日历 "})
    secret = address_in(page.text)
    assert page.headers["Cache-Control"] == "no-store"
    assert made in Program(hub, secret).events()
    assert "手机 日历" in browser.get("/calendar-feeds").text
    assert secret not in browser.get("/calendar-feeds").text
    with db.reading() as session:
        row = session.scalars(select(CalendarFeed)).one()
    assert secret not in repr(vars(row))


def test_a_name_that_will_not_do_stays_in_the_form(meetings: Meetings, hub: Hub) -> None:
    browser = hub.browser("甲一")
    page = browser.post("/calendar-feeds", {"name": ""})
    assert (page.status_code, "请写明这个地址给哪个设备或程序使用。" in page.text) == (422, True)
    page = browser.post("/calendar-feeds", {"name": "长" * 41})
    assert (page.status_code, "长" * 41 in page.text) == (413, True)


def test_nobody_has_more_than_twenty(meetings: Meetings, hub: Hub, feed: Feed) -> None:
    for _time in range(20):
        feed("甲一")
    assert hub.browser("甲一").post("/calendar-feeds", {"name": "又一个"}).status_code == 409
    assert hub.browser("乙一").post("/calendar-feeds", {"name": "又一个"}).status_code == 200


def test_taken_back_it_opens_nothing(meetings: Meetings, hub: Hub, feed: Feed) -> None:
    program, other = feed("甲一"), feed("甲一")
    with db.reading() as session:
        public_id = session.scalars(select(CalendarFeed.public_id).order_by(CalendarFeed.id)).first()
    path = f"/calendar-feeds/{public_id}/revocation"
    assert hub.browser("甲长").post(path).status_code == 404
    assert program.ask().status_code == 200
    assert hub.browser("甲一").post(path).status_code == 303
    assert (program.ask().status_code, other.ask().status_code) == (404, 200)
    assert hub.browser("甲一").post(path).status_code == 404


def test_making_and_taking_back_are_told(meetings: Meetings, hub: Hub, heard: list[object]) -> None:
    hub.browser("甲一").post("/calendar-feeds", {"name": "手机"})
    with db.reading() as session:
        public_id = session.scalars(select(CalendarFeed.public_id)).one()
    hub.browser("甲一").post(f"/calendar-feeds/{public_id}/revocation")
    person_id = meetings.scene["甲一"].person_id
    told = [event for event in heard if isinstance(event, FeedMade | FeedRevoked)]
    assert told == [FeedMade(public_id, person_id), FeedRevoked(public_id, person_id)]


def test_a_program_acts_for_somebody_but_makes_no_address(meetings: Meetings, hub: Hub) -> None:
    page = hub.browser("甲一").post("/account/tokens", {"name": "脚本"})
    (token,) = re.findall(r"<code>(hub_[^<]+)</code>", page.text)
    client = hub.app.test_client(use_cookies=False)
    answer = client.post("/calendar-feeds", data={"name": "手机"}, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403


def test_a_program_gets_it_whole_and_then_only_when_it_is_another(meetings: Meetings, hub: Hub, feed: Feed) -> None:
    program = feed("甲一")
    first = program.ask()
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in first.headers
    again = program.ask(**{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    meetings.announced()
    changed = program.ask(**{"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_it_speaks_the_language_of_whose_it_is(meetings: Meetings, feed: Feed) -> None:
    meetings.announced(kind="case", people=(meetings.named("乙一"),))
    program = feed("乙一")
    assert str(program.calendar()["x-wr-calname"]) == "会商（乙一）"
    with db.transaction() as session:
        session.get_one(Person, meetings.scene["乙一"].person_id).locale = "en"
    assert str(program.calendar()["x-wr-calname"]) == "Consultations (乙一)"


def test_its_use_is_noted_now_and_then(meetings: Meetings, feed: Feed) -> None:
    program = feed("甲一")
    noted = []
    for minutes in (0, 9, 11):
        with clock.held_at(clock.now() + timedelta(minutes=minutes)):
            program.ask()
        with db.reading() as session:
            noted.append(session.scalars(select(CalendarFeed.used_at)).one())
    assert noted[0] == noted[1]
    assert noted[2] == noted[0] + timedelta(minutes=11)


@pytest.mark.parametrize("secret", ["x", "hub_x", "长" * 20, "a" * 5_000])
def test_an_unknown_address_is_none(hub: Hub, secret: str) -> None:
    assert Program(hub, secret).ask().status_code == 404


def test_who_asks_too_often_is_put_off(hub: Hub, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "READS", 2)
    monkeypatch.setattr(pace, "MISSES", 3)
    hub.app.extensions["feed_pace"] = pace.Pace()
    program, other = feed("甲一"), feed("甲一")
    answers = [program.ask() for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= pace.WINDOW_SECONDS
    assert [Program(hub, "x").ask().status_code for _time in range(4)] == [404, 404, 404, 429]
    assert other.ask().status_code == 200  # whoever guesses locks nobody else out


def test_one_consultation_is_a_file_for_who_sees_it(meetings: Meetings, hub: Hub, tmp_path: Path) -> None:
    made = meetings.announced(place="三楼会议室")
    browser = hub.browser("甲一")
    assert f"/consultations/{made}/calendar.ics" in browser.get(f"/consultations/{made}").text
    answer = browser.get(f"/consultations/{made}/calendar.ics")
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert (str(event["location"]), answer.headers["Cache-Control"]) == ("三楼会议室", "no-store")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert hub.browser("丙一").get(f"/consultations/{made}/calendar.ics").status_code == 404


def test_the_page_is_found_from_the_account_and_the_menu(hub: Hub) -> None:
    assert hub.browser("甲一").get("/account").text.count('href="/calendar-feeds"') == 2
    assert hub.browser("管理").get("/account").text.count('href="/calendar-feeds"') == 0
