"""An official document with everything that one may have."""

from datetime import date

from hub.documents.official.tree import OfficialDocument, Part, People

WHOLE = OfficialDocument(
    masthead="未成年人保护工作会议纪要",
    number="〔2026〕3号",
    title="未成年人心理健康专项会商纪要",
    parts=(
        Part("2026年11月26日，区未保办召开专项会商。现将议定事项纪要如下："),
        Part("关于转介衔接机制", 1, "一、"),
        Part("意见情况", 2, "（一）"),
        Part("会议议定：由区教育局牵头，喆堃珺玥镕配合。", 3, "1."),
        Part("分项", 4, "（1）"),
    ),
    people=(People("出席", "区民政局　赵宁，区教育局　周敏"), People("请假", "区应急局")),
    dated_on=date(2026, 1, 5),
    recipients="区未保委各成员单位，各街镇",
    printing_office="区民政局办公室",
    printed_on=date(2026, 1, 5),
)
"""Five levels, two lists of people, a foot block."""


def filled(lines: int) -> OfficialDocument:
    """One whose text is so many full lines of 28 characters, the first of which is indented by two."""
    return OfficialDocument("会议纪要", "第1期", "长文", (Part("测" * (28 * lines - 2)),))
