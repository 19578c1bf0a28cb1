"""A consultation while it is held: chair, two liaisons, a phone that signs in by the code, and somebody who is not invited."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.accounts.models import Unit
from hub.core import clock, db
from hub.meetings import actions as meetings
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.live import actions, codes, queries
from hub.meetings.live.queries import Record
from hub.meetings.models import Consultation
from hub.meetings.shapes import ConsultationDraft
from tests.channels.scene import Scene, build
from tests.services.browsers import PHONE
from tests.services.hub_server import SECRET_KEY
from tests.services.processes import wait_until

from .conftest import BOTH_KINDS, DOWN, OpenPlace, Place, held, say, wait_for_message

ITEMS = ("转介机制", "号源", "走访")
NEXT = "下一议题"


class Room:
    """The running hub, and the consultation in it."""

    def __init__(self, place: Place, consultation: str) -> None:
        self.place = place
        self.id = consultation

    @property
    def address(self) -> str:
        """Of the live page."""
        return f"{self.place.server.url}/consultations/{self.id}/live"

    def enter(self, name: str, **options: object) -> Page:
        """Somebody's browser at the live page, which follows."""
        page = self.place.sit_down(name, **options)
        page.goto(self.address)
        page.locator("message-stream[data-following]").wait_for(state="attached")
        return page

    def record(self) -> Record:
        """What rows hold."""
        with db.reading() as session:
            row = session.scalars(select(Consultation).where(Consultation.public_id == self.id)).one()
            return queries.record(session, row)


def convene(session: Session) -> Scene:
    """The committee, and a consultation that is announced for two of its units and begins in a quarter of an hour."""
    scene = build(session)
    units = dict(session.execute(select(Unit.name, Unit.public_id)).all())
    draft = ConsultationDraft(
        kind="special", title="转介专项会商", starts_at=clock.now() + timedelta(minutes=15), minutes=60,
        chair=scene["办一"].public_id, note_taker=scene["甲长"].public_id, units=(units["区甲局"], units["区乙局"]),
    )  # fmt: skip
    row = meetings.prepare(session, scene["办一"], draft)
    meetings.announce(session, scene["办一"], row.public_id, "情况紧急")
    for given in session.scalars(select(AgendaItem).where(AgendaItem.consultation_id == row.id)):
        given.removed_at = clock.now()  # 上次议定事项落实情况: another story
    for position, title in enumerate(ITEMS, start=1):
        session.add(AgendaItem(consultation_id=row.id, position=position, title=title, ask="提请议定", minutes=10))
    scene.items["consultation"] = row.id
    return scene


@pytest.fixture
def room(open_place: OpenPlace) -> Iterator[Room]:
    place = open_place(convene)
    with db.reading() as session:
        yield Room(place, session.get_one(Consultation, place.scene.items["consultation"]).public_id)


def test_from_opening_to_closing(room: Room) -> None:
    chair, liaison, other = room.enter("办一"), room.enter("甲一"), room.enter("乙一")
    chair.get_by_role("button", name="开始会商").click()
    chair.get_by_role("button", name="开始议题").click()
    for page in (chair, liaison, other):
        expect(page.locator("[data-item-title]")).to_have_text("转介机制")
        expect(page.locator("[data-took]")).to_have_text(re.compile(r"^0:0[1-9]$"))

    liaison.get_by_label("保留", exact=True).check()
    liaison.get_by_label("意见说明").fill("试行到年底再定")
    liaison.get_by_role("button", name="表态").click()
    expect(chair.locator(".position--reserve")).to_contain_text("试行到年底再定")
    chair.get_by_role("button", name="请未表态单位表态").click()
    expect(other.locator(".own-position--asked")).to_be_visible()
    other.get_by_role("button", name="申请发言").click()
    chair.get_by_role("button", name="请发言").click()
    expect(liaison.locator(".queue__item--now")).to_contain_text("区乙局 乙一")

    other.get_by_role("link", name="会话").last.click()
    say(other, "平均等候十六天。")
    wait_for_message(other, "平均等候十六天。")

    capture = chair.locator("[id^=capture-form-new]")
    capture.get_by_label("议定事项").fill("一律附初筛表。")
    capture.get_by_label("牵头单位").select_option(label="区甲局")
    capture.get_by_role("button", name="记为草稿").click()
    chair.get_by_role("button", name="宣读").click()
    expect(liaison.locator(".decision--read")).to_contain_text("一律附初筛表。")
    chair.get_by_role("button", name="议定", exact=True).click()
    expect(liaison.locator(".decision")).to_contain_text("已议定")

    chair.get_by_role("link", name="结束会商").click()
    chair.get_by_role("button", name="结束会商").click()
    expect(chair.get_by_text("会商已结束。")).to_be_visible()
    liaison.wait_for_url(re.compile("/record$"))
    record = room.record()
    assert [one.text for one in record.items[0].statements] == ["平均等候十六天。"]
    assert [one.state for one in record.items[0].decisions] == ["fixed"]
    assert [one.is_carried for one in record.items] == [False, True, True]


def test_what_is_typed_stays_while_others_act(room: Room) -> None:
    chair, notes, liaison = room.enter("办一"), room.enter("甲长"), room.enter("乙一")
    chair.get_by_role("button", name="开始会商").click()
    chair.get_by_role("button", name="开始议题").click()
    capture = notes.locator("[id^=capture-form-new]")
    capture.get_by_label("议定事项").fill("写到一半")
    capture.get_by_label("牵头单位").select_option(label="区乙局")
    liaison.get_by_label("同意", exact=True).check()
    liaison.get_by_role("button", name="表态").click()
    expect(notes.locator(".tally")).to_contain_text("1同意")
    expect(capture.get_by_label("议定事项")).to_have_value("写到一半")
    expect(capture.get_by_label("牵头单位").locator("option:checked")).to_have_text("区乙局")
    capture.get_by_role("button", name="记为草稿").click()
    expect(chair.locator(".decision__text")).to_have_text("写到一半")
    expect(capture.get_by_label("议定事项")).to_have_value("")


def test_two_chairs_who_press_next_at_once(room: Room) -> None:
    chair, notes = room.enter("办一", tolerate=["409"]), room.enter("甲长", tolerate=["409"])
    chair.get_by_role("button", name="开始会商").click()
    chair.get_by_role("button", name="开始议题").click()
    expect(notes.locator("[data-item-title]")).to_have_text("转介机制")
    with held(chair, "**/live/next"), held(notes, "**/live/next"):  # both are on their way before either arrives
        for page in (chair, notes):
            page.get_by_role("button", name=NEXT).click()
    told = "刚才已有人切换"
    wait_until(lambda: sum(page.get_by_text(told).count() for page in (chair, notes)) == 1, 8)
    for page in (chair, notes):
        expect(page.locator("[data-item-title]")).to_have_text("号源")
    assert [one.state for one in room.record().items] == ["done", "current", "waiting"]


def test_a_phone_signs_in_by_the_code_on_the_projector(room: Room) -> None:
    screen = room.place.sit_down("办一")
    screen.goto(f"{room.place.server.url}/consultations/{room.id}/screen")
    expect(screen.locator("svg.qr")).to_be_visible()
    phone = room.place.sit_down("甲一", viewport=PHONE)
    phone.goto(code_on(room))
    expect(phone.locator("#body")).to_contain_text("区甲局")
    phone.get_by_role("button", name="确认签到").click()
    phone.wait_for_url(re.compile("/live"))
    phone.get_by_role("link", name=re.compile("^签到")).first.click()
    expect(phone.locator("#roster")).to_contain_text("甲一")
    expect(screen.locator(".projector__head")).to_contain_text("已到 1")


def test_who_is_not_invited_finds_nothing_even_with_the_code(room: Room) -> None:
    outsider = room.place.sit_down("丙一", tolerate=["404"])
    assert outsider.goto(room.address).status == 404  # type: ignore[union-attr]
    assert outsider.goto(code_on(room)).status == 404  # type: ignore[union-attr]
    assert "转介专项会商" not in outsider.content()


@BOTH_KINDS
def test_everybody_is_back_on_the_current_item_after_a_kill(room: Room) -> None:
    """The server dies while an item changes; what was acknowledged is there, and all screens show what rows hold."""
    chair, liaison = room.enter("办一", tolerate=DOWN), room.enter("甲一", tolerate=DOWN)
    chair.get_by_role("button", name="开始会商").click()
    chair.get_by_role("button", name="开始议题").click()
    expect(liaison.locator("[data-item-title]")).to_have_text("转介机制")
    liaison.get_by_label("同意", exact=True).check()
    liaison.get_by_role("button", name="表态").click()
    expect(chair.locator(".tally")).to_contain_text("1同意")
    room.place.server.kill()
    with db.transaction() as session:  # what came through in its last moment, and nobody was told of
        now = queries.board(session, room.place.scene["办一"], room.id).current
        assert now is not None
        actions.next_item(session, room.place.scene["办一"], room.id, now.public_id)
    room.place.server.restart()
    for page in (chair, liaison):
        expect(page.locator("[data-item-title]")).to_have_text("号源", timeout=8000)
    chair.get_by_role("button", name=NEXT).click()
    expect(liaison.locator("[data-item-title]")).to_have_text("走访")
    items = room.record().items
    assert [one.state for one in items] == ["done", "done", "current"]
    assert items[0].tally["agree"] == 1


def code_on(room: Room) -> str:
    """The address in the code that the projector shows now."""
    code = codes.code_at(SECRET_KEY, room.id, clock.now())
    return f"{room.place.server.url}/consultations/{room.id}/arrival?code={code}"
