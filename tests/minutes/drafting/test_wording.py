"""The office words drafts to come: what it may write, what it sees before it keeps it, what is refused with its words kept."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hub.core.errors import Denied, Invalid, NotFound
from hub.meetings.live import actions as live
from hub.minutes.drafting import actions
from hub.minutes.drafting.example import example
from hub.minutes.drafting.rules import WORDING_LIMIT, WORDINGS, clean_unshortened, clean_wording, filled
from hub.minutes.editing.words import wording_word
from tests.channels.pages import Hub
from tests.minutes.story import Told

AGREE = "{单位}对此表示赞成。"


@pytest.mark.parametrize("key", WORDINGS)
def test_every_sentence_has_a_name_is_accepted_as_shipped_and_stands_in_the_example(key: str) -> None:
    shipped = WORDINGS[key].text
    assert wording_word(key)
    assert clean_wording(key, shipped) == shipped
    assert [one.text for one in example({key: f"{shipped}改"})] != [one.text for one in example({})]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (" ", "请填写"),
        ("{单位}同意，{时间}。", "没有这些变量：{时间}"),
        ("各单位同意。", "缺少这些变量：{单位}"),
        ("{单位}同意}。", "花括号"),
        ("{单位}同意{。", "花括号"),
        ("{单位}" + "长" * WORDING_LIMIT, "不能超过300"),
        (None, "请填写"),
    ],
)
def test_what_would_not_make_a_sentence_is_refused_by_name(text: object, says: str) -> None:
    with pytest.raises(Invalid, match=re.escape(says)) as refusal:
        clean_wording("agree", text)
    assert refusal.value.field == "text"


@given(some.text("{}单位甲", max_size=12))
def test_what_a_variable_stands_for_is_never_read_as_a_template(name: str) -> None:
    assert filled({"agree": "{单位}同意。"}, "agree", 单位=name) == f"{name}同意。"


@pytest.mark.parametrize("number", ["-1", "201", "一", "1.5", "", "１２", "00000", None])
def test_a_number_of_statements_is_a_whole_one(number: object) -> None:
    with pytest.raises(Invalid):
        clean_unshortened(number)
    assert [clean_unshortened(one) for one in ("0", " 12 ", "200")] == [0, 12, 200]


def test_drafts_to_come_speak_so_and_those_that_stand_do_not(told: Told) -> None:
    told.hold()
    before = told.text()
    assert told.do(actions.change_wording, "办一", "agree", AGREE)
    assert not told.do(actions.change_wording, "办一", "agree", AGREE)
    assert told.text() == before
    told.act(live.reopen)
    told.close(carried=(told.items["号源"], told.items["走访"]))
    assert told.text() == before.replace("区甲局表示同意。", "区甲局对此表示赞成。")
    assert told.do(actions.reset_wording, "办一", "agree")
    assert not told.do(actions.reset_wording, "办一", "agree")


@pytest.mark.parametrize("who", ["甲一", "甲长", "主任", "管理"])
def test_the_office_alone_words_them(told: Told, who: str) -> None:
    for act in (
        lambda: told.do(actions.change_wording, who, "agree", AGREE),
        lambda: told.do(actions.reset_wording, who, "agree"),
        lambda: told.do(actions.change_unshortened, who, "3"),
    ):
        with pytest.raises(Denied):
            act()
    with pytest.raises(NotFound):
        told.do(actions.change_wording, "办一", "unshortened", "3")


def field_of(page: str, id_: str) -> str:
    """What a field of the page holds."""
    found = re.search(rf'<input[^>]*id="{id_}"[^>]*value="([^"]*)"', page)
    assert found is not None, id_
    return unescape(found[1])


def test_a_sentence_is_tried_on_the_example_before_it_is_kept(told: Told, hub: Hub) -> None:
    office = hub.browser("办一")
    page = office.post("/minutes/wording/agree/previews", {"text": AGREE}).text
    marked = re.findall(r"<mark>(.*?)</mark>", page)
    assert len(marked) == 1
    assert marked[0].startswith("区教育局对此表示赞成。")
    assert field_of(page, "agree-text") == AGREE
    page = office.get("/minutes/wording").text
    assert "<mark>" not in page
    assert field_of(page, "agree-text") == WORDINGS["agree"].text
    assert office.post("/minutes/wording/nothing/previews", {"text": AGREE}).status_code == 404
    assert hub.browser("甲一").post("/minutes/wording/agree/previews", {"text": AGREE}).status_code in {403, 404}


@pytest.mark.parametrize("address", ["/minutes/wording/agree", "/minutes/wording/agree/previews"])
def test_a_refused_sentence_stays_as_it_was_typed(told: Told, hub: Hub, address: str) -> None:
    answer = hub.browser("办一").post(address, {"text": "{单位}和{谁}同意"})
    assert answer.status_code == 422
    assert field_of(answer.text, "agree-text") == "{单位}和{谁}同意"
    assert "没有这些变量：{谁}" in unescape(answer.text)


def test_from_how_many_statements_on_they_are_shortened_is_kept_or_refused(told: Told, hub: Hub) -> None:
    office = hub.browser("办一")
    assert field_of(office.get("/minutes/wording").text, "unshortened") == "12"
    answer = office.post("/minutes/shortening", {"unshortened": "很多"})
    assert answer.status_code == 422
    assert field_of(answer.text, "unshortened") == "很多"
    assert office.post("/minutes/shortening", {"unshortened": "30"}).status_code == 303
    assert field_of(office.get("/minutes/wording").text, "unshortened") == "30"
    page = office.post("/minutes/wording/agree", {"text": AGREE})
    assert page.status_code == 303
    assert field_of(office.get("/minutes/wording").text, "agree-text") == AGREE
