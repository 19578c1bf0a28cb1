"""Pages of accounts: signing in, my account, and the office's units, groups and people."""

from typing import Any

from flask import Blueprint, g, request

from ...web.viewer import viewer_or_none
from .. import activity, words
from ..throttle import Throttle

accounts = Blueprint("accounts", __name__)

THROTTLE = "sign_in_throttle"


@accounts.record_once
def _make_throttle(state: Any) -> None:
    state.app.extensions[THROTTLE] = Throttle(state.app.config["HUB"].redis_url)


@accounts.before_app_request
def _note_activity() -> None:
    """What a person does keeps their session awake; what their page fetches by itself does not."""
    viewer = viewer_or_none()
    by_hand = request.method not in {"GET", "HEAD"} or request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if viewer is not None and (by_hand or g.get("by_token")):
        activity.note(viewer)


for _word in (
    *(words.role_word, words.role_hint, words.roles_words, words.kind_word, words.fault_sentence, words.handed_word),
):
    accounts.add_app_template_global(_word)

from . import account, deputies, groups, importing, leaving, moving, people, sign_in, units  # noqa: E402, F401 (they hang their doors here)
