"""The office brings the sample plan in at its browser, and again a year's news later; a liaison watches channels open."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from hub.accounts.models import Person
from hub.channels.models import Channel, Membership
from hub.core import db
from hub.demo.world import SAMPLE

from .cast import district
from .conftest import OpenPlace, Place, say, settled, wait_for_message

SIXTH = "（责任单位：区教育局、区公安分局、区市场监管局）"
LAST = "20. 推进未成年人检察业务集中统一办理。"


@pytest.fixture
def place(open_place: OpenPlace) -> Place:
    return open_place(district)


def upload(place: Place, office: Page, file: Path, text: str) -> None:
    """From the plan's page to the preview of a file with this text."""
    file.write_text(text, encoding="gb18030")
    office.goto(f"{place.server.url}/plan")
    office.get_by_role("link", name=re.compile("^导入")).first.click()
    office.get_by_label("文件", exact=True).set_input_files(file)
    office.get_by_role("button", name="读取并核对").click()
    office.wait_for_url("**/plans/drafts/**")


def channels() -> dict[str, bool]:
    """The item channels by title, and whether each is archived."""
    with db.reading() as session:
        found = session.execute(select(Channel.title, Channel.archived_at).where(Channel.kind == "item"))
        return {title: archived_at is not None for title, archived_at in found}


def members(title: str) -> set[str]:
    with db.reading() as session:
        found = select(Person.name).join(Membership, Membership.person_id == Person.id)
        found = found.join(Channel, Channel.id == Membership.channel_id)
        return set(session.scalars(found.where(Channel.title == title, Membership.ended_at.is_(None))))


@pytest.mark.slow
def test_a_plan_becomes_twenty_channels_and_its_next_version_changes_them(place: Place, tmp_path: Path) -> None:
    office, liaison = place.sit_down("陈静"), place.open_desk("陆青", channel="全体")
    links = liaison.locator(".item-link[data-channel]")
    expect(links).to_have_count(1)
    text = SAMPLE.read_text(encoding="utf-8")
    upload(place, office, tmp_path / "要点.txt", text.replace(SIXTH, SIXTH.replace("）", "、区气象局）")))
    resolve_the_unknown_unit(office)
    correct_the_sixth_item(office)
    office.get_by_role("button", name=re.compile("采纳全部牵头建议")).click()
    office.get_by_role("link", name="下一步").click()
    expect(office.get_by_text("新建单位：区气象局")).to_be_visible()
    office.get_by_role("button", name="导入，新建20个频道").click()
    expect(office.locator(".plan-item")).to_have_count(20, timeout=15_000)
    assert list(channels().values()) == [False] * 20
    assert members("加强校园安全守护") == {"陈静", "林晓", "周敏", "郑原", "陆远", "任恺"}
    expect(links).to_have_count(1 + 9)  # 检察院 answers for nine items; the page was not loaded anew
    update_the_plan(place, office, liaison, tmp_path / "新要点.txt", text)


def resolve_the_unknown_unit(office: Page) -> None:
    expect(office.get_by_role("heading", name="导入前须处理 1 处")).to_be_visible()
    expect(office.get_by_role("link", name="下一步")).to_have_count(0)
    name = office.locator("[data-name]", has_text="区气象局")
    expect(name.get_by_label("新单位的名称")).to_be_hidden()
    name.get_by_label("“区气象局”是谁").select_option("new")
    expect(name.get_by_label("新单位的名称")).to_have_value("区气象局")
    name.get_by_role("button", name="确定").click()
    expect(office.get_by_role("heading", name=re.compile("导入前须处理"))).to_have_count(0)


def correct_the_sixth_item(office: Page) -> None:
    """区市场监管局 goes; 区公安分局 comes first and leads."""
    office.get_by_role("link", name="加强校园安全守护").click()
    sheet = office.locator("#sheet")
    sheet.get_by_role("button", name="移除区市场监管局").click()
    sheet.get_by_role("button", name="上移区公安分局").click()
    expect(sheet.locator("input[name=party]").first).to_have_value("区公安分局")
    sheet.locator("input[name=lead]").nth(0).check()
    sheet.locator("input[name=lead]").nth(1).uncheck()
    sheet.get_by_label("办理时限").fill("2027-06-30")
    sheet.get_by_role("button", name="保存").last.click()
    row = office.locator("tr", has_text="加强校园安全守护")
    expect(row.locator(".plan-table__lead")).to_contain_text("区公安分局")
    expect(row.locator(".table__units")).to_have_text("区公安分局、区教育局、区气象局")


def update_the_plan(place: Place, office: Page, liaison: Page, file: Path, text: str) -> None:
    """The next version lacks item 20, in which something was said, has a new one, and 检察院 in item 4."""
    liaison.get_by_role("link", name="推进未成年人检察业务集中统一办理").click()
    settled(liaison)
    say(liaison, "这句话要留着")
    wait_for_message(liaison, "这句话要留着")
    body = text[text.index(LAST) : text.index("抄送")]
    text = text.replace(body, "20. 开展暑期安全检查。组织联合检查。（责任单位：区检察院）\n\n")
    upload(
        place,
        office,
        file,
        text.replace(
            "听取儿童代表的意见。（责任单位：各成员单位）", "听取儿童代表的意见。（责任单位：区检察院、各街镇）"
        ),
    )
    expect(office.get_by_text("已有这份要点（20项）")).to_be_visible()
    office.get_by_role("button", name=re.compile("采纳全部牵头建议")).click()
    office.get_by_role("link", name="下一步").click()
    office.locator("fieldset", has_text="推进未成年人检察业务").get_by_label("停办，频道归档").check()
    office.get_by_role("button", name="更新要点").click()
    expect(office.locator(".plan-item:visible")).to_have_count(20, timeout=15_000)
    now = channels()
    assert now["推进未成年人检察业务集中统一办理"]
    assert not now["开展暑期安全检查"]
    assert len(now) == 21
    assert "周敏" not in members("加快推进儿童友好城市建设")
    assert "叶澜" in members("加快推进儿童友好城市建设")
    liaison.reload()
    expect(liaison.get_by_text("这个频道已归档，可以查看，不能再发言。")).to_be_visible()
    expect(liaison.get_by_text("这句话要留着")).to_be_visible()
    expect(liaison.locator("textarea")).to_have_count(0)
