"""From the closing of a consultation to the close-out, each by their own browser: drafted, edited, signed, out, received, carried out."""

from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select

import hub.app  # noqa: F401 (what is closed is drafted, what is out is followed up)
from hub.accounts import passwords
from hub.accounts.models import Person, Unit
from hub.core import clock, db
from hub.meetings import actions as meetings
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.live import actions as live
from hub.meetings.live.rules import default_due
from hub.meetings.live.shapes import Closing, DecisionDraft
from hub.meetings.models import Consultation
from hub.meetings.shapes import ConsultationDraft
from hub.minutes.models import Minutes
from hub.minutes.publishing import actions as publishing
from hub.minutes.publishing.actions import LetterheadForm
from tests.services.browsers import PHONE

from .conftest import Place

PASSWORD = "冬至以前 一起办完"
LETTERHEAD = LetterheadForm("2026-01-01", "未成年人保护工作会议纪要", "〔{year}〕{number}号", "区民政局办公室")
DECIDED = "统一校内初筛表，学校转介时一律附表。"
TITLE = "统一校内初筛表，学校转介时一律附表"


def do(place: Place, act: Any, *arguments: Any) -> Any:
    with db.transaction() as session:
        return act(session, place.scene["办一"], *arguments)


def held(place: Place) -> str:
    """A consultation that was held and is closed, past the server; the public id of its draft."""
    begins = clock.now() - timedelta(minutes=45)
    with db.reading() as session:
        units = dict(session.execute(select(Unit.short_name, Unit.public_id)).all())
    given = (units["区甲局"], units["区乙局"])
    with clock.held_at(begins - timedelta(days=9)):
        draft = ConsultationDraft("special", "转介专项会商", begins, 60, place="三楼会议室", units=given)
        row = do(place, meetings.prepare, draft).public_id
        do(place, meetings.announce, row, "情况紧急")
    hashed = passwords.hash_password(PASSWORD)
    with db.transaction() as session:
        key = session.scalars(select(Consultation.id).where(Consultation.public_id == row)).one()
        session.add(AgendaItem(consultation_id=key, position=9, title="转介机制", minutes=15))
        session.get_one(Person, place.scene["主任"].person_id).password_hash = hashed
    do(place, live.open_consultation, row)
    item = do(place, live.next_item, row, "").public_id
    due = default_due(clock.today(), lambda on: on.weekday() < 5)
    made = do(place, live.write, row, item, DecisionDraft(DECIDED, given[0], (given[1],), due)).public_id
    do(place, live.read_back, row, made)
    do(place, live.fix, row, made)
    do(place, live.close, row, Closing())
    do(place, publishing.write_letterhead, LETTERHEAD)
    with db.reading() as session:
        return session.scalars(select(Minutes.public_id)).one()


def opened(place: Place, who: str, address: str, **options: object) -> Page:
    page = place.sit_down(who, **options)
    page.goto(place.server.url + address)
    return page


def agree(page: Page, name: str) -> None:
    page.locator("dialog[open]").get_by_role("button", name=name, exact=True).click()


def test_from_the_closing_to_the_close_out(place: Place) -> None:
    address = f"/minutes/{held(place)}"
    office = opened(place, "办一", address)
    expect(office.get_by_text("统一校内初筛表").first).to_be_visible()
    office.get_by_role("button", name="送审核").click()
    office.get_by_role("button", name="审核通过，送签发").click()

    signer = opened(place, "主任", address)
    signer.get_by_label("签发前请再输一次密码").fill(PASSWORD)
    signer.get_by_role("button", name="签发", exact=True).click()
    expect(signer.get_by_text("已签发，正文不再改动。")).to_be_visible()

    office.goto(place.server.url + address)
    office.get_by_role("button", name="印发", exact=True).click()
    agree(office, "印发")
    expect(office.get_by_text("已签收0/2")).to_be_visible()
    expect(office.get_by_text("〔2026〕1号").first).to_be_visible()

    lead = opened(place, "甲一", address, viewport=PHONE)
    lead.get_by_role("link", name="办理和来源").click()
    lead.get_by_role("button", name="为本单位签收").click()
    lead.get_by_role("link", name="办理和来源").click()
    expect(lead.get_by_text("已签收1/2")).to_be_visible()
    lead.get_by_role("link", name=TITLE).first.click()
    lead.get_by_role("button", name="承办", exact=True).first.click()
    lead.locator("summary", has_text="报办结").click()
    lead.get_by_label("办结情况").fill("各校已经换好。")
    lead.locator("#act-complete").get_by_role("button", name="报办结").click()
    expect(lead.get_by_text("已报办结，等待配合单位确认和区未保办销号。")).to_be_visible()

    support = opened(place, "乙一", lead.url.removeprefix(place.server.url))
    support.locator("summary", has_text="确认办结").click()
    support.locator("#act-confirm").get_by_role("button", name="确认办结").click()

    office.goto(lead.url)
    office.locator("summary", has_text="销号").click()
    office.locator("#act-close_out").get_by_role("button", name="销号").click()
    agree(office, "销号")
    expect(office.locator(".issue__head")).to_contain_text("已销号")
    office.get_by_role("link", name="〔2026〕1号").first.click()
    expect(office.get_by_text("转介专项会商").first).to_be_visible()
