"""Follow-ups in the browser: beside the register by click and keys, taken up there, done on its page with a file, closed out."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from hub.accounts.models import Unit
from hub.core import clock, db
from hub.meetings import actions as meetings
from hub.meetings.shapes import ConsultationDraft
from hub.minutes.models import Minutes, Passage
from hub.supervision import actions
from hub.supervision.models import FollowUp
from tests.services.browsers import PHONE

from .conftest import Place

SHEET = "issue-register > .sheet"


def decided(place: Place, *texts: str) -> None:
    """Minutes that are out decided this: 区甲局 leads, 区乙局 supports, due in twenty days."""
    with db.transaction() as session:
        office, units = place.scene["办一"], dict(session.execute(select(Unit.name, Unit.public_id)).all())
        given = (units["区甲局"], units["区乙局"])
        draft = ConsultationDraft("special", "转介会商", clock.now() + timedelta(days=9), 60, place="三楼", units=given)
        held = meetings.prepare(session, office, draft)
        row = Minutes(
            consultation_id=held.id,
            title="转介会商纪要",
            state="published",
            number="〔2026〕1号",
            published_at=clock.now(),
        )
        session.add(row)
        session.flush()
        for position, text in enumerate(texts):
            data = {"text": text, "lead": given[0], "supporting": [given[1]], "due_on": None}
            passage = {"key": f"decision:{position}", "part": "decision", "position": position, "data": data}
            session.add(Passage(minutes_id=row.id, text=f"会议议定：{text}", **passage))
        session.flush()
        actions.follow(session, row.id)


def opened(place: Place, who: str, address: str = "/follow-ups", **options: object) -> Page:
    page = place.sit_down(who, **options)
    page.goto(place.server.url + address)
    return page


def number(title: str) -> str:
    with db.reading() as session:
        row = session.scalars(select(FollowUp).where(FollowUp.title == title)).one()
        return f"D{row.year}-{row.number:04d}"


def test_beside_the_register_and_taken_up_there(place: Place) -> None:
    decided(place, "统一初筛表。", "公布号源。")
    page = opened(place, "甲一")
    page.locator("issue-register:defined").wait_for()
    page.get_by_role("link", name="统一初筛表").click()
    sheet = page.locator(SHEET)
    expect(sheet.get_by_role("heading", level=2)).to_have_text("统一初筛表")
    assert page.url.endswith(f"#{number('统一初筛表')}")
    page.keyboard.press("j")
    expect(sheet.get_by_role("heading", level=2)).to_have_text("公布号源")
    sheet.get_by_role("button", name="承办").click()
    expect(sheet.get_by_text("区甲局").first).to_be_visible()
    expect(sheet.get_by_role("button", name="承办")).to_have_count(0)
    expect(sheet.get_by_role("link", name="去办理")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_done_with_a_file_and_closed_out(place: Place) -> None:
    decided(place, "统一初筛表。")
    address = f"/follow-ups/{number('统一初筛表')}"
    lead = opened(place, "甲一", address)
    lead.locator("summary", has_text="报办结").click()
    lead.get_by_label("办结情况").fill("各校已经换好。")
    lead.locator("#act-complete").get_by_label("附件").set_input_files(
        {"name": "清单.txt", "mimeType": "text/plain", "buffer": "甲校".encode()}
    )
    lead.locator("#act-complete").get_by_role("button", name="报办结").click()
    expect(lead.get_by_text("已报办结，等待配合单位确认和区未保办销号。")).to_be_visible()
    expect(lead.get_by_role("link", name="清单.txt")).to_be_visible()

    support = opened(place, "乙一", address, viewport=PHONE)
    support.locator("summary", has_text="不同意办结").click()
    support.locator("#act-object").get_by_role(
        "button", name="不同意办结"
    ).click()  # without a reason the browser keeps it
    expect(support.get_by_label("不同意的理由")).to_be_focused()
    support.locator("summary", has_text="确认办结").click()
    support.locator("#act-confirm").get_by_role("button", name="确认办结").click()
    expect(support.get_by_text("已为您单位确认。")).to_be_visible()

    office = opened(place, "办一", address)
    office.locator("summary", has_text="销号").click()
    office.locator("#act-close_out").get_by_role("button", name="销号").click()
    dialog = office.locator("dialog[open]")
    expect(dialog).to_contain_text("还可以恢复督办")
    dialog.get_by_role("button", name="销号").click()
    expect(office.locator(".issue__head")).to_contain_text("已销号")


def test_without_script_everything_is_a_form(place: Place) -> None:
    decided(place, "统一初筛表。")
    page = opened(place, "甲一", java_script_enabled=False)
    page.get_by_role("link", name="统一初筛表").click()
    page.wait_for_url("**/follow-ups/D*")
    page.get_by_role("button", name="承办", exact=True).click()
    expect(page.get_by_text("已为您单位承办。")).to_be_visible()
    page.locator("summary", has_text="反馈进展").click()
    page.get_by_label("进展").fill("在办。")
    page.locator("#act-report").get_by_role("button", name="反馈进展").click()
    expect(page.get_by_text("已反馈进展。")).to_be_visible()
