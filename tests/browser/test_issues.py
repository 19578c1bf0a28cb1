"""Two people and an issue: raised from a message, taken up in one tap, and everybody's screens follow."""

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from hub.accounts.models import Unit
from hub.core import db
from hub.issues import actions
from hub.issues.shapes import IssueDraft
from tests.channels.scene import Scene

from .conftest import Place

CARD = "article issue-card"


def raised(place: Place, who: str = "甲一", *units: str) -> str:
    """Let somebody have raised an issue towards 区乙局 (or other units); its public id."""
    scene: Scene = place.scene
    with db.transaction() as session:
        keys = {name: _public_id(session, scene.units[name]) for name in units or ("区乙局",)}
        draft = IssueDraft(
            scene.channels["家庭"], "browser-1", "hard", "normal", "转介等候过长", "平均十六天", tuple(keys.values())
        )
        return actions.raise_issue(session, scene[who], draft).public_id


def _public_id(session: Session, unit: int) -> str:
    return session.get_one(Unit, unit).public_id


def raise_from_message(page: Page) -> None:
    page.locator("article[data-seq='1']").hover()
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="提出问题").click()
    expect(page.get_by_label("情况说明")).to_have_value("转介到门诊要等两周")
    page.get_by_label("标题").fill("转介等候过长")
    expect(page.locator("[data-preview]")).to_contain_text("甲一")
    page.get_by_label("牵头单位").select_option(label="区乙局")
    expect(page.locator("[data-preview]")).to_contain_text("乙一")
    page.get_by_label("特急").check()
    expect(page.locator("[data-preview] .rungs__step")).to_have_count(5)
    page.get_by_role("button", name="提出", exact=True).click()
    expect(page.get_by_role("heading", name="转介等候过长")).to_be_visible()


def test_raised_from_a_message_and_taken_up_in_one_tap(place: Place) -> None:
    place.speak("转介到门诊要等两周", who="乙一")
    other = place.open_desk("乙一")
    page = place.open_desk("甲一")
    raise_from_message(page)
    expect(other.locator(CARD)).to_contain_text("待受理")
    watching = place.open_desk("甲一")
    expect(watching.get_by_role("button", name="受理")).to_have_count(0)
    other.get_by_role("button", name="受理").click()
    expect(other.locator(CARD)).to_contain_text("已受理")
    expect(other.get_by_role("button", name="受理")).to_have_count(0)
    expect(watching.locator(CARD)).to_contain_text("已受理")
    expect(page.locator(".issue-units")).to_contain_text("乙一")


def test_the_page_follows_and_keeps_what_is_typed(place: Place) -> None:
    issue = raised(place, "甲一", "区乙局", "区未保办")
    page = place.sit_down("乙一")
    page.goto(f"{place.server.url}/issues/{issue}")
    page.locator("issue-page[data-following]").wait_for()
    page.locator("#act-resolve > summary").click()
    page.get_by_label("办结答复").fill("写到一半")
    page.get_by_label("附件").focus()
    with db.transaction() as session:
        actions.acknowledge(session, place.scene["办一"], issue)
    expect(page.locator(".issue-units")).to_contain_text("办一")
    expect(page.get_by_label("办结答复")).to_have_value("写到一半")
    expect(page.locator("#act-resolve")).to_have_attribute("open", "")


def test_what_cannot_be_undone_is_asked_first(place: Place) -> None:
    issue = raised(place)
    page = place.sit_down("甲一")
    page.goto(f"{place.server.url}/issues/{issue}")
    page.locator("#act-withdraw > summary").click()
    page.get_by_label("撤回理由").fill("重复提出")
    page.get_by_role("button", name="撤回问题").last.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("撤回后编号保留")
    dialog.get_by_role("button", name="取消").click()
    expect(page.get_by_label("撤回理由")).to_have_value("重复提出")
    page.locator("#act-withdraw form button[type=submit]").click()
    dialog.get_by_role("button", name="撤回问题").click()
    expect(page.locator(".issue-page__what")).to_contain_text("已撤回")


def test_taken_up_from_the_first_page(place: Place) -> None:
    raised(place)
    page = place.sit_down("乙一")
    page.goto(place.server.url)
    page.wait_for_function("() => customElements.get('todo-list')")
    row = page.locator(".todo", has_text="转介等候过长")
    row.get_by_role("button", name="受理").click()
    expect(row).to_contain_text("已受理")
    expect(page.locator("[data-waiting-count]")).to_be_hidden()
