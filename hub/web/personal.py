"""Before words are sent: a form that seems to tell who a child is comes back with a warning, and goes when it is meant."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from ..core import personal
from ..core.errors import Invalid
from ..core.i18n import _
from ..core.personal import Found
from .api import Asked, read_body
from .doors import door

words = Blueprint("words", __name__)
FIELDS = ("title", "body", "text", "reason", "proposal", "reply")
"""Fields of forms in which somebody writes freely."""
MEANT = "meant"
"""The field that says 仍要提交: a token of exactly what was warned of, so that it holds for nothing else."""


class Revealing(Invalid):
    """Words that seem to tell who a child is; `token` is what a form says to send them all the same."""

    def __init__(self, places: list[Found], field: str) -> None:
        super().__init__(said(places), field=field)
        self.token = personal.token(places)


class Words(Asked):
    """Words that have not been sent yet."""

    words: str


@words.post("/words/personal")
@door("content")
def look() -> Response:
    """What in these words seems to tell who a child is, in a sentence, and its token; both "" for nothing."""
    asked: Any = read_body(Words)
    places = personal.found(asked.words)
    return jsonify({"said": said(places), "token": personal.token(places)})


@words.app_template_global()
def meant_token() -> str:
    """What the form said was meant, for the form that comes back for another reason."""
    return request.form.get(MEANT, "")


def check_words() -> None:
    """Revealing, where what somebody wrote in the request's form seems to tell who a child is, unless the form says it is meant."""
    written = {name: personal.found(request.form.get(name, "")) for name in FIELDS}
    places = list(dict.fromkeys(place for found in written.values() for place in found))
    if places and request.form.get(MEANT) != personal.token(places):
        raise Revealing(places, next(name for name, found in written.items() if found))


def said(places: list[Found]) -> str:
    """A sentence about these places, "" for none."""
    if not places:
        return ""
    shown = _("、").join(
        _("%(kind)s（%(shown)s）", kind=_kinds()[place.kind], shown=place.masked) for place in places[:5]
    )
    return _("内容里好像有%(places)s。未成年人请用化名，删去这些再提交；确认不涉及未成年人的，可以照发。", places=shown)


def _kinds() -> dict[str, str]:
    return {"identity": _("身份证号"), "mobile": _("手机号"), "landline": _("电话号码"), "address": _("详细住址")}
