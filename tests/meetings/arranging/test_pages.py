"""The list, the week and the month: who sees what in them, in which order, and what the working calendar says of days."""

import re
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import update

from hub.accounts.models import Person, PersonRole
from hub.core import db
from hub.meetings import actions
from hub.meetings.arranging.listing import ConsultationFilter, next_month, read_month, read_week
from hub.meetings.arranging.queries import page
from hub.meetings.models import Attendance, Consultation
from tests.channels.pages import Browser, Hub
from tests.factories import make_person, viewer_of
from tests.meetings.story import Meetings, at

MONTH = "/consultations/month?month=2026-11"
WEEK = "/consultations/week?on=2026-11-24"
ALL = ("/consultations", WEEK, MONTH, "/consultations?group=closed", "/consultations?group=cancelled")


def titles(browser: Browser, path: str) -> list[str]:
    """The titles that a page shows, in its order."""
    answer = browser.get(path)
    assert answer.status_code == 200
    return [
        unescape(one)
        for one in re.findall(r'<a (?:class="held[^"]*" )?href="/consultations/\w+" title="([^"]*)"', answer.text)
    ]


@pytest.fixture
def second(meetings: Meetings) -> str:
    """Somebody of the office who is named for nothing."""
    with db.transaction() as session:
        office = session.get_one(Person, meetings.scene["办一"].person_id).unit
        made = make_person(session, office, name="办二")
        session.add(PersonRole(person_id=made.id, role="office"))
        session.flush()
        session.expire(made)
        meetings.scene.people["办二"] = viewer_of(session, made)
    return "办二"


def test_the_nearest_comes_first_and_what_waits_for_my_unit_above_all(meetings: Meetings, hub: Hub) -> None:
    meetings.announced(title="二十五日", starts_at=at(11, 25))
    first = meetings.announced(title="二十四日")
    meetings.prepared(title="还在筹备", starts_at=at(11, 23))
    meetings.announced("区丙局", title="丙局的")
    with db.transaction() as session:
        mine = update(Attendance).where(Attendance.unit_id == meetings.scene.units["区甲局"])
        session.execute(mine.where(Attendance.consultation_id == meetings.row(first).id).values(answer="attending"))
    assert titles(hub.browser("甲一"), "/consultations") == ["二十五日", "二十四日"]
    assert "等待本单位答复" in hub.browser("甲一").get("/consultations").text
    assert titles(hub.browser("办一"), "/consultations") == ["还在筹备", "二十四日", "丙局的", "二十五日"]
    assert titles(hub.browser("专家"), "/consultations") == []
    assert "没有待开的会商" in hub.browser("专家").get("/consultations").text


def test_groups_hold_what_is_over_and_what_was_called_off(meetings: Meetings, hub: Hub) -> None:
    over, off = meetings.announced(title="开过的"), meetings.announced(title="取消的")
    meetings.do(actions.cancel, "办一", off, "合并")
    with db.transaction() as session:
        session.execute(update(Consultation).where(Consultation.public_id == over).values(state="closed"))
    for who in ("甲一", "办一"):
        assert titles(hub.browser(who), "/consultations") == []
        assert titles(hub.browser(who), "/consultations?group=closed") == ["开过的"]
        assert titles(hub.browser(who), "/consultations?group=cancelled") == ["取消的"]
        assert titles(hub.browser(who), MONTH) == ["开过的"]
        assert titles(hub.browser(who), f"{MONTH}&group=cancelled") == ["取消的"]
    assert titles(hub.browser("丙一"), "/consultations?group=closed") == []


def test_a_case_is_in_nothing_that_an_outsider_sees(meetings: Meetings, hub: Hub, second: str) -> None:
    made = meetings.announced(kind="case", title="小明个案", people=(meetings.named("甲一"),))
    for who in (second, "甲长", "主任", "乙一"):
        for path in ALL:
            answer = hub.browser(who).get(path)
            assert (answer.status_code, "小明" in answer.text, made in answer.text) == (200, False, False)
    for who in ("办一", "甲一"):
        assert titles(hub.browser(who), MONTH) == titles(hub.browser(who), WEEK) == ["小明个案"]
    assert hub.browser(second).get(f"/consultations/{made}/edit").status_code == 404
    assert hub.browser(second).post(f"/consultations/{made}/cancellation", {"reason": "不开"}).status_code == 404
    look = f"/consultations/overlaps?kind=case&date=2026-11-24&time=14:30&minutes=60&person={meetings.person('甲一')}"
    for but in ("", f"&but={made}"):
        text = hub.browser(second).get(look + but).text
        assert ("甲一已有安排" in text, "小明" in text, made in text) == (True, False, False)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("kind=joint", ["联席"]),
        ("q=专项", ["专项一"]),
        ("q=%25", []),
        ("unit=区丙局", ["联席"]),
        ("mine=1", ["专项一", "联席"]),
        ("kind=joint&q=专项", []),
    ],
)
def test_filters_are_the_same_everywhere(meetings: Meetings, hub: Hub, wanted: str, expected: list[str]) -> None:
    meetings.announced("区乙局", title="专项一", people=(meetings.named("办一", "observer"),))
    meetings.announced("区丙局", "区未保办", title="联席", kind="joint", starts_at=at(11, 25))
    wanted = wanted.replace("区丙局", meetings.unit("区丙局"))
    for path in ("/consultations?", f"{WEEK}&", f"{MONTH}&"):
        assert titles(hub.browser("办一"), path + wanted) == expected


def test_pages_go_on_where_the_one_before_ended(meetings: Meetings) -> None:
    for hour in (9, 9, 9, 11, 15):
        meetings.announced(starts_at=at(11, 26, hour), title=f"{hour}时")
    meetings.prepared(starts_at=at(11, 26, 10), title="10时")
    for wanted in (ConsultationFilter(), ConsultationFilter(group="cancelled")):
        with db.reading() as session:
            viewer = meetings.scene["办一"]
            every = [line.id for line in page(session, viewer, wanted).lines]
            found, after = [], ""
            while True:
                one = page(session, viewer, wanted, after, limit=2)
                found += [line.id for line in one.lines]
                if not (after := one.next):
                    break
        assert found == every
        with db.transaction() as session:
            session.execute(update(Consultation).values(state="cancelled"))
    assert len(every) == 6


def test_a_place_that_there_is_not_is_refused(meetings: Meetings, hub: Hub) -> None:
    for wrong in ("after=gestern", "after=2026-11-24T06:00:00Z~nowhere", "group=later"):
        assert hub.browser("办一").get(f"/consultations?{wrong}").status_code in {400, 422}


def test_holidays_and_make_up_days_are_marked(meetings: Meetings, hub: Hub) -> None:
    text = hub.browser("甲一").get("/consultations/month?month=2026-10").text
    assert re.search(r'data-day="2026-10-01".*?daymark--holiday.*?国庆', text, re.S)
    assert re.search(r'data-day="2026-10-10"[^<]*<.*?daymark--makeup', text, re.S)
    assert re.findall(r'data-day="([\d-]+)"', text)[0] == "2026-09-28"
    assert re.findall(r'data-day="([\d-]+)"', text)[-1] == "2026-11-01"


def test_odd_addresses_show_today() -> None:
    today = at(11, 18).date()
    assert read_week("yesterday", today) == read_week("", today) == at(11, 16).date()
    assert read_week("1066-10-14", today) == at(11, 16).date()
    assert read_month("2026-13", today) == at(11, 1).date()
    assert next_month(at(12, 1).date()).isoformat() == "2027-01-01"
    assert next_month(at(1, 1).date(), -1).isoformat() == "2025-12-01"


def test_the_last_weeks_of_the_calendar_are_shown(meetings: Meetings, hub: Hub) -> None:
    for path in ("week?on=2100-12-26", "month?month=2100-12", "week?on=2000-01-03", "month?month=2000-02"):
        assert hub.browser("甲一").get(f"/consultations/{path}").status_code == 200


def test_no_count_of_a_room_tells_of_a_case(meetings: Meetings, hub: Hub, second: str) -> None:
    hub.browser(second).post("/meeting-rooms", {"name": "302会议室", "seats": "12"})
    room = re.search(r"/meeting-rooms/(\w+)", hub.browser(second).get("/meeting-rooms").text)
    assert room
    made = meetings.announced(kind="case", title="小明个案", people=(meetings.named("甲一"),), room=room[1])
    text = hub.browser(second).get(f"/meeting-rooms/{room[1]}?on=2026-11-24").text
    assert ("已有安排" in text, "小明" in text, made in text, "还有1次" in text) == (True, False, False, False)
    text = hub.browser("办一").get(f"/meeting-rooms/{room[1]}?on=2026-11-24").text
    assert ("小明个案" in text, "还有1次" in text) == (True, True)


def test_roles_that_see_no_content_see_none_of_it(meetings: Meetings, hub: Hub) -> None:
    for path in ALL:
        assert hub.browser("管理").get(path).status_code == 404
    for path in ("/consultations/new", "/meeting-rooms", "/consultation-kinds", "/consultation-series"):
        assert hub.browser("甲一").get(path).status_code == 404
        assert hub.browser("办一").get(path).status_code == 200
    assert replace(ConsultationFilter(), text="x").is_narrowed
