"""The register as a spreadsheet, read back: what stands in it, for whom, and what the trail says of it."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from hub.core import db
from hub.issues import exporting
from hub.journal.models import AuditEntry
from tests.channels.pages import Hub
from tests.channels.scene import Scene

from .many import put
from .story import Story


def cells(content: bytes) -> list[list[str]]:
    """The text of the first sheet."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    for row in sheet.iter_rows():
        assert all(cell.data_type != "f" for cell in row)
    return [[str(cell) if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_it_holds_what_the_page_shows(hub: Hub, story: Story) -> None:
    story.raised(title='=HYPERLINK("http://x")', kind="key")
    story.raised(title="口径不一", kind="key")
    story.raised(title="另一类", kind="hot")
    story.raised("东一", "区乙局", channel="司法", title="别处的", kind="key")
    answer = hub.browser("甲一").get("/issues/export.xlsx?kind=key&sort=-number")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == "attachment; filename=issues-20261116.xlsx"
    table = cells(answer.data)
    assert table[0][0] == "问题台账"
    assert table[1][:2] == ["筛选条件", "状态：未办结；类别：重点"]
    assert table[2][:2] == ["导出", "区甲局 甲一，2026-11-16 10:00，共2件"]
    heading, *lines = table[4:]
    assert heading[:3] == ["编号", "办理情况", "问题"]
    assert [line[:3] for line in lines] == [
        ["2026-0002", "还剩10天", "口径不一"],
        ["2026-0001", "还剩10天", '\'=HYPERLINK("http://x")'],
    ]
    assert lines[0][8:] == ["区乙局", "未升级", "2026-11-30 17:00", "", "待受理", "2026-11-16 10:00"]


def test_the_trail_has_it(hub: Hub, story: Story) -> None:
    story.raised()
    hub.browser("甲一").get("/issues/export.xlsx?kind=hard")
    with db.reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "issues.export")).all()
    assert [(entry.person, entry.detail) for entry in entries] == [
        (story.scene["甲一"].public_id, '{"group":"unsettled","issues":1,"narrowed":true}')
    ]


def test_more_than_one_file_holds_is_refused(hub: Hub, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST", 2)
    for _ in range(3):
        story.raised()
    answer = hub.browser("甲一").get("/issues/export.xlsx")
    assert answer.status_code == 413
    assert "请缩小范围" in answer.text
    with db.reading() as session:
        assert session.scalars(select(AuditEntry).where(AuditEntry.action == "issues.export")).all() == []


def test_it_is_put_together_from_many_stretches(hub: Hub, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    put(scene, 60)
    monkeypatch.setattr(exporting, "AT_ONCE", 7)
    table = cells(hub.browser("办一").get("/issues/export.xlsx?group=all&sort=number").data)
    numbers = [line[0] for line in table[5:]]
    assert len(numbers) == 60
    assert numbers == sorted(numbers)
