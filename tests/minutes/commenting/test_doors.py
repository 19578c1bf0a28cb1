"""The pages of comment rounds and countersignatures without script: what each sees, and forms that lose nothing."""

from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import template_rendered

from hub.accounts import passwords
from hub.accounts.models import Person
from hub.core import db
from hub.minutes.commenting import actions
from hub.minutes.commenting.shapes import CommentDraft
from hub.minutes.countersigning import actions as countersigning
from hub.minutes.publishing import actions as publishing
from tests.channels.pages import Hub
from tests.minutes.story import Told

PASSWORD = "蓝鲸-跳过-第7座桥"  # noqa: S105 (of nobody)
IDENTITY = "身份证号11010519491231002X"


def address(told: Told, more: str = "") -> str:
    return f"/minutes/{told.minutes.public_id}{more}"


def test_the_office_asks_and_the_units_read_until_when(drafted: Told, hub: Hub) -> None:
    assert hub.browser("乙一").get(address(drafted)).status_code == 404
    made = hub.browser("办一").post(address(drafted, "/comment-rounds"), {"days": "2"})
    assert made.status_code == 303
    page = hub.browser("乙一").get(address(drafted)).text
    assert "11月26日" in page
    assert "逾期未回复的，视为无意见。" in page
    assert "本单位无意见" in page
    assert "区甲局 尚未回复" not in page
    assert "区甲局 尚未回复" in hub.browser("办一").get(address(drafted)).text


def test_days_that_are_none_come_back_as_they_were_typed(drafted: Told, hub: Hub) -> None:
    refused = hub.browser("办一").post(address(drafted, "/comment-rounds"), {"days": "99"})
    assert refused.status_code == 422
    assert 'value="99"' in refused.text
    assert "请填写1到30的整数。" in refused.text


def test_a_comment_on_a_passage_is_seen_by_its_unit_and_answered_in_place(asked: Told, hub: Hub) -> None:
    passage = asked.passage("heard")
    form = {"about": passage.public_id, "number": "1", "text": "措辞不准确。", "proposal": "会议听取了汇报。"}
    made = hub.browser("乙一").post(address(asked, "/comments"), form)
    assert (made.status_code, made.location.rpartition("#")[2]) == (303, f"p-{passage.public_id}")
    assert "措辞不准确。" in hub.browser("乙一").get(address(asked)).text
    assert "措辞不准确。" not in hub.browser("甲一").get(address(asked)).text
    page = hub.browser("办一").get(address(asked)).text
    assert "措辞不准确。" in page
    comment = page.partition('id="comment-')[2].partition('"')[0]
    refused = hub.browser("办一").post(address(asked, f"/comments/{comment}/verdict"), {"verdict": "declined"})
    assert (refused.status_code, "请写明不采纳的原因。" in refused.text) == (422, True)
    taken = hub.browser("办一").post(address(asked, f"/comments/{comment}/verdict"), {"verdict": "rewritten"})
    assert taken.status_code == 303
    assert asked.passage("heard").text == "会议听取了汇报。"
    assert "已采纳" in hub.browser("乙一").get(address(asked)).text


def test_a_comment_that_tells_who_a_child_is_comes_back_with_a_warning(asked: Told, hub: Hub) -> None:
    form = {"about": "", "text": IDENTITY}
    refused = hub.browser("乙一").post(address(asked, "/comments"), form)
    assert refused.status_code == 422
    assert IDENTITY in refused.text
    assert "仍要提交" in refused.text
    token = refused.text.partition('name="meant" value="')[2].partition('"')[0]
    assert hub.browser("乙一").post(address(asked, "/comments"), {**form, "meant": token}).status_code == 303


def test_a_unit_has_none_and_takes_back_what_it_said(asked: Told, hub: Hub) -> None:
    made = asked.run(actions.comment, "乙一", CommentDraft("先放一放。")).public_id
    assert hub.browser("乙一").post(address(asked, f"/comments/{made}/withdrawal")).status_code == 303
    assert hub.browser("乙一").post(address(asked, "/comments/none")).status_code == 303
    assert "本单位：无意见" in hub.browser("乙一").get(address(asked)).text


def test_the_round_is_ended_with_a_reason_and_can_be_held_again(asked: Told, hub: Hub) -> None:
    refused = hub.browser("办一").post(address(asked, "/comment-rounds/end"), {"reason": ""})
    assert (refused.status_code, "还没有到回复期限" in refused.text) == (409, True)
    ended = hub.browser("办一").post(address(asked, "/comment-rounds/end"), {"reason": "市里今天要纪要。"})
    assert ended.status_code == 303
    page = hub.browser("办一").get(address(asked)).text
    assert "提前结束：市里今天要纪要。" in page
    assert "再次征求意见" in page


def test_reminding_by_hand(asked: Told, hub: Hub) -> None:
    assert hub.browser("办一").post(address(asked, "/comment-rounds/reminders")).status_code == 303
    again = hub.browser("办一").post(address(asked, "/comment-rounds/reminders"))
    assert (again.status_code, again.headers["Retry-After"]) == (429, str(4 * 3600))


def test_what_the_office_sets_comes_back_when_it_is_wrong(drafted: Told, hub: Hub) -> None:
    assert "逾期未回复的，视为无意见。" in hub.browser("办一").get("/minutes/comment-setting").text
    refused = hub.browser("办一").post("/minutes/comment-setting", {"days": "很久", "silence": "open"})
    assert (refused.status_code, 'value="很久"' in refused.text) == (422, True)
    kept = hub.browser("办一").post("/minutes/comment-setting", {"days": "5", "silence": "open"})
    assert kept.status_code == 303
    assert 'value="5"' in hub.browser("办一").get("/minutes/comment-setting").text
    assert hub.browser("甲一").get("/minutes/comment-setting").status_code == 404


@pytest.fixture
def to_countersign(drafted: Told) -> Told:
    """甲长, who has a password, is asked."""
    passwords.use_cost(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    drafted.run(publishing.send_to_review, "办一")
    drafted.run(countersigning.ask, "办一", [drafted.unit("区甲局")])
    hashed = passwords.hash_password(PASSWORD)
    with db.transaction() as session:
        session.get_one(Person, drafted.scene["甲长"].person_id).password_hash = hashed
    passwords.use_cost(None)
    return drafted


def test_a_leader_countersigns_with_their_password_and_what_they_saw(to_countersign: Told, hub: Hub) -> None:
    page = hub.browser("甲长").get(address(to_countersign)).text
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    form = {"answer": "objected", "words": "时限太紧。", "seen": seen, "password": "不对"}
    drawn: list[Any] = []
    with template_rendered.connected_to(lambda _app, context, **_more: drawn.append(context.get("written")), hub.app):
        wrong = hub.browser("甲长").post(address(to_countersign, "/countersignature"), form)
    assert [one["typed"].keys() for one in drawn if one] == [
        {"answer", "words", "seen"}
    ]  # no password, not even to the page
    assert (wrong.status_code, "时限太紧。" in wrong.text) == (422, True)
    right = hub.browser("甲长").post(address(to_countersign, "/countersignature"), form | {"password": PASSWORD})
    assert right.status_code == 303
    page = hub.browser("办一").get(address(to_countersign)).text
    assert "时限太紧。" in page
    one = page.partition("/countersignatures/")[2].partition("/")[0]
    assert hub.browser("办一").post(address(to_countersign, f"/countersignatures/{one}/withdrawal")).status_code == 303
    assert hub.browser("办一").post(address(to_countersign, "/signature-request")).status_code == 303


def test_units_to_countersign_are_chosen(to_countersign: Told, hub: Hub) -> None:
    refused = hub.browser("办一").post(address(to_countersign, "/countersignatures"), {})
    assert refused.status_code == 422
    assert "请选择会签单位。" in hub.browser("办一").post(address(to_countersign, "/countersignatures"), {}).text
