"""Series by their pages: begun with a preview, one skipped and taken back, later ones changed, ended; seen beside a consultation."""

import re
from typing import Any

from werkzeug.test import TestResponse

from tests.channels.pages import Hub
from tests.meetings.story import Meetings

GIVEN = {
    **{"kind": "regular", "title": "月度会商", "date": "2026-11-16", "time": "14:00", "minutes": "120"},
    **{"frequency": "monthly", "nth": "-1", "weekday": "3"},
}


def begin(meetings: Meetings, hub: Hub, **fields: Any) -> TestResponse:
    return hub.browser("办一").post("/consultation-series/new", GIVEN | {"unit": meetings.unit("区甲局")} | fields)


def test_a_series_from_its_form_to_its_end(meetings: Meetings, hub: Hub) -> None:
    browser = hub.browser("办一")
    path = begin(meetings, hub).headers["Location"]
    text = browser.get(path).text
    assert "每月的最后一个周四" in text
    assert len(re.findall("筹备中</a>", text)) == 4
    browser.post(f"{path}/exceptions", {"occurs_on": "2026-12-31"})
    assert "12月31日 星期四，已跳过" in browser.get(path).text
    browser.post(f"{path}/exceptions/removal", {"occurs_on": "2026-12-31"})
    assert "已跳过" not in browser.get(path).text
    form = browser.get(f"{path}/edit?from=2026-12-31").text
    assert 'value="月度会商"' in form
    later = {"unit": meetings.unit("区甲局"), "from": "2026-12-31", "date": "2026-12-31", "title": "新名称"}
    changed = browser.post(f"{path}/edit", GIVEN | later)
    assert "新名称" in browser.get(changed.headers["Location"]).text
    assert browser.post(f"{changed.headers['Location']}/end").status_code == 303
    assert browser.post(f"{changed.headers['Location']}/end").status_code == 409
    assert "月度会商" in browser.get("/consultation-series").text


def test_whom_it_names_stays_in_the_form(meetings: Meetings, hub: Hub) -> None:
    browser = hub.browser("办一")
    guests = {"guest_name": ["王老师", ""], "guest_post": ["校长", ""], "guest_body": ["区实验学校", ""]}
    more = begin(meetings, hub, person=meetings.person("专家"), act="more", **guests).text
    named = re.search(rf'name="person" value="{meetings.person("专家")}"([^>]*)>', more)
    assert named is not None
    assert "checked" in named[1]
    assert 'value="王老师"' in more
    assert more.count('name="guest_name"') == 3
    path = begin(meetings, hub, person=meetings.person("专家"), **guests).headers["Location"]
    form = browser.get(f"{path}/edit?from=2026-12-31").text
    assert 'value="区实验学校"' in form
    assert re.search(rf'name="person" value="{meetings.person("专家")}" checked', form)
    refused = begin(meetings, hub, guest_name="", guest_post="校长", guest_body="")
    assert refused.status_code == 422
    assert "请填写列席人员的姓名。" in refused.text
    assert 'value="校长"' in refused.text


def test_what_is_wrong_stays_in_the_form(meetings: Meetings, hub: Hub) -> None:
    for fields, said in (
        ({"frequency": "yearly"}, "请选择多久开一次。"),
        ({"nth": "5"}, "请选择第几个星期。"),
        ({"weekday": "6"}, "请选择星期几。"),
        ({"title": ""}, "请填写会商名称。"),
        ({"unit": ""}, "请选择邀请单位。"),
        ({"date": "2026-11-01"}, "开始日期应在今天或以后。"),
    ):
        refused = begin(meetings, hub, **fields)
        assert (refused.status_code, said in refused.text) == (422, True), said


def test_the_preview_says_where_dates_move(meetings: Meetings, hub: Hub) -> None:
    asked = "frequency=monthly&nth=1&weekday=4&date=2026-11-16"
    text = hub.browser("办一").get(f"/consultation-series/preview?{asked}").text
    assert "1月4日" in text
    assert "顺延" in text
    assert "选好规律" in hub.browser("办一").get("/consultation-series/preview").text


def test_a_consultation_knows_its_neighbours(meetings: Meetings, hub: Hub) -> None:
    browser = hub.browser("办一")
    path = begin(meetings, hub).headers["Location"]
    second = re.findall(r'href="(/consultations/\w+)">筹备中', browser.get(path).text)[1]
    text = browser.get(second).text
    assert "系列会商“月度会商”" in text
    assert "上一次 11月26日" in text
    assert "下一次 2027年1月28日" in text
    assert "只改这一次" in browser.get(f"{second}/edit").text
    browser.post(f"{second}/postponement", {"date": "2026-12-29", "time": "09:00"})
    assert "这一次应在12月31日" in browser.get(second).text
