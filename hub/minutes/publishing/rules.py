"""Numbers as official documents write them, and letterheads that may be printed: pure."""

import re
from datetime import date

from ...core.errors import Invalid
from ...core.i18n import _

MASTHEAD_LIMIT, PATTERN_LIMIT, OFFICE_LIMIT, RECIPIENTS_LIMIT = 40, 40, 60, 500
_VARIABLE = re.compile(r"\{[^{}]*\}")


def number_text(pattern: str, year: int, number: int) -> str:
    """〔2026〕3号, 第3期: the year in full, no leading zeros (GB/T 9704-2012, 7.2.5)."""
    return pattern.replace("{year}", str(year)).replace("{number}", str(number))


def clean_pattern(text: str) -> str:
    """A number's pattern. Raises Invalid (field `number_pattern`) with what the standard says (GB/T 9704-2012, 7.2.5)."""
    words = text.strip()
    variables = _VARIABLE.findall(words)
    if "{number}" not in variables or set(variables) - {"{year}", "{number}"} or len(words) > PATTERN_LIMIT:
        raise Invalid(
            _("请写出编号样式，用{year}代表年份、{number}代表序号，例如〔{year}〕{number}号。"), field="number_pattern"
        )
    if re.search(r"[\[\]()（）【】]", words):
        raise Invalid(_("年份请用六角括号〔〕。"), field="number_pattern")
    if ("〔" in words or "〕" in words) and "〔{year}〕" not in words:
        raise Invalid(_("六角括号里写全年份：〔{year}〕。"), field="number_pattern")
    if re.search(r"第\s*\{number\}\s*号", words):
        raise Invalid(_("“号”前面不加“第”。"), field="number_pattern")
    return words


def clean_masthead(text: str) -> str:
    """×××纪要 (GB/T 9704-2012, 10.3). Raises Invalid (field `masthead`)."""
    words = "".join(text.split())
    if not words.endswith("纪要") or not 3 <= len(words) <= MASTHEAD_LIMIT:
        raise Invalid(
            _("版头以“纪要”结尾，不超过%(num)d个字，例如未成年人保护工作会议纪要。", num=MASTHEAD_LIMIT),
            field="masthead",
        )
    return words


def clean_day(text: str, field: str) -> date:
    """A date as forms send it. Raises Invalid."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(_("请按年-月-日填写日期，如2026-12-04。"), field=field) from None
