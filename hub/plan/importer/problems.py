"""What the office has to decide before a reading can become a plan, in sentences that say what to do."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...core.i18n import _
from .parts import Doubts
from .readings import ItemReading
from .units.matching import Lookup
from .words.due import is_vague
from .words.names import is_indefinite
from .words.roles import Role

_LONGEST_QUOTED = 60


@dataclass(frozen=True)
class Problem:
    """A sentence for the office; `item` is the number of the item it is about, None for the whole document."""

    item: int | None
    message: str


def problems_of_item(item: ItemReading, lookup: Lookup) -> Iterator[Problem]:
    """What is doubtful about one item."""
    messages = [*_about_units(item, lookup), *_about_leads(item), *_about_words(item)]
    yield from (Problem(item.number, message) for message in messages)


def _about_units(item: ItemReading, lookup: Lookup) -> Iterator[str]:
    if not item.units:
        yield _("没有写明责任单位，请补充责任单位并确定牵头单位")
    indefinite = [party.name for party in item.units if is_indefinite(party.name)]
    if indefinite:
        yield _("%(names)s没有指明是哪些单位，请逐一选定单位", names=_quoted(indefinite))
    unknown = [party for party in item.units if party.unit is None and party.name not in indefinite]
    several = [party.name for party in unknown if len(lookup.candidates(party.name)) > 1]
    if several:
        yield _("%(names)s可以指几个单位，请选定是哪一个", names=_quoted(several))
    strangers = [party.name for party in unknown if party.name not in several]
    if strangers:
        yield _("%(names)s不在单位名录中，请新建单位、认作已有单位的别名，或者忽略", names=_quoted(strangers))
    if item.is_scattered:
        yield _("有几处分别写明责任单位，已合在一起，请核对是否应当分成几个事项，并确定由谁牵头")
    if item.leaves_open:
        yield _("责任单位后面写有“等”，请确认是否还有其他单位")


def _about_leads(item: ItemReading) -> Iterator[str]:
    marked = [party.name for party in item.units if party.role is Role.LEAD]
    if len(marked) > 1:
        yield _("写有几个牵头单位（%(names)s），请确定由谁牵头", names=_("、").join(marked))


def _about_words(item: ItemReading) -> Iterator[str]:
    if not item.title:
        yield _("没有读出标题，请补写标题")
    if item.due and is_vague(item.due_text):
        yield _("完成时限“%(text)s”没有写明是月初还是月底以前，已取最晚的一天，请核对办理时限", text=item.due_text)
    if item.due and "；" in item.due_text:
        yield _("写有几个完成时限（%(text)s），已取最晚的一个，请核对办理时限", text=item.due_text)
    if item.due is None and item.due_text and not item.has_no_day:
        yield _("完成时限“%(text)s”读不成日期或缺少年份，请填写办理时限", text=item.due_text)


def problems_of_numbering(items: Sequence[ItemReading]) -> Iterator[Problem]:
    """Numbers that occur twice, and numbers left out between two items."""
    counts = Counter(item.number for item in items)
    for number in (number for number, count in counts.items() if count > 1):
        yield Problem(
            number, _("编号 %(number)d 出现了 %(count)d 次，请核对原文后改正编号", number=number, count=counts[number])
        )
    for before, after in pairwise(sorted(counts)):
        if after - before > 1:
            yield Problem(
                None, _("编号从 %(before)d 跳到 %(after)d，请核对原文是否有遗漏的事项", before=before, after=after)
            )
    if items and min(counts) > 1:
        yield Problem(None, _("编号从 %(first)d 开始，请核对前面是否有遗漏的事项", first=min(counts)))


def problems_of_document(title: str, doubts: Doubts) -> Iterator[Problem]:
    """What is doubtful about the document as a whole: its title, and where its items begin and end."""
    if not title:
        yield Problem(None, _("没有读出文件标题，请补填"))
    for heading in doubts.naming_headings:
        yield Problem(None, _("“%(heading)s”这一行写明的单位没有归入任何事项，请核对", heading=heading[:40]))
    yield from (Problem(None, message) for message in _about_outline(doubts))


def _about_outline(doubts: Doubts) -> Iterator[str]:
    if doubts.whole_sections:
        yield _(
            "%(names)s下面还有编号的条目，没有分别写明单位，已整体作为一个事项读入，请核对是否应当分开",
            names=_quoted(doubts.whole_sections),
        )
    if doubts.in_frames:
        yield _("%(names)s所在的部分通常不列事项，因为写有单位才读作事项，请核对", names=_quoted(doubts.in_frames))
    if doubts.in_tables_only:
        yield _("%(names)s只写在表格里，正文里没有，已单独列为事项，请核对", names=_quoted(doubts.in_tables_only))
    if doubts.has_unnumbered:
        yield _("有的事项没有编号，是按写明单位的地方划分的，请核对标题、正文和所属部分")


def _quoted(names: Sequence[str]) -> str:
    return _("、").join(_("“%(name)s”", name=name[:_LONGEST_QUOTED]) for name in dict.fromkeys(names))
