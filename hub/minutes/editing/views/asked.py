"""What the forms of the editing page say, as values."""

from datetime import date

from flask import request

from ....core.errors import Invalid
from ....core.i18n import _


def base() -> int:
    """The number of the text that its editor had before them; -1 for none, which is never right."""
    return number("base")


def number(name: str) -> int:
    """A number of the form; -1 for anything else."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else -1


def day(text: str) -> date | None:
    """A date as forms send it; None for nothing. Raises Invalid (field `due_on`)."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(_("请按年-月-日填写日期，如2026-12-04。"), field="due_on") from None
