"""The minutes as an official document: what was published to the letter, or the draft as it stands, marked as one."""

from datetime import date
from typing import Any, Literal

from ...documents.official.tree import OfficialDocument, Part, People

_LEVELS: dict[str, Literal[1, 3]] = {"heading": 1, "decision": 3}
_LABELS = {"present": "出席", "excused": "请假", "absent": "缺席", "observer": "列席"}
NO_NUMBER = "（编号待印发时生成）"
_CORRECTION = "（更正）"


def correction_title(title: str, limit: int) -> str:
    """What a correction is called, in at most `limit` characters; a correction of one is called as that one."""
    return title if title.endswith(_CORRECTION) else f"{title[: limit - len(_CORRECTION)]}{_CORRECTION}"


def referring(title: str, number: str, published_on: date, reason: str, *, is_void: bool) -> str:
    """The sentence that ties a correction to what it corrects."""
    named = f"《{title}》（{number}，{published_on.year}年{published_on.month}月{published_on.day}日印发）"
    counts = f"{named}已经作废，以本纪要为准" if is_void else f"本纪要更正{named}，以本纪要为准"
    return f"{counts}。更正原因：{reason.rstrip('。')}。"


def published(content: dict[str, Any]) -> OfficialDocument:
    """From the content that was kept at publication (`Publication.content`)."""
    printed_on = date.fromisoformat(content["printed_on"])
    return OfficialDocument(
        masthead=content["masthead"],
        number=content["number"],
        title=content["title"],
        parts=_parts(content),
        people=_people(content),
        dated_on=printed_on,
        recipients=content["recipients"],
        printing_office=content["printing_office"],
        printed_on=printed_on,
    )


def draft(content: dict[str, Any], masthead: str, mark: str) -> OfficialDocument:
    """From what the minutes say now (`content.content_of`); `mark` says on every page that it is a draft, and whose copy."""
    return OfficialDocument(masthead, NO_NUMBER, content["title"], _parts(content), _people(content), mark=mark)


def _parts(content: dict[str, Any]) -> tuple[Part, ...]:
    return tuple(
        Part(one["text"], _LEVELS.get(one["part"], 0) if one["part"] == "heading" or one["label"] else 0, one["label"])
        for one in content["passages"]
        if one["part"] != "people"
    )


def _people(content: dict[str, Any]) -> tuple[People, ...]:
    return tuple(
        People(_LABELS[one["data"]["standing"]], one["text"]) for one in content["passages"] if one["part"] == "people"
    )
