"""Pages of issues 问题: the register 台账, each issue, and what is done to it."""

from typing import Any

from flask import Blueprint

from ...channels.shapes import IssueCard
from ...core.db import reading
from ...web.viewer import current_viewer
from .. import rules, words
from ..cards import open_issues
from ..lights import card_word
from ..rules import Act

issues = Blueprint("issues", __name__)


@issues.app_template_global()
def issue_words() -> dict[str, dict[str, str]]:
    """Kinds, severities and states as people say them."""
    return {"kinds": rules.kinds(), "severities": rules.severities(), "states": rules.states()}


@issues.app_template_global()
def issue_light(card: IssueCard) -> str:
    """What stands beside an issue's light."""
    return card_word(card)


@issues.app_template_global()
def issue_next(card: IssueCard) -> str:
    """What the next step of its clock does, "" where none is to come."""
    return words.next_words(card.next_act, card.next_tells) if card.next_at else ""


@issues.app_template_global()
def act_name(act: Act) -> str:
    """What an act is called."""
    return words.act_name(act)


@issues.app_template_global()
def issues_in(channel: str) -> list[IssueCard]:
    """The open issues of a channel (public id) that the viewer is in, for the panel beside the conversation."""
    with reading() as session:
        return open_issues(session, current_viewer(), channel)


def limits() -> dict[str, Any]:
    """How long what one writes may be."""
    return {"title_limit": rules.TITLE_LIMIT, "body_limit": rules.BODY_LIMIT, "reason_limit": rules.REASON_LIMIT}


from . import acts, board, bulk, deciding, export, page, raising, register, starting  # noqa: E402, F401 (they hang their doors here)
