"""The PDF of an official document: `page.typ` says how the page is laid out, typst does it."""

import json
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from ...core.errors import Unavailable
from ...core.i18n import _
from . import fonts
from .body import day_text
from .measures import OF_LEVEL, masthead_half_points
from .tree import OfficialDocument

PAGE = Path(__file__).with_name("page.typ")
_SHOWN = 12
"""So many missing characters are named."""


def write(document: OfficialDocument) -> bytes:
    """The whole document as PDF; some 0.2 s of CPU: call it through `core.offload`.

    Raises Unavailable, with what is missing and what to install, where no font has a character of it: typst would print a box
    in its place, without a word.
    """
    given = _data(document)
    _require_fonts(given)
    given["fonts"] = {use: fonts.families(use) for use in fonts.WANTED}
    inputs = {"document": json.dumps(given, ensure_ascii=False)}
    made = typst.compile(PAGE.read_bytes(), format="pdf", sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def _data(document: OfficialDocument) -> dict[str, Any]:
    """The document as `page.typ` reads it: words, fonts by use, days written out."""
    given = asdict(document)
    dated, printed = given.pop("dated_on"), given.pop("printed_on")
    for one in given["parts"]:
        one["font"] = OF_LEVEL[one.pop("level")]
    has_foot = bool(document.printing_office and printed)
    return given | {
        "parts": list(given["parts"]),
        "people": list(given["people"]),
        "masthead_points": masthead_half_points(document.masthead) / 2,
        "dated": day_text(dated) if dated else "",
        "printed": day_text(printed) if printed else "",
        "printing_office": document.printing_office if has_foot else "",
        "recipients": document.recipients.rstrip("。"),
    }


def _require_fonts(given: dict[str, Any]) -> None:
    words: defaultdict[str, list[str]] = defaultdict(list)
    words["title"] += [given["masthead"], given["title"]]
    words["kai"].append(given["mark"])
    words["fangsong"] += [given[name] for name in ("number", "dated", "printed", "printing_office", "recipients")]
    for one in given["parts"]:
        words[one["font"]].append(one["label"] + one["text"])
    for one in given["people"]:
        words["hei"].append(one["label"])
        words["fangsong"].append(one["names"])
    lacking = "".join(dict.fromkeys("".join(fonts.missing(use, said) for use, said in words.items())))
    if lacking:
        named = lacking[:_SHOWN] + ("…" if len(lacking) > _SHOWN else "")
        raise Unavailable(
            _(
                "服务器上没有能显示“%(characters)s”的字体，不能生成PDF。请系统管理员安装字体（Debian：%(package)s）后重启，或下载DOCX，或在浏览器里打印。",
                characters=named,
                package=fonts.PACKAGE,
            )
        )
