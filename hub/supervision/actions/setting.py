"""The office sets when lights change, and by when what has no date in the minutes is due."""

import unicodedata
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ...accounts.faults import raise_any
from ...core import events
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..events import FollowUpSettingChanged
from ..settings import FollowUpSetting, setting

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class SettingForm:
    """The three numbers as somebody wrote them."""

    due_days: str = ""
    soon_days: str = ""
    behind_days: str = ""


def set_lights(session: Session, viewer: Viewer, form: SettingForm) -> FollowUpSetting:
    """Lights change at once for everything; due dates only of what is published from now on. Raises Denied, Faults (by field)."""
    require(session, viewer, "office")
    row = setting(session, lock=True)
    given = {name: _number(getattr(form, name)) for name in ("due_days", "soon_days", "behind_days")}
    said = _("请填写1到%(most)d的整数。", most=MOST_DAYS)
    raise_any({name: None if number and number <= MOST_DAYS else said for name, number in given.items()})
    before = written(row)
    row.due_days, row.soon_days, row.behind_days = (number or 1 for number in given.values())
    session.flush()
    if written(row) != before:
        events.record(session, FollowUpSettingChanged(before, written(row)))
    return row


def written(row: FollowUpSetting) -> str:
    """It in a few plain characters, for the trail: `20/3/10`."""
    return f"{row.due_days}/{row.soon_days}/{row.behind_days}"


def _number(text: str) -> int | None:
    digits = unicodedata.normalize("NFKC", text).strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 4 else None
