"""Lists of people as lines that one can type: a unit, a full-width space, its people. Pure."""

import re
from collections.abc import Iterable
from typing import Any

_NOTE = re.compile(r"^(.*?)（(.*)）$")
_LATE = "迟到"


def parsed(text: str) -> list[dict[str, Any]]:
    """区甲局　张三、李四（科长），区乙局 → units with their names; the other way round is `drafting.people.line_of`."""
    return [_unit(piece) for piece in _split(text.replace("\n", "，"), "，,")]


def _unit(piece: str) -> dict[str, Any]:
    unit, _gap, names = piece.replace(" ", "　").partition("　")
    found = [_person(name) for name in _split(names, "、")]
    return {"unit": unit, "names": found} if found else {"unit": unit}


def _person(text: str) -> dict[str, Any]:
    found = _NOTE.match(text)
    notes = _split(found[2], "，,") if found else []
    post = "，".join(note for note in notes if note != _LATE)
    return {"name": found[1] if found else text, "post": post, "is_late": _LATE in notes}


def _split(text: str, marks: str) -> list[str]:
    """At the marks that stand outside of brackets."""
    pieces, depth = [""], 0
    for letter in text:
        depth += (letter == "（") - (letter == "）")
        if letter in marks and depth <= 0:
            pieces.append("")
        else:
            pieces[-1] += letter
    return _clean(pieces)


def _clean(pieces: Iterable[str]) -> list[str]:
    return [piece.strip(" 　。\n") for piece in pieces if piece.strip(" 　。\n")]
