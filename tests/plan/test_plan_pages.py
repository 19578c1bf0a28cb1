"""The office brings a plan in by pages without script: upload, correct, resolve, confirm, apply, and again."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from hub.accounts.access import rights_changed
from hub.accounts.models import Unit
from hub.channels.models import Channel, Membership
from hub.core import db
from hub.core.viewer import Role
from hub.demo.world import SAMPLE
from hub.plan import queries
from hub.plan.models import PlanDraft, WorkPlan
from tests.plan.conftest import World, item_form, make_plan, parties
from tests.plan.pages import Browser, hidden, item_fields, said

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TEXT = """2026年某区未成年人保护工作要点

一、家庭

1. 加强家庭教育指导。完善协同育人机制。（责任单位：区教育局、区民政局）

2. 守护校园周边。加强巡查。（责任单位：区消防救援局、区教育局、各街镇）
"""


@pytest.fixture
def office(app: Flask, world: World) -> Browser:
    return Browser(app, world.office)


def paste(office: Browser, text: str = TEXT) -> str:
    """The address of the draft that the text makes; sent in parts, as the page's form is."""
    parts = f'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n{text}\r\n--x--\r\n'.encode()
    headers = {"Origin": office.site, "Content-Type": "multipart/form-data; boundary=x"}
    answer = office.client.post("/plans/import", base_url=office.site, data=parts, headers=headers)
    assert answer.status_code == 302, said(answer)
    return answer.headers["Location"]


def confirm(office: Browser, draft: str, **further: str) -> Any:
    page = office.read(f"{draft}/apply")
    form = {"revision": hidden(page, "revision"), "mark": hidden(page, "mark"), **further}
    return office.post(f"{draft}/apply", form)


def settle(office: Browser, draft: str) -> None:
    """Take all leads, and make 区消防救援局 a unit."""
    office.post(f"{draft}/leads", {"revision": hidden(office.read(draft), "revision")})
    form = {
        "revision": hidden(office.read(draft), "revision"),
        "name": "区消防救援局",
        "answer": "new",
        "unit_name": "区消防救援局",
        "unit_kind": "member",
    }
    assert office.post(f"{draft}/names", form).status_code == 302


def standing(world: World) -> queries.PlanView:
    with db.reading() as session:
        found = queries.newest_plan(session, world.office)
    assert found is not None
    return found


def test_a_group_that_reaches_nobody_is_named_until_the_last_step(office: Browser, world: World) -> None:
    with db.transaction() as session:
        session.execute(update(Unit).where(Unit.kind == "street").values(kind="member"))
        rights_changed(session)
    draft = paste(office)
    settle(office, draft)
    for page in (draft, f"{draft}/apply"):
        text = office.read(page)
        assert "集合“各街镇”目前没有单位，请在“单位”中新建街镇。" in text
        assert "没有疑点" not in text
        assert text.count('href="/units"') == 1


def test_a_pasted_plan_goes_the_whole_way(office: Browser, world: World) -> None:
    draft = paste(office)
    page = office.read(draft)
    assert "导入前须处理 1 处" in page
    assert 'value="new"' in page
    assert office.get(f"{draft}/apply").headers["Location"] == draft
    settle(office, draft)
    assert "新增2个事项，新建2个频道" in office.read(f"{draft}/apply")
    answer = confirm(office, draft)
    page = office.read(answer.headers["Location"])
    for word in ("已导入：新增2项。", "加强家庭教育指导", "守护校园周边", "区消防救援局", "完善协同育人机制"):
        assert word in page
    assert office.get(draft).headers["Location"] == answer.headers["Location"], "an applied draft shows its plan"
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Channel)) == 2
        liaison = select(Channel.title).join(Membership).where(Membership.person_id == world.liaison.person_id)
        assert set(session.scalars(liaison)) == {"加强家庭教育指导", "守护校园周边"}


def test_the_real_document_uploaded_gives_its_twenty_items(office: Browser, world: World) -> None:
    answer = office.post("/plans/import", {"file": (io.BytesIO(SAMPLE.read_bytes()), "要点.txt")})
    page = office.read(answer.headers["Location"])
    assert len(re.findall(r'<tr id="item-', page)) == 20
    assert "聚焦重点群体和关键环节实现新突破" in page
    assert "要点.txt" in page


def test_what_cannot_be_read_is_told_and_the_text_stays(office: Browser) -> None:
    page = office.post("/plans/import", {"text": "这里没有任何事项 <b>&"})
    assert page.status_code == 422
    assert "没有在文件里找到工作事项" in said(page)
    assert "这里没有任何事项 <b>&" in said(page)
    assert "<b>&" not in page.get_data(as_text=True)
    assert office.post("/plans/import", {}).status_code == 422
    broken = {"file": (io.BytesIO(b"PK\x03\x04 no zip"), "x.docx")}
    assert office.post("/plans/import", broken).status_code == 422
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(PlanDraft)) == 0


def test_a_long_pasted_document_is_taken(office: Browser) -> None:
    items = "\n\n".join(
        f"{number}. 做好第{number}件事。{'认真抓好落实。' * 300}（责任单位：区教育局）" for number in range(1, 101)
    )
    assert len(items.encode()) > 500_000
    draft = paste(office, f"2026年工作要点\n\n{items}")
    assert len(re.findall(r'<tr id="item-', office.read(draft))) == 100


def test_an_item_is_corrected_and_its_parties_moved(office: Browser, world: World) -> None:
    draft = paste(office)
    page = office.read(f"{draft}?item=1")
    assert 'value="加强家庭教育指导"' in page
    fields = item_fields(1, "加强家庭教育", ["区民政局", "区教育局", "各街镇"], lead=1, due_on="2026-06-30")
    revision = hidden(page, "revision")
    answer = office.post(f"{draft}/items/1", fields | {"revision": revision, "act": "up-1"})
    assert answer.headers["Location"].endswith("item=1#sheet")
    page = office.read(f"{draft}?item=1")
    assert re.findall(r'name="party" value="([^"]*)"', page) == ["区教育局", "区民政局", "各街镇", "", ""]
    assert re.findall(r'name="lead" value="(\d+)" checked', page) == ["0"]
    assert 'value="2026-06-30"' in page
    stale = office.post(f"{draft}/items/1", fields | {"revision": revision})
    assert stale.status_code == 409
    assert "刚刚被别人修改过" in said(stale)
    assert 'value="加强家庭教育"' in said(stale), "what was typed stays"


def test_every_fault_of_a_form_is_named_beside_its_field(office: Browser) -> None:
    draft = paste(office)
    revision = hidden(office.read(draft), "revision")
    page = office.post(f"{draft}/items/1", {"revision": revision, "number": "x", "due_on": "明天", "title": "甲"})
    assert page.status_code == 422
    assert 'id="number-error"' in said(page)
    assert 'id="due_on-error"' in said(page)
    page = office.post(f"{draft}/items", item_fields(2, "", ["区教育局"]) | {"revision": revision})
    assert 'id="title-error"' in said(page)
    page = office.post(f"{draft}/facts", {"revision": revision, "title": "甲", "year": "26", "dated_on": "昨天"})
    assert page.status_code == 422
    assert 'id="year-error"' in said(page)
    page = office.post(f"{draft}/names", {"revision": revision, "name": "区消防救援局", "answer": "unit:nobody"})
    assert page.status_code == 422
    assert "请从列表中选择一个单位" in said(page)


def test_items_are_added_and_removed_and_facts_corrected(office: Browser) -> None:
    draft = paste(office)
    assert 'name="number" type="text" value="3"' in office.read(f"{draft}?item=new")

    def revision() -> dict[str, str]:
        return {"revision": hidden(office.read(draft), "revision")}

    assert office.post(f"{draft}/items", item_fields(3, "新的一项", ["区教育局"]) | revision()).status_code == 302
    assert office.post(f"{draft}/items/2/remove", revision()).status_code == 302
    facts = {
        "title": "某区要点",
        "year": "2027",
        "number": "某保〔2027〕1号",
        "issuer": "",
        "dated_on": "",
        "printed_on": "",
    }
    assert office.post(f"{draft}/facts", facts | revision()).status_code == 302
    page = office.read(draft)
    for word in ("新的一项", "2027年", "某保〔2027〕1号"):
        assert word in page
    assert "守护校园周边" not in page


def test_all_unknown_names_become_units_at_once_but_not_those_that_mean_nobody(office: Browser, world: World) -> None:
    draft = paste(office, TEXT.replace("区消防救援局", "区消防救援局、某某镇、相关单位"))
    page = office.read(draft)
    assert "全部建为新单位 2" in page
    assert office.post(f"{draft}/units", {"revision": hidden(page, "revision")}).status_code == 302
    page = office.read(draft)
    for word in ("导入前须处理 1 处", "导入时新建“区消防救援局”", "导入时新建“某某镇”"):
        assert word in page
    assert re.search(r'value="某某镇".*?<option value="street" selected>', page, re.DOTALL)
    ignored = {"revision": hidden(page, "revision"), "name": "相关单位", "answer": "ignore"}
    assert office.post(f"{draft}/names", ignored).status_code == 302
    page = office.read(f"{draft}/apply")
    assert "新建单位：区消防救援局、某某镇" in page
    answer = confirm(office, draft, leads="1")
    page = office.read(answer.headers["Location"])
    assert "某某镇" in page
    assert "相关单位" not in page


def test_a_newer_version_asks_about_what_is_gone(office: Browser, world: World) -> None:
    first = paste(office)
    settle(office, first)
    confirm(office, first)
    newer = TEXT.replace("守护校园周边。加强巡查", "压实强制报告制度。举办宣传活动").replace(
        "完善协同育人机制", "完善机制"
    )
    draft = paste(office, newer)
    page = office.read(draft)
    for word in ("有变化", "新增", "新文件没有"):
        assert word in page
    office.post(f"{draft}/leads", {"revision": hidden(page, "revision")})
    gone = standing(world).items[1].public_id
    refused = confirm(office, draft)
    assert refused.status_code == 422
    assert "守护校园周边" in said(refused)
    answer = confirm(office, draft, **{f"choice-{gone}": "archive"})
    page = office.read(answer.headers["Location"])
    assert "已导入：新增1项，更新1项，归档1项" in page
    assert "已停办的事项 1" in page
    again = paste(office, newer)
    page = office.read(f"{again}/apply")
    assert "2个事项不变" in page
    answer = confirm(office, again)
    assert "没有改动任何事项" in office.read(answer.headers["Location"])


@pytest.mark.parametrize(
    ("newer", "members_follow"),
    [
        (TEXT.replace("协同育人", "家校协同"), False),
        (TEXT.replace("区教育局、区民政局", "区民政局、区教育局"), False),
        (TEXT.replace("区教育局、区民政局", "区教育局、区公安分局"), True),
    ],
)
def test_only_other_parties_move_members(office: Browser, newer: str, members_follow: bool) -> None:
    first = paste(office)
    settle(office, first)
    confirm(office, first)
    page = office.read(f"{paste(office, newer)}/apply")
    assert "1个事项有变化" in page
    assert ("频道成员随责任单位调整" in page) == members_follow


def test_of_two_imports_at_once_the_second_sees_why_not(app: Flask, office: Browser, world: World) -> None:
    colleague = Browser(app, world.colleague)
    mine, theirs = paste(office), paste(colleague)
    for browser, draft in ((office, mine), (colleague, theirs)):
        settle(browser, draft)
    page = colleague.read(f"{theirs}/apply")
    stale = {"revision": hidden(page, "revision"), "mark": hidden(page, "mark")}
    confirm(office, mine)
    refused = colleague.post(f"{theirs}/apply", stale)
    assert refused.status_code == 409
    assert "没有导入" in said(refused)
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(WorkPlan)) == 1


def test_a_draft_is_given_up(office: Browser) -> None:
    draft = paste(office)
    assert "还没有导入" in office.read("/plan")
    assert office.post(f"{draft}/discard").status_code == 302
    assert office.get(draft).status_code == 404
    assert "还没有导入" not in office.read("/plan")


def test_a_living_item_is_edited_ended_and_restored(office: Browser, world: World) -> None:
    with db.transaction() as session:
        plan = make_plan(session, world.office, item_form(1), item_form(2, "校园安全")).public_id
    item = standing(world).items[0].public_id
    edit = f"/plans/{plan}/items/{item}/edit"
    seen = hidden(office.read(edit), "seen")
    fields = item_fields(1, "家庭教育", ["区民政局", "区公安分局"], lead=1, due_on="2026-09-30")
    assert office.post(edit, fields | {"seen": seen}).status_code == 302
    changed = standing(world).items[0]
    assert (changed.title, [party.name for party in changed.leads]) == ("家庭教育", ["区公安分局"])
    stale = office.post(edit, fields | {"seen": seen})
    assert stale.status_code == 409
    unknown = office.post(edit, item_fields(1, "甲", ["火星局"]) | {"seen": hidden(office.read(edit), "seen")})
    assert unknown.status_code == 422
    assert "火星局" in said(unknown)
    assert office.post(f"/plans/{plan}/items/{item}/end").status_code == 302
    assert [gone.public_id for gone in standing(world).gone] == [item]
    assert office.post(f"/plans/{plan}/items/{item}/restore").status_code == 302
    assert standing(world).gone == ()


def test_an_item_is_added_by_hand_with_its_channel(office: Browser, world: World) -> None:
    with db.transaction() as session:
        plan = make_plan(session, world.office, item_form(1)).public_id
    fields = item_fields(2, "临时任务", ["区教育局", "各街镇"])
    moved = office.post(f"/plans/{plan}/items", fields | {"act": "drop-1"})
    assert re.findall(r'name="party" value="([^"]+)"', said(moved)) == ["区教育局"]
    assert office.post(f"/plans/{plan}/items", fields).status_code == 302
    page = office.read("/plan")
    assert len(re.findall(r'href="/channels/', page)) == 2


def test_a_liaison_reads_the_plan_and_sees_no_tools(app: Flask, world: World) -> None:
    with db.transaction() as session:
        make_plan(session, world.office, item_form(1), item_form(2, "校园安全", parties=parties("区民政局")))
    liaison = Browser(app, world.liaison)
    page = liaison.read("/plan")
    assert "我单位" in page
    assert "导入" not in page
    assert len(re.findall(r'href="/channels/', page)) == 1, "only the channel that they are in"
    mine = liaison.read("/plan?only=mine")
    assert "加强家庭教育指导" in mine
    assert "校园安全" not in mine


def test_several_years_lead_to_one_another(app: Flask, world: World) -> None:
    with db.transaction() as session:
        old = make_plan(session, world.office, item_form(1, "去年的事"), year=2025).public_id
        make_plan(session, world.office, item_form(1, "今年的事"), year=2026)
    page = Browser(app, world.liaison).read("/plan")
    assert "今年的事" in page
    assert f'href="/plans/{old}"' in page
    assert "去年的事" in Browser(app, world.liaison).read(f"/plans/{old}")


def test_an_empty_hub_says_what_comes_next(app: Flask, office: Browser, world: World) -> None:
    assert "导入工作要点" in office.read("/plan")
    assert "区未保办导入后" in Browser(app, world.liaison).read("/plan")


def test_only_the_office_comes_to_these_doors(app: Flask, office: Browser, world: World) -> None:
    draft = paste(office)
    for role in (Role.LIAISON, Role.COMMITTEE, Role.OBSERVER, Role.ADMIN, Role.AUDITOR):
        other = Browser(app, world.others[role])
        for address in ("/plans/import", draft, f"{draft}/apply"):
            assert other.get(address).status_code == 404, (role, address)
        assert other.post(f"{draft}/apply").status_code == 404
        assert other.get("/plan").status_code == (200 if role in {Role.LIAISON, Role.COMMITTEE} else 404)


def test_names_and_titles_are_never_markup(office: Browser, world: World) -> None:
    evil = "<img src=x onerror=alert(1)>"
    draft = paste(office, TEXT.replace("守护校园周边", evil).replace("区消防救援局", '"><script>局'))
    for address in (draft, f"{draft}?item=2", f"{draft}?part=facts"):
        page = office.get(address).get_data(as_text=True)
        assert "<img src=x" not in page
        assert "<script>局" not in page
