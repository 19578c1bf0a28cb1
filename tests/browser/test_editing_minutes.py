"""Minutes are edited in place: what is written saves itself, and of two people at once neither loses a word."""

from datetime import timedelta

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from hub.core import clock, db
from hub.meetings import actions as meetings
from hub.meetings.shapes import ConsultationDraft
from hub.minutes.models import Minutes, Passage, PassageRevision
from tests.services.browsers import PHONE

from .conftest import Place

HEARD = "会议听取了区甲局的汇报。"


def drafted(place: Place) -> tuple[str, str]:
    """A draft with one paragraph; the public ids of both."""
    with db.transaction() as session:
        draft = ConsultationDraft("special", "转介会商", clock.now() + timedelta(days=9), 60, place="三楼")
        held = meetings.prepare(session, place.scene["办一"], draft)
        row = Minutes(consultation_id=held.id, title="转介会商纪要")
        session.add(row)
        session.flush()
        passage = Passage(minutes_id=row.id, key="heard", part="heard", position=1, text=HEARD)
        session.add(passage)
        session.flush()
        session.add(PassageRevision(passage_id=passage.id, number=1, why="draft", text=HEARD))
        return row.public_id, passage.public_id


def opened(place: Place, minutes: str, **options: object) -> Page:
    """The page at the office's desk, with the paragraph's form open."""
    page = place.sit_down("办一", **options)
    page.goto(f"{place.server.url}/minutes/{minutes}")
    page.locator("passage-form:defined").wait_for(state="attached")
    page.locator(".passage__edit summary").filter(has_text="修改").first.click()
    return page


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="正文")


def texts(passage: str) -> list[str]:
    with db.reading() as session:
        found = select(PassageRevision.text).join(Passage, Passage.id == PassageRevision.passage_id)
        found = found.where(Passage.public_id == passage).order_by(PassageRevision.number)
        return list(session.scalars(found))


def test_it_saves_itself_and_whoever_is_overtaken_sees_both(place: Place) -> None:
    minutes, passage = drafted(place)
    one, other = opened(place, minutes), opened(place, minutes, tolerate=["409"])
    field(one).fill("第一个人写的。")
    expect(one.locator("[data-saved]")).to_contain_text("已保存")
    expect(one.locator("[data-words]").first).to_have_text("第一个人写的。")
    field(other).fill("第二个人写的。")
    expect(other.locator(".passage__both")).to_contain_text("第一个人写的。")
    expect(field(other)).to_have_value("第二个人写的。")
    field(other).fill("两个人写的都在。")
    expect(other.locator("[data-saved]")).to_contain_text("已保存")
    expect(other.locator(".passage__both")).to_have_count(0)
    assert texts(passage) == [HEARD, "第一个人写的。", "两个人写的都在。"]


def test_nothing_is_saved_inside_a_composition(place: Place) -> None:
    minutes, passage = drafted(place)
    page = opened(place, minutes)
    field(page).fill("")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "hui yi", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(2_500)  # longer than the form waits before it saves
    assert texts(passage) == [HEARD]
    keyboard.send("Input.insertText", {"text": "会议"})
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    assert texts(passage) == [HEARD, "会议"]


def test_on_a_phone_a_lost_answer_is_sent_again(place: Place) -> None:
    minutes, passage = drafted(place)
    page = opened(place, minutes, viewport=PHONE, has_touch=True, is_mobile=True, tolerate=["ERR_FAILED"])
    page.route("**/passages/*", lambda route: route.abort(), times=1)
    field(page).fill("路上写的。")
    expect(page.locator("[data-saved]")).to_contain_text("已保存", timeout=15_000)
    assert texts(passage) == [HEARD, "路上写的。"]
