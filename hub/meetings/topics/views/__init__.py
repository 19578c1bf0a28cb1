"""Pages of topics 议题: the list 议题库, each topic, proposing one, and what is decided about it."""

from flask import Blueprint

from ....core.db import reading
from ....web.viewer import current_viewer
from .. import queries, rules
from ..shapes import TopicLine

topics = Blueprint("topics", __name__)


@topics.app_template_global()
def topic_words() -> dict[str, dict[str, str]]:
    """States and origins as people say them."""
    return {"states": rules.states(), "bases": rules.bases()}


@topics.app_template_global()
def topics_of_issue(issue: str) -> list[TopicLine]:
    """The topics that an issue (public id) has become, for whoever may know of them."""
    with reading() as session:
        return queries.of_issue(session, current_viewer(), issue)


@topics.app_template_global()
def topics_in(channel: str) -> list[TopicLine]:
    """The topics from a channel (public id) that are still to be dealt with, for whoever may know of them."""
    with reading() as session:
        return queries.of_channel(session, current_viewer(), channel)


from . import deciding, listing, page, proposing  # noqa: E402, F401 (they hang their doors here)
