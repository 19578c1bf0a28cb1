"""Pages of issues 问题: the register 台账, each issue, and what is done to it."""

from typing import Any, NamedTuple

from flask import Blueprint

from ...channels.shapes import IssueCard
from ...core.db import reading
from ...web.viewer import current_viewer
from .. import queries, rules, words
from ..lights import card_word
from ..listing import RegisterFilter
from ..rules import Act

issues = Blueprint("issues", __name__)
IN_PANEL = 5
"""Lines of the panel beside a conversation; the register has the rest."""


class Panel(NamedTuple):
    """The issues of a channel that are due first, and how many are not settled."""

    cards: list[IssueCard]
    unsettled: queries.Count


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
def issues_in(channel: str) -> Panel:
    """The first open issues of a channel (public id) that the viewer is in, for the panel beside the conversation."""
    viewer = current_viewer()
    with reading() as session:
        found = queries.register(session, viewer, RegisterFilter(channel=channel), limit=IN_PANEL)
        return Panel([row.card for row in found.rows], queries.unsettled_in(session, viewer, channel))


def limits() -> dict[str, Any]:
    """How long what one writes may be."""
    return {"title_limit": rules.TITLE_LIMIT, "body_limit": rules.BODY_LIMIT, "reason_limit": rules.REASON_LIMIT}


from . import acts, board, bulk, deciding, export, page, raising, register, starting  # noqa: E402, F401 (they hang their doors here)
