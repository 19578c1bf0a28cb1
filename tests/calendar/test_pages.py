"""The pages of the calendar: read by everybody, changed by the office, and nothing that was typed is lost."""

import re
from datetime import datetime
from io import BytesIO

from hub.calendar.queries import revision, year_view
from hub.core import clock, db
from tests.channels.pages import FORM, ORIGIN, Browser, Hub

from .schedules import text_2027

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=clock.SHANGHAI)
OCTOBER = datetime(2026, 10, 20, 12, 0, tzinfo=clock.SHANGHAI)


def office(hub: Hub) -> Browser:
    return hub.browser("办一")


def test_the_year_has_twelve_months_with_letters_not_only_colours(hub: Hub) -> None:
    with clock.held_at(OCTOBER):
        page = hub.browser("甲一").get("/calendar").text
    assert page.count('<table class="month">') == 12
    assert page.count("<small>休</small>") == 33
    assert page.count("<small>班</small>") == 6
    assert "春节" in page
    assert "2月15日至23日" in page
    assert "2月14日（周六）、2月28日（周六）" in page
    assert "9:00–11:30，13:30–17:00" in page
    assert page.count('aria-current="date"') == 1
    assert "/calendar/days/" not in page
    assert "录入放假安排" not in page


def test_a_year_without_data_says_so_and_years_have_ends(hub: Hub) -> None:
    with clock.held_at(OCTOBER):
        page = hub.browser("甲一").get("/calendar/2027").text
        assert "2027年的放假安排还没有录入：" in page
        assert page.count("month__day--provisional") == 6
        assert "去录入" not in page
        assert "去录入" in office(hub).get("/calendar/2027").text
        assert [hub.browser("甲一").get(f"/calendar/{year}").status_code for year in (1999, 2000, 2100, 2101)] == [
            *(404, 200, 200, 404),
        ]


def test_from_november_on_the_office_is_asked_for_the_next_year(hub: Hub) -> None:
    for now, asked in ((OCTOBER, False), (NOON, True)):
        with clock.held_at(now):
            assert ("2027年的放假安排还没有录入" in office(hub).get("/calendar").text) is asked
            assert "2027年的放假安排还没有录入" not in hub.browser("甲一").get("/calendar").text


def test_a_schedule_is_pasted_looked_at_and_entered(hub: Hub) -> None:
    with clock.held_at(NOON):
        browser = office(hub)
        shown = browser.post("/calendar/import", {"text": text_2027()})
        assert "新增32天" in shown.text
        assert "没有时限变动" in shown.text
        with db.reading() as session:
            assert year_view(session, 2027).is_provisional
        seen = re.search(r'name="revision" value="(\d+)"', shown.text)
        assert seen is not None
        done = browser.post("/calendar/years", {"text": text_2027(), "revision": seen[1]})
        assert done.headers["Location"] == "/calendar/2027"
        page = browser.get("/calendar/2027").text
    assert "已录入，没有时限变动。" in page
    assert "暂定" not in page
    assert 'href="https://www.gov.cn/zhengce/content/202611/content_1.htm" rel="noreferrer"' in page


def test_a_file_goes_before_the_text_and_may_begin_with_a_mark(hub: Hub) -> None:
    with clock.held_at(NOON):
        client = office(hub).client
        for content, said in (
            (b"\xef\xbb\xbf" + text_2027().encode(), "新增32天"),
            ("元旦".encode("gb18030"), "UTF-8"),
        ):
            sent = {"file": (BytesIO(content), "2027.json"), "text": "kept"}
            answer = client.post("/calendar/import", data=sent, headers=FORM, base_url=ORIGIN)
            assert said in answer.text


def test_what_cannot_be_read_stays_in_the_box(hub: Hub) -> None:
    broken = text_2027().replace("2027-02-05", "2027-02-31")
    with clock.held_at(NOON):
        answer = office(hub).post("/calendar/import", {"text": broken})
        assert answer.status_code == 422
        assert "没有“2027-02-31”这一天" in answer.text
        assert "2027-02-31&#34;" in answer.text.split("<textarea")[1]
        assert office(hub).post("/calendar/import").status_code == 422
        assert office(hub).post("/calendar/years", {"text": broken, "revision": "1"}).status_code == 422


def test_a_preview_that_is_out_of_date_is_shown_anew(hub: Hub) -> None:
    with clock.held_at(NOON):
        with db.reading() as session:
            seen = revision(session)
        browser = office(hub)
        browser.post("/calendar/days/2026-12-08", {"kind": "holiday"})
        for sent in ({"revision": str(seen)}, {}):
            answer = browser.post("/calendar/years", {"text": text_2027()} | sent)
            assert answer.status_code == 409
            assert f'name="revision" value="{seen + 1}"' in answer.text


def test_what_the_program_brought_stands_ready(hub: Hub) -> None:
    with clock.held_at(NOON):
        page = office(hub).get("/calendar/import?year=2026").text
        assert "程序自带2026年的放假安排" in page
        assert "2026-02-17" in page
        assert "程序自带" not in office(hub).get("/calendar/import?year=2027").text


def test_a_day_is_changed_and_taken_back(hub: Hub) -> None:
    with clock.held_at(NOON):
        browser = office(hub)
        assert browser.get("/calendar/days?on=2026-12-08").headers["Location"] == "/calendar/days/2026-12-08"
        saved = browser.post("/calendar/days/2026-12-08", {"kind": "holiday", "name": "防汛停工"})
        assert saved.status_code == 302
        page = browser.get("/calendar/days/2026-12-08").text
        assert "12月8日由照常改为放假" in page
        assert "防汛停工" in hub.browser("甲一").get("/calendar").text
        undo = re.search(r'action="(/calendar/changes/\w+/undo)"', page)
        assert undo is not None
        browser.post(undo[1])
        assert "已撤销" in browser.get("/calendar").text
        browser.post(undo[1])
        assert "后来又改过" in browser.get("/calendar").text
        refused = browser.post("/calendar/days/2026-12-08", {"kind": "makeup", "name": "补班"})
        assert refused.status_code == 422
        assert "不是周末" in refused.text
        assert 'value="补班"' in refused.text
        for path in ("/calendar/days/2026-02-30", "/calendar/days/1999-01-01", "/calendar/days"):
            assert browser.get(path).status_code == 404


def test_hours_are_set_and_cancelled(hub: Hub) -> None:
    with clock.held_at(NOON):
        browser = office(hub)
        refused = browser.post("/calendar/hours", {"effective_from": "2026-12-01", "spans": "9-5"})
        assert refused.status_code == 422
        assert "请写成 9:00–11:30" in refused.text
        assert 'value="9-5"' in refused.text
        browser.post("/calendar/hours", {"effective_from": "2026-12-01", "spans": "9:00-12:00 13:00-17:30"})
        page = browser.get("/calendar").text
        assert "9:00–12:00，13:00–17:30" in page
        assert "12月1日起，每天7小时30分" in page
        browser.post("/calendar/hours/2026-12-01/removal")
        assert "9:00–12:00，13:00–17:30</b>" not in browser.get("/calendar").text
        browser.post("/calendar/hours/2000-01-01/removal")
        assert "已经在用" in browser.get("/calendar").text


def test_programs_read_a_year(hub: Hub) -> None:
    with clock.held_at(NOON):
        answer = hub.browser("甲一").script("GET", "/api/v1/calendar/2026").json
        assert answer["working_days"] == 248
        assert answer["is_provisional"] is False
        assert {"date": "2026-10-10", "kind": "makeup", "name": "国庆节"} in answer["days"]
        assert answer["hours"] == [{"effective_from": "2000-01-01", "spans": [["09:00", "11:30"], ["13:30", "17:00"]]}]
        assert hub.browser("甲一").script("GET", "/api/v1/calendar/2027").json["is_provisional"] is True
        assert hub.browser("甲一").script("GET", "/api/v1/calendar/1999").status_code == 404
