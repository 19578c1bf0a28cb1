"""The pages of appraisal and the files that one takes along."""

import json
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from hub.core import db
from hub.journal.models import AuditEntry
from tests.channels.pages import Hub
from tests.supervision.story import Followed

DAYS = "from=2026-10-01&to=2026-12-31"


def taken() -> list[dict[str, Any]]:
    """What the trail says was taken along."""
    with db.reading() as session:
        found = select(AuditEntry.detail).where(AuditEntry.action == "appraisal.take").order_by(AuditEntry.seq)
        return [json.loads(one) for one in session.scalars(found)]


def test_the_page_leads_from_each_figure_to_what_stands_behind_it(many: Followed, hub: Hub) -> None:
    office = hub.browser("办一")
    page = office.get(f"/appraisal?{DAYS}").text
    links = [part.partition('"')[0].replace("&amp;", "&") for part in page.split('href="/appraisal/evidence')[1:]]
    assert len(links) > 20
    for link in links[:8]:
        behind = office.get(f"/appraisal/evidence{link}")
        assert behind.status_code == 200
        assert "<tbody><tr>" in behind.text
    assert "区甲局" in page
    assert office.get(f"/appraisal?by=item&{DAYS}").text.count("<tr>") > 1


def test_a_unit_reads_of_itself_alone(many: Followed, hub: Hub) -> None:
    page = hub.browser("乙一").get(f"/appraisal?{DAYS}").text
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "区乙局" in table
    assert "区甲局" not in table
    assert hub.browser("专家").get("/appraisal").status_code == 404
    assert hub.browser("乙一").get(f"/appraisal/notice.docx?{DAYS}").status_code == 404


def test_days_that_are_none_come_back_as_they_were_typed(story: Followed, hub: Hub) -> None:
    refused = hub.browser("办一").get("/appraisal?from=2026-12-31&to=2026-01-01")
    assert refused.status_code == 422
    assert "结束日期不能早于开始日期。" in refused.text
    assert 'value="2026-01-01"' in refused.text
    assert (
        hub.browser("办一").get("/appraisal/evidence?figure=extensions&unit=x&from=2026-13-01&to=1").status_code == 422
    )


def test_a_period_without_anything_says_so(story: Followed, hub: Hub) -> None:
    assert "这一时段没有到期的事项" in hub.browser("办一").get("/appraisal?from=2020-01-01&to=2020-03-31").text


def test_the_spreadsheet_has_what_the_page_has_and_is_written_down(many: Followed, hub: Hub) -> None:
    file = hub.browser("办一").get(f"/appraisal.xlsx?{DAYS}")
    assert file.headers["Content-Disposition"].endswith("appraisal-20261001-20261231.xlsx")
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(file.data)).active.iter_rows()]
    heading = next(place for place, row in enumerate(rows) if row[0] == "单位")
    names = [row[0] for row in rows[heading + 1 :]]
    page = hub.browser("办一").get(f"/appraisal?{DAYS}").text
    assert names == [part.partition('"')[0] for part in page.split('class="appraisal__name" title="')[1:]]
    assert taken() == [{"form": "xlsx", "from": "2026-10-01", "to": "2026-12-31"}]


def test_the_notice_names_every_unit_and_what_is_overdue(many: Followed, hub: Hub) -> None:
    file = hub.browser("办一").get(f"/appraisal/notice.docx?{DAYS}")
    assert unquote(file.headers["Content-Disposition"]).endswith("关于2026年10月1日至2026年12月31日办理情况的通报.docx")
    text = "\n".join(one.text for one in docx.Document(BytesIO(file.data)).paragraphs)
    for words in ("总体情况", "各单位办理情况", "逾期未办结事项", "区甲局：问题", "区民政局办公室"):
        assert words in text
    for word in ("第一名", "得分", "排名"):
        assert word not in text
    assert [one["form"] for one in taken()] == ["docx"]


@pytest.mark.parametrize("path", ["/appraisal.xlsx", "/appraisal/notice.docx"])
def test_no_file_of_days_that_are_none(story: Followed, hub: Hub, path: str) -> None:
    assert hub.browser("办一").get(f"{path}?from=gestern&to=heute").status_code == 422
    assert taken() == []
