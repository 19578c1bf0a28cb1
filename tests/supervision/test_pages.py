"""Pages of follow-ups without script: the register, a follow-up with its forms, files, and what a refused form keeps."""

import re
from io import BytesIO

import pytest

from hub.core import db
from hub.supervision.settings import FollowUpSetting
from tests.channels.pages import Hub
from tests.issues.story import shanghai

from .story import NUMBER, Followed

PAGE = f"/follow-ups/{NUMBER}"


def buttons(text: str) -> set[str]:
    """The acts whose forms the page has."""
    return set(re.findall(rf'action="{PAGE}/([\w/-]+)"', text))


def test_the_page_says_everything(hub: Hub, story: Followed) -> None:
    page = hub.browser("甲一").get(PAGE)
    assert page.status_code == 200
    for said in (
        "统一校内初筛表",
        "区甲局",
        "区乙局",
        "牵头",
        "待承办",
        "12月4日 17:00",
        "转介衔接专项会商",
        "〔2026〕1号",
    ):
        assert said in page.text, said
    assert buttons(page.text) == {"acceptance", "contest", "reports", "completion"}
    assert buttons(hub.browser("主任").get(PAGE).text) == set()
    assert buttons(hub.browser("办一").get(PAGE).text) == {"units", "due", "escalations", "withdrawal"}
    assert "谁将在何时被告知" in page.text


@pytest.mark.parametrize("who", ["丙一", "东一", "专家"])
def test_whoever_has_no_part_in_it_finds_nothing(hub: Hub, story: Followed, who: str) -> None:
    browser = hub.browser(who)
    assert browser.get(PAGE).status_code == 404
    assert browser.get(f"{PAGE}/beside").status_code == 404
    assert browser.post(f"{PAGE}/acceptance").status_code == 404
    assert NUMBER not in browser.get("/follow-ups?group=all").text


@pytest.mark.parametrize("address", ["/follow-ups/D2026-0099", "/follow-ups/0001", "/follow-ups/督办"])
def test_what_there_is_not_is_not_found(hub: Hub, story: Followed, address: str) -> None:
    assert hub.browser("办一").get(address).status_code == 404


def test_a_report_with_a_file_is_read_by_those_concerned(hub: Hub, story: Followed) -> None:
    browser = hub.browser("甲一")
    sent = browser.client.post(
        f"{PAGE}/reports",
        data={"text": "**已经**开始。", "client_id": "r-1", "files": (BytesIO(b"hello"), "进展.txt")},
        headers={"Origin": "http://127.0.0.1:5000"},
        base_url="http://127.0.0.1:5000",
    )
    assert sent.status_code == 303
    text = hub.browser("乙一").get(PAGE).text
    assert "<strong>已经</strong>开始。" in text
    (address,) = re.findall(r'href="(/follow-ups/files/\w+/[^"]+)"', text)
    assert hub.browser("乙一").get(address).data == b"hello"
    assert hub.browser("丙一").get(address).status_code == 404


def test_a_refused_form_keeps_what_was_typed(hub: Hub, story: Followed) -> None:
    story.completed()
    story.at(shanghai(12, 7))
    answer = hub.browser("办一").post(f"{PAGE}/return", {"reason": "还差两校"})
    assert answer.status_code == 422
    assert "办理时限已过，请写明新的时限。" in answer.text
    assert re.search(r'<details class="act" id="act-send_back" name="acts" open>', answer.text)
    assert "还差两校</textarea>" in answer.text
    assert story.row().state == "completed"


def test_words_that_tell_who_a_child_is_are_warned_of(hub: Hub, story: Followed) -> None:
    answer = hub.browser("甲一").post(f"{PAGE}/reports", {"text": "家长电话13800138000。", "client_id": "r"})
    assert answer.status_code == 422
    assert 'name="meant"' in answer.text
    assert story.row().reported_at is None


def test_taken_up_from_what_waits(hub: Hub, story: Followed) -> None:
    browser = hub.browser("乙一")
    home = browser.get("/").text
    assert f"{PAGE}/acceptance" in home
    assert "统一校内初筛表" in home
    sent = browser.post(f"{PAGE}/acceptance", {"back": "home"})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/")
    assert f"{PAGE}/acceptance" not in browser.get("/").text


def test_the_chain_goes_both_ways(hub: Hub, story: Followed) -> None:
    text = hub.browser("甲一").get(PAGE).text
    minutes = f"/minutes/{story.minutes.public_id}"
    assert f'href="{minutes}"' in text
    assert f'href="/consultations/{story.consultation}"' in text
    assert "转介机制" in text
    assert f'href="{PAGE}"' in hub.browser("甲一").get(minutes).text
    assert f'href="{PAGE}"' not in hub.browser("东一").get(minutes).text  # invited, and no part of this


def test_lights_are_the_offices_to_set(hub: Hub, story: Followed) -> None:
    office = hub.browser("办一")
    assert 'value="20"' in office.get("/follow-ups/lights").text
    assert hub.browser("甲一").get("/follow-ups/lights").status_code == 404
    wrong = office.post("/follow-ups/lights", {"due_days": "30", "soon_days": "x", "behind_days": "9"})
    assert wrong.status_code == 422
    assert 'value="x"' in wrong.text
    assert (
        office.post("/follow-ups/lights", {"due_days": "30", "soon_days": "4", "behind_days": "9"}).status_code == 303
    )
    with db.reading() as session:
        assert session.query(FollowUpSetting.soon_days).scalar() == 4


def test_what_is_overdue_is_counted_in_the_strip(hub: Hub, story: Followed) -> None:
    assert 'title="逾期 1"' not in hub.browser("甲一").get("/follow-ups").text
    story.accepted()
    story.at(shanghai(12, 4, 18))
    for who in ("甲一", "乙一", "办一"):
        assert 'title="逾期 1"' in hub.browser(who).get("/follow-ups").text
    assert 'title="逾期 1"' not in hub.browser("丙一").get("/follow-ups").text


def test_every_act_has_its_door(hub: Hub, story: Followed) -> None:
    """The whole life by forms."""
    steps = [
        ("乙一", "contest", {"reason": "不归我局"}),
        ("办一", "insistence", {"reason": "会上议定"}),
        ("乙一", "acceptance", {}),
        ("甲一", "acceptance", {}),
        ("甲一", "due-requests", {"due_on": "2026-12-18", "reason": "等文件"}),
        ("办一", "due-requests/refusal", {"reason": "抓紧"}),
        ("办一", "due", {"due_on": "2026-12-11", "reason": "再给一周"}),
        ("办一", "escalations", {"reason": "市里要看"}),
        ("甲一", "completion", {"text": "好了。", "client_id": "c-1"}),
        ("甲一", "completion/recall", {"reason": "漏了"}),
        ("甲一", "completion", {"text": "这次好了。", "client_id": "c-2"}),
        ("乙一", "objection", {"reason": "还差一校"}),
        ("乙一", "confirmation", {}),
        ("办一", "return", {"reason": "补材料"}),
        ("甲一", "completion", {"text": "补好了。", "client_id": "c-3"}),
        ("乙一", "confirmation", {}),
        ("办一", "close-out", {}),
        ("办一", "reopening", {"reason": "反复"}),
        ("办一", "units", {"lead": story.unit("区丙局"), "unit": story.unit("区甲局"), "reason": "调整"}),
        ("办一", "continuation", {"reason": "仍有必要"}),
        ("办一", "withdrawal", {"reason": "并入"}),
    ]
    for who, door, form in steps:
        if door == "continuation":
            story.correct_without()
            assert "更正后无此项" in hub.browser(who).get(PAGE).text
        answer = hub.browser(who).post(f"{PAGE}/{door}", form)
        assert answer.status_code == 303, (who, door, re.findall(r'role="alert">.*?<span>(.*?)</span>', answer.text))
    assert story.row().state == "withdrawn"
    assert story.units() == [("区丙局", True), ("区甲局", False)]
