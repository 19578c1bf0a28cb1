"""The accounts of the demo world as a table for a terminal, in which Chinese characters are two columns wide."""

import unicodedata
from collections.abc import Iterable, Iterator

from ..accounts.words import role_word
from ..core.i18n import LOCALES, _, speaking
from .people import PEOPLE


def accounts_table(passwords: dict[str, str]) -> str:
    """Every account with its password, unit and role, under a sentence that says what they are for."""
    rows = [(_("账号"), _("密码"), _("姓名"), _("单位"), _("角色"))]
    rows += [(one.login, passwords[one.login], one.name, one.unit, role_word(one.role)) for one in PEOPLE]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(["", *_said(), "", *(_line(row, widths) for row in rows), ""])


def _said() -> Iterator[str]:
    """In every language: nobody has said yet which one they read."""
    for locale in LOCALES:
        with speaking(locale):
            yield _("已建立演示数据（人员和消息都是虚构的）。以下密码只为这个数据库生成，只显示这一次：")


def _line(row: Iterable[str], widths: list[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  " + "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
