"""Official documents of twenty pages, as a Word file and as a PDF: the CPU that each costs off the loop, whatever the database."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO

from hub.documents.official import docx, fonts, pdf
from hub.documents.official.tree import OfficialDocument, Part, People

PARAGRAPHS, ROUNDS = 146, 5
"""So many of these fill twenty pages of 22 lines of 28 characters."""
WORDS = (
    "会议听取了区教育局、区卫生健康委关于心理危机学生转介衔接机制的汇报，"
    "研究了学校初筛与门诊接诊之间缺少统一口径的问题，要求在年底前完成。"
)


def measure(_database_url: str) -> dict[str, float]:
    """Seconds (medians of ROUNDS, after one that reads the fonts) for each form."""
    parts = tuple(Part(f"{WORDS}{place}", 3, f"{place}.") for place in range(1, PARAGRAPHS + 1))
    people = (People("出席", "，".join(f"区第{n}局 张三、李四" for n in range(25))),)
    on = date(2026, 12, 1)
    foot = {"recipients": "各成员单位", "printing_office": "区民政局办公室", "printed_on": on}
    document = OfficialDocument("未成年人保护工作会议纪要", "〔2026〕1号", "会议纪要", parts, people, on, **foot)
    found = {"docx, s": _median(lambda: docx.write(document, BytesIO()))}
    if fonts.families("fangsong"):
        found["pdf, s"] = _median(lambda: pdf.write(document))
    return found


def _median(write: Callable[[], object]) -> float:
    write()
    taken = []
    for _turn in range(ROUNDS):
        start = time.perf_counter()
        write()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
