"""Pages of ladders without script: read, rows added and moved, an example, a preview, a version, and two who save at once."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import select

from hub.core import clock, db
from hub.core.clock import SHANGHAI
from hub.escalation.models import LadderVersion
from hub.issues.handling import HandlingTime
from hub.journal.models import AuditEntry
from tests.channels.pages import Browser, Hub

from .given import ladder_id

FORM = {
    "row": ["0", "1"],
    "unit": "days",
    "based_on": "1",
    "reason": "缩短受理时间",
    "tier-0": "1",
    "after-0": "1",
    "tells-0": ["liaison"],
    "act-0": "remind",
    "tier-1": "3",
    "after-1": "5",
    "tells-1": ["office", "leader"],
    "act-1": "supervise",
}


@pytest.fixture
def office(hub: Hub) -> Iterator[Browser]:
    with clock.held_at(datetime(2026, 9, 15, 10, 0, tzinfo=SHANGHAI)):
        yield hub.browser("办一")


def rows_of(page: str) -> list[str]:
    return re.findall(r'name="after-\d+" value="([^"]*)"', page)


def versions() -> list[int]:
    with db.reading() as session:
        return list(session.scalars(select(LadderVersion.number).order_by(LadderVersion.id.desc()).limit(1)))


def test_all_ladders_are_in_words(office: Browser) -> None:
    page = office.get("/ladders").text
    assert page.count('class="card ladders__card"') == 23
    assert "4个工作日后</b> 责任单位分管领导" in page
    assert "时限前2个工作日</b> 责任单位联络员" in page
    assert "第1版，系统预置；0个正在计时" in page


def test_nobody_else_comes_in(hub: Hub) -> None:
    assert hub.browser("甲一").get("/ladders").status_code == 404
    assert hub.browser("管理").get(f"/ladders/{ladder_id()}").status_code == 404


def test_the_example_stands_before_the_next_long_holiday(office: Browser) -> None:
    page = office.get(f"/ladders/{ladder_id()}").text
    assert "9月18日 星期五 16:30</b>（9月25日起连休3天）" not in page
    assert "9月30日" not in page.split("example__lead")[1].split("</p>")[0]
    assert "（10月1日起连休7天）" in page
    times = re.findall(r"<time datetime=\"[^\"]+\">(\d+月\d+日 星期.) (\d+:\d+)</time>\n\s*<span>告知", page)
    assert times[0] == ("9月22日 星期二", "17:00") or len(times) == 5


def test_rows_come_go_and_move_without_script(office: Browser) -> None:
    address = f"/ladders/{ladder_id()}/draft"
    assert rows_of(office.post(address, FORM | {"do": "add"}).text) == ["1", "5", ""]
    assert rows_of(office.post(address, FORM | {"do": "remove-0"}).text) == ["5"]
    assert rows_of(office.post(address, FORM | {"do": "down-0"}).text) == ["5", "1"]
    assert rows_of(office.post(address, FORM | {"do": "up-0"}).text) == ["1", "5"]
    assert rows_of(office.post(address, FORM | {"do": "remove-99"}).text) == ["1", "5"]
    assert versions() == [1]


def test_another_day_for_the_example(office: Browser) -> None:
    page = office.post(f"/ladders/{ladder_id()}/draft", FORM | {"example_at": "2026-11-20T09:00"}).text
    assert "11月20日 星期五 09:00</b>" in page
    assert "11月23日 星期一 17:00" in page
    odd = office.post(f"/ladders/{ladder_id()}/draft", FORM | {"example_at": "20260-01-01T00:00"})
    assert odd.status_code == 200


def test_the_fragment_for_scripts_is_the_same(office: Browser) -> None:
    address = f"/ladders/{ladder_id()}/example?row=0&tier-0=1&after-0=1&tells-0=office&act-0=remind&unit=always"
    page = office.get(f"{address}&example_at=2026-11-20T09:00").text
    assert "11月20日 星期五 10:00" in page
    assert "<html" not in page
    assert "请至少选择一个告知对象。" in office.get(address.replace("tells-0=office&", "")).text


def test_a_version_is_looked_at_before_it_counts(office: Browser) -> None:
    ladder = ladder_id()
    page = office.post(f"/ladders/{ladder}/preview", FORM).text
    assert "删去" in page
    assert "现在没有正在计时的问题" in page
    assert versions() == [1]
    saved = office.post(f"/ladders/{ladder}/versions", FORM)
    assert saved.status_code == 302
    page = office.get(saved.headers["Location"]).text
    assert "第2版已生效。" in page
    assert "理由：缩短受理时间" in page
    with db.reading() as session:
        row = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
        assert row is not None
        assert (row.action, row.thing, row.detail) == ("ladder.version", ladder, '{"version":2}')


def test_what_is_wrong_keeps_what_was_typed(office: Browser) -> None:
    answer = office.post(f"/ladders/{ladder_id()}/preview", FORM | {"after-1": "soon", "reason": ""})
    assert answer.status_code == 422
    assert rows_of(answer.text) == ["1", "soon"]
    assert "请填写0到400的整数。" in answer.text
    assert "请写明修改的理由。" in answer.text


def test_who_comes_second_sees_both(office: Browser, hub: Hub) -> None:
    ladder = ladder_id()
    office.post(f"/ladders/{ladder}/versions", FORM)
    for address in ("preview", "versions"):
        answer = office.post(f"/ladders/{ladder}/{address}", FORM | {"after-1": "9"})
        assert answer.status_code == 409
        assert "办一刚保存了第2版" in answer.text
        assert rows_of(answer.text) == ["1", "9"]
        assert 'name="based_on" value="2"' in answer.text
    assert office.post(f"/ladders/{ladder}/versions", FORM | {"after-1": "9", "based_on": "2"}).status_code == 302


def test_handling_time_is_changed_and_told_of(office: Browser) -> None:
    saved = office.post("/handling-times/urgent", {"amount": "１６", "soon": "3", "unit": "hours"})
    assert saved.status_code == 302
    with db.reading() as session:
        row = session.get_one(HandlingTime, "urgent")
        assert (row.amount, row.soon, row.measure, row.calendar) == (16, 3, "hours", "office")
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
        assert entry is not None
        assert (entry.action, entry.detail) == ("handling_time.change", '{"from":"24/4 hours","to":"16/3 hours"}')
    wrong = office.post("/handling-times/urgent", {"amount": "3", "soon": "3", "unit": "days"})
    assert wrong.status_code == 422
    assert "请填写整数，1以上且小于办理时限。" in wrong.text
    assert office.post("/handling-times/none", {"amount": "3", "soon": "1", "unit": "days"}).status_code == 404
