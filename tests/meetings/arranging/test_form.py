"""安排会商: what is typed becomes a draft or stays with its fault; notices go out in time or with a reason; rooms and kinds."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from hub.core import db
from hub.meetings.arranging.written import MOST_GUESTS
from hub.meetings.models import Consultation, ConsultationKind
from tests.channels.pages import Browser, Hub
from tests.meetings.story import Meetings, at

GIVEN = {"kind": "special", "title": "转介衔接专项会商", "date": "2026-11-24", "time": "14:00", "minutes": "120"}


def made(answer: TestResponse) -> str:
    """The public id of what the form led to."""
    found = re.fullmatch(r"/consultations/(\w+)", answer.headers["Location"])
    assert found
    return found[1]


def send(browser: Browser, path: str = "/consultations/new", **fields: Any) -> TestResponse:
    return browser.post(path, GIVEN | fields)


def test_a_draft_is_what_was_typed(meetings: Meetings, hub: Hub) -> None:
    group = re.search(r'value="(\w+)" data-units-of="[^"]+">各街镇', hub.browser("办一").get("/consultations/new").text)
    assert group
    answer = send(
        hub.browser("办一"), chair=meetings.person("主任"), unit=[meetings.unit("区甲局")], group=[group[1]], quorum="2",
        person=[meetings.person("甲长"), meetings.person("专家")], place="三楼", link="https://meet.example.cn/1", note="请带材料",
        guest_name=["王医生", ""], guest_post=["主任医师", ""], guest_body=["区精神卫生中心", ""],
    )  # fmt: skip
    row = meetings.row(made(answer))
    assert (row.title, row.starts_at, row.state, row.place, row.quorum) == (
        GIVEN["title"],
        at(11, 24),
        "draft",
        "三楼",
        2,
    )
    sheet = meetings.sheet("办一", row.public_id)
    assert {unit.name for unit in sheet.units} == {"区甲局", "东街道", "西街道"}
    assert {(one.name, one.role, one.body) for one in sheet.people} == {
        *[("主任", "member", "区丙局"), ("甲长", "member", "区甲局"), ("专家", "observer", "区丙局")],
        ("王医生", "observer", "区精神卫生中心"),
    }


def test_a_case_has_named_people_and_nobody_else(meetings: Meetings, hub: Hub) -> None:
    people = [meetings.person("甲一"), meetings.person("专家")]
    answer = send(hub.browser("办一"), kind="case", unit=[meetings.unit("区乙局")], person=people, quorum="2")
    sheet = meetings.sheet("办一", made(answer))
    assert {(one.name, one.role) for one in sheet.people} == {
        ("甲一", "member"),
        ("专家", "observer"),
        ("办一", "member"),
    }
    assert {unit.name for unit in sheet.units} == {"区甲局", "区未保办"}
    refused = send(hub.browser("办一"), kind="case", person=people, guest_name="王医生", guest_post="", guest_body="")
    assert refused.status_code == 422
    assert 'value="王医生"' in refused.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", " ", "请填写会商名称。"),
        ("date", "2026-11-31", "请选择日期。"),
        ("date", "2026-11-13", "开始时间应在现在之后。"),
        ("time", "25:00", "请填写时间，例如 14:00。"),
        ("minutes", "0", "请填写 10 到 720 的整数。"),
        ("minutes", "²", "请填写 10 到 720 的整数。"),
        ("kind", "party", "请选择会商类别。"),
        ("link", "http://x", "会议链接应以 https:// 开头。"),
        ("quorum", "9", "到会单位的最低数应在1与邀请单位数之间。"),
    ],
)
def test_what_cannot_be_stays_in_the_form_with_its_fault(
    meetings: Meetings, hub: Hub, field: str, value: str, said: str
) -> None:
    answer = send(hub.browser("办一"), unit=[meetings.unit("区甲局")], note="留住这句", **{field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert "留住这句" in answer.text
    ticked = f'value="{meetings.unit("区甲局")}" checked'
    assert ticked in answer.text
    with db.reading() as session:
        assert session.scalar(select(Consultation.id)) is None


def test_without_script_the_form_looks_and_grows(meetings: Meetings, hub: Hub) -> None:
    meetings.announced()
    unit = [meetings.unit("区甲局")]
    looked = send(hub.browser("办一"), act="look", unit=unit)
    assert "区甲局 周二 14:00–16:00另有会商“转介衔接专项会商”" in looked.text
    grown = send(hub.browser("办一"), act="more", guest_name=["甲"] * 30, guest_post=[""] * 30, guest_body=[""] * 30)
    assert grown.text.count('name="guest_name"') == MOST_GUESTS


def test_the_form_of_one_shows_it_and_changes_it(meetings: Meetings, hub: Hub) -> None:
    one = meetings.announced(people=(meetings.named("专家", "observer"),), chair=meetings.person("主任"))
    browser, path = hub.browser("办一"), f"/consultations/{one}/edit"
    text = browser.get(path).text
    for word in ('value="2026-11-24"', 'value="14:00"', 'value="120"', "各单位须重新答复"):
        assert word in text
    assert f'value="{meetings.person("专家")}" checked' in text
    units = [meetings.unit("区甲局"), meetings.unit("区乙局")]
    answer = send(
        browser, path, unit=units, person=[meetings.person("专家")], chair=meetings.person("主任"), time="15:30"
    )
    assert made(answer) == one
    assert meetings.row(one).starts_at == at(11, 24, 15, 30)
    assert {named.name for named in meetings.sheet("办一", one).people} == {"专家", "主任"}
    for who in ("甲一", "主任"):
        assert hub.browser(who).get(path).status_code == 403
    assert hub.browser("丙一").get(path).status_code == 404


def test_a_late_notice_needs_a_reason_and_says_it(meetings: Meetings, hub: Hub) -> None:
    late = meetings.prepared(starts_at=at(11, 18))
    browser, path = hub.browser("办一"), f"/consultations/{late}/notice"
    page = browser.get(f"/consultations/{late}").text
    assert "通知应提前3个工作日，最迟应在11月13日 星期五发出" in page
    assert "最早可定在11月19日 星期四" in page
    refused = browser.post(path, {"urgent_reason": " "})
    assert refused.status_code == 422
    assert "最迟应在11月13日 星期五发出" in refused.text
    assert meetings.row(late).state == "draft"
    assert browser.post(path, {"urgent_reason": "当晚有线索"}).status_code == 303
    assert (meetings.row(late).state, meetings.row(late).urgent_reason) == ("announced", "当晚有线索")
    assert "当晚有线索" in hub.browser("甲一").get(f"/consultations/{late}").text


def test_in_time_no_reason_is_asked_for_and_none_is_said(meetings: Meetings, hub: Hub) -> None:
    soon = meetings.prepared(starts_at=at(11, 19))
    page = hub.browser("办一").get(f"/consultations/{soon}").text
    assert ("urgent_reason" in page, "最迟应在11月16日 星期一发出通知" in page) == (False, True)
    hub.browser("办一").post(f"/consultations/{soon}/notice", {"urgent_reason": "急"})
    assert (meetings.row(soon).state, meetings.row(soon).urgent_reason) == ("announced", "")


def test_it_is_postponed_and_called_off_from_its_page(meetings: Meetings, hub: Hub) -> None:
    one = meetings.announced(people=(meetings.named("专家", "observer"),))
    browser = hub.browser("办一")
    assert "2个单位（区甲局、区乙局）和1人（专家）" in browser.get(f"/consultations/{one}").text
    assert "arrangements" not in hub.browser("甲一").get(f"/consultations/{one}").text
    wrong = browser.post(f"/consultations/{one}/postponement", {"date": "", "time": "10:00"})
    assert (wrong.status_code, "请选择日期。" in wrong.text) == (422, True)
    browser.post(f"/consultations/{one}/postponement", {"date": "2026-11-26", "time": "10:00"})
    assert meetings.row(one).starts_at == at(11, 26, 10)
    assert {named.name for named in meetings.sheet("办一", one).people} == {"专家"}
    empty = browser.post(f"/consultations/{one}/cancellation", {"reason": ""})
    assert (empty.status_code, "请写明取消的原因。" in empty.text) == (422, True)
    assert browser.post(f"/consultations/{one}/cancellation", {"reason": "并入全体会议"}).status_code == 303
    assert meetings.row(one).state == "cancelled"
    assert "发出通知" not in browser.get(f"/consultations/{one}").text


def test_overlaps_follow_what_is_chosen(meetings: Meetings, hub: Hub) -> None:
    one = meetings.announced()
    path = f"/consultations/overlaps?kind=special&date=2026-11-24&time=15:00&minutes=60&unit={meetings.unit('区乙局')}"
    assert "区乙局 周二 14:00–16:00另有会商" in hub.browser("办一").get(path).text
    assert "没有冲突" in hub.browser("办一").get(f"{path}&but={one}").text
    assert "没有冲突" in hub.browser("办一").get(path.replace("15:00", "16:00")).text
    assert "这一天不是工作日" in hub.browser("办一").get(path.replace("11-24", "11-22")).text
    assert "填好日期" in hub.browser("办一").get("/consultations/overlaps").text
    assert hub.browser("甲一").get(path).status_code == 404


def test_rooms_are_added_renamed_retired_and_brought_back(meetings: Meetings, hub: Hub) -> None:
    browser = hub.browser("办一")
    answer = browser.post("/meeting-rooms", {"name": "302会议室", "place": "三楼", "seats": "20"})
    path = answer.headers["Location"]
    for form, said in (
        ({"name": ""}, "请填写名称。"),
        ({"name": "302会议室"}, "已有这个名称的会议室。"),
        ({"name": "大厅", "seats": "many"}, "请填写 1 到 5000 的整数。"),
    ):
        refused = browser.post("/meeting-rooms", form)
        assert (refused.status_code, said in refused.text) == (422, True)
    browser.post(path, {"name": "303会议室", "place": "三楼", "seats": ""})
    room = path.rpartition("/")[2]
    one = meetings.prepared(room=room)
    browser.post(f"{path}/retirement")
    assert "还有1次" not in browser.get(path).text
    assert room not in browser.get("/consultations/new").text
    assert f'value="{room}" selected>303会议室' in browser.get(f"/consultations/{one}/edit").text
    browser.post(f"{path}/retirement")
    assert "这个会议室已经停用。" in browser.get(path).text
    browser.post(f"{path}/return")
    assert room in browser.get("/consultations/new").text


def test_kinds_have_other_defaults_from_now_on(meetings: Meetings, hub: Hub) -> None:
    browser = hub.browser("办一")
    given = {"notice_days": "1", "papers_days": "1", "minutes": "60"}
    refused = browser.post("/consultation-kinds/special", given | {"notice_days": "31"})
    assert (refused.status_code, "请填写 0 到 30 的整数。" in refused.text) == (422, True)
    assert browser.post("/consultation-kinds/special", given).status_code == 302
    assert browser.post("/consultation-kinds/party", given).status_code == 404
    with db.reading() as session:
        kind = session.get_one(ConsultationKind, "special")
        assert (kind.notice_days, kind.papers_days, kind.minutes) == (1, 1, 60)
    soon = meetings.prepared(starts_at=at(11, 17))
    hub.browser("办一").post(f"/consultations/{soon}/notice")
    assert meetings.row(soon).state == "announced"
