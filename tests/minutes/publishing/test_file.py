"""The Word file of minutes: a draft is marked with who took it, what was published is that to the letter; both are written down."""

from io import BytesIO

import docx
import pytest
from sqlalchemy import select, update

from hub.core import db
from hub.core.errors import NotFound
from hub.documents.official.docx import write
from hub.journal.models import AuditEntry
from hub.minutes.models import Passage
from hub.minutes.publishing import actions
from tests.minutes.story import Told


def taken(told: Told, who: str) -> list[str]:
    """The paragraphs of somebody's copy, the header first."""
    _title, document = told.run(actions.copy_of, who)
    told.run(actions.note_taken, who, "docx")
    file = BytesIO()
    write(document, file)
    read = docx.Document(BytesIO(file.getvalue()))
    header = read.sections[0].header
    return [*(one.text for one in header.paragraphs), *(one.text for one in read.paragraphs if one.text.strip())]


def test_a_draft_says_whose_copy_it_is(drafted: Told) -> None:
    found = taken(drafted, "办一")
    assert "草稿" in found[0]
    assert "办一" in found[0]
    assert "（编号待印发时生成）" in found
    assert not any("印发" in one and "编号" not in one for one in found)


def test_what_was_published_is_written_to_the_letter(signed: Told) -> None:
    signed.run(actions.publish, "办一")
    with db.transaction() as session:  # as nobody can by the pages
        session.execute(update(Passage).values(text="改过了。"))
    found = taken(signed, "甲一")
    assert "〔2026〕1号" in found
    assert "一、关于转介机制" in found
    assert "会议议定：由区甲局牵头，区乙局配合，于2026年12月4日前统一校内初筛表。" in found
    assert "出席：区甲局　甲一，区乙局　代表（科长）" in found
    assert "抄送：各成员单位。" in found
    assert "区民政局办公室\t2026年11月24日印发" in found
    assert not any("草稿" in one or "改过了" in one for one in found)


def test_nobody_takes_what_they_may_not_read_and_every_copy_is_written_down(drafted: Told) -> None:
    with pytest.raises(NotFound):
        taken(drafted, "甲一")
    taken(drafted, "办一")
    with db.reading() as session:
        kept = session.scalars(select(AuditEntry.action).where(AuditEntry.action == "minutes.take")).all()
    assert len(kept) == 1
