"""Minutes of a consultation that is over, on their way out."""

import pytest

from hub.minutes.publishing import actions
from hub.minutes.publishing.actions import LetterheadForm
from tests.minutes.story import Told

LETTERHEAD = LetterheadForm(
    "2026-01-01", "未成年人保护工作会议纪要", "〔{year}〕{number}号", "区民政局办公室", "各成员单位"
)


@pytest.fixture
def drafted(over: Told) -> Told:
    """The draft stands, and the office has a letterhead."""
    over.do(actions.write_letterhead, "办一", LETTERHEAD)
    return over


@pytest.fixture
def signed(drafted: Told) -> Told:
    """The chair has signed."""
    drafted.run(actions.send_to_review, "办一")
    drafted.run(actions.send_to_sign, "办一")
    drafted.run(actions.sign, "主任", drafted.minutes.revision)
    return drafted
