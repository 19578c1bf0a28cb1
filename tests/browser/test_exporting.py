"""A leader exports a channel and sees it come: progress without a reload, one file, and a liaison who may not."""

from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import expect
from sqlalchemy import select

from hub.channels.exporting.models import Export
from hub.channels.models import Channel
from hub.core import clock, db
from hub.journal.models import AuditEntry
from tests.channels.exports import words_of

from .conftest import Place, settled


def test_an_export_comes_by_itself_and_is_taken(place: Place, tmp_path: Path) -> None:
    place.fill(30)
    page = place.open_desk("甲长")
    page.get_by_role("link", name="导出频道").click()
    page.get_by_label("导出事由").fill("年度归档")
    page.get_by_label("ZIP：Word、文本和附件").check()
    page.get_by_label("开始日期").fill("2026-01-01")
    page.get_by_role("button", name="开始导出").click()
    expect(page.get_by_text("已开始导出")).to_be_visible()
    link = page.get_by_role("link", name="下载")
    expect(link).to_be_visible(timeout=60_000)
    expect(page.locator("[data-said]")).to_have_text("没有正在生成的导出")
    with page.expect_download() as taken:
        link.click()
    taken.value.save_as(tmp_path / "taken.zip")
    assert taken.value.suggested_filename.startswith("事项 1　家庭-20260101-")
    with ZipFile(tmp_path / "taken.zip") as archive:
        [words] = [words_of(archive.read(name)) for name in archive.namelist() if name.endswith(".docx")]
        [text] = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".md")]
    assert all(f"第{number}条" in words and f"第{number}条" in text for number in range(1, 31))
    assert "区甲局 甲长 导出" in text.splitlines()[0]
    with db.reading() as session:
        told = session.scalars(select(AuditEntry).where(AuditEntry.kind == "export").order_by(AuditEntry.seq)).all()
    assert [(row.action, row.person, row.address) for row in told] == [
        (action, place.scene["甲长"].public_id, "127.0.0.1") for action in ("export.ask", "export.download")
    ]


def test_what_is_on_its_way_can_be_given_up(place: Place) -> None:
    place.fill(1)
    page = place.sit_down("办一")
    page.goto(f"{place.desk()}/exports")
    expect(page.get_by_text("还没有导出")).to_be_visible()
    _waiting(place)
    page.reload()
    expect(page.locator("[data-said]")).to_have_text("1个导出正在生成")
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_text("已取消")).to_be_visible()


def _waiting(place: Place) -> None:
    """An export at which somebody else has been at work for a while."""
    with db.transaction() as session:
        channel = session.scalars(select(Channel).where(Channel.public_id == place.scene.channels["家庭"])).one()
        row = Export(channel_id=channel.id, person_id=place.scene["办一"].person_id, format="md", reason="归档")
        row.first_on = row.last_on = clock.today()
        row.first_seq = row.last_seq = 1
        row.state, row.claim, row.claimed_until = "running", "elsewhere", clock.now() + timedelta(hours=1)
        session.add(row)


def test_a_liaison_is_told_who_exports(place: Place) -> None:
    page = place.open_desk("甲一")
    settled(page)
    page.get_by_role("link", name="导出频道").click()
    expect(page.get_by_text("导出由区未保办工作人员和分管领导办理")).to_be_visible()
    expect(page.get_by_role("button", name="开始导出")).to_have_count(0)
