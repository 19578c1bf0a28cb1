"""What programs ask the search, and what they get."""

from datetime import date

from pydantic import Field

from ...core.viewer import Viewer
from ...web.api import Answer, Query
from ..shapes import Excerpt, Found, FoundItem, Hit, Question
from .messages import MessageAnswer, message_answer


class SearchQuery(Query):
    """Words that all must be there, “a phrase” in quotes, and filters; dates are Shanghai's, both included."""

    q: str = Field(default="", max_length=200)
    channel: str | None = None
    unit: str | None = None
    person: str | None = None
    since: date | None = None
    until: date | None = None
    has_file: bool = False
    is_decision: bool = False
    before: str | None = None
    limit: int = Field(default=20, ge=1, le=100)


class StretchAnswer(Answer):
    """A part of a text; `hit` where it is what was looked for."""

    text: str
    hit: bool


class HitAnswer(Answer):
    """A message with the text around the words, and its file names and the like that have them."""

    message: MessageAnswer
    channel_title: str
    excerpt: list[StretchAnswer]
    also: list[list[StretchAnswer]]


class ItemAnswer(Answer):
    """An item of a plan."""

    plan: str
    item: str
    year: int
    number: int
    title: list[StretchAnswer]
    excerpt: list[StretchAnswer]


class SearchAnswer(Answer):
    """Messages, newest first, and items of plans. `older` is the `before` of the next page.

    `is_cut`: the page ends early because many messages had to be looked through; go on with `older`.
    """

    messages: list[HitAnswer]
    items: list[ItemAnswer]
    older: str | None
    is_cut: bool


def question_of(query: SearchQuery) -> Question:
    """The question as the search takes it."""
    values = query.model_dump()
    return Question(words=values.pop("q"), **values)


def search_answer(found: Found, viewer: Viewer) -> SearchAnswer:
    """What was found, as this viewer's program gets it."""
    return SearchAnswer(
        messages=[_hit(hit, viewer) for hit in found.hits],
        items=[_item(item) for item in found.items],
        older=found.older,
        is_cut=found.is_cut,
    )


def _hit(hit: Hit, viewer: Viewer) -> HitAnswer:
    return HitAnswer(
        message=message_answer(hit.message, viewer),
        channel_title=hit.channel_title,
        excerpt=_stretches(hit.excerpt),
        also=[_stretches(text) for text in hit.also],
    )


def _item(item: FoundItem) -> ItemAnswer:
    return ItemAnswer(
        plan=item.plan,
        item=item.item,
        year=item.year,
        number=item.number,
        title=_stretches(item.title),
        excerpt=_stretches(item.excerpt),
    )


def _stretches(excerpt: Excerpt) -> list[StretchAnswer]:
    return [StretchAnswer(text=one.text, hit=one.is_hit) for one in excerpt]
