"""The plan's paragraphs as messages: each of its two-character words, and samples of others, against a plain look through them."""

import re
from collections.abc import Iterator
from itertools import pairwise
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.channels.models import Message
from hub.channels.posting import post_all
from hub.channels.searching import queries
from hub.channels.searching.asking import terms
from hub.channels.searching.queries import search
from hub.channels.searching.rooms import Room, rooms_of
from hub.channels.searching.rules import HAN
from hub.channels.shapes import MessageDraft, Question
from hub.core import db
from tests.channels.scene import Scene
from tests.plan.documents import REAL, SAMPLE

_HAN_RUN = re.compile(f"[{HAN}]+")


@pytest.fixture(params=[REAL, SAMPLE], ids=["published", "sample"])
def paragraphs(request: pytest.FixtureRequest) -> list[str]:
    """The plan's paragraphs, without the marks of Markdown, which readers do not see."""
    if not request.param.exists():
        pytest.skip(f"the published plan is not beside this clone: {request.param.name}")
    text = request.param.read_text(encoding="utf-8").replace("*", "").replace("#", "")
    return [line.strip() for line in text.splitlines() if re.search(r"\w", line)]


@pytest.fixture
def posted(scene: Scene, paragraphs: list[str]) -> Scene:
    for start in range(0, len(paragraphs), 50):
        drafts = [MessageDraft(scene.channels["家庭"], str(uuid4()), body) for body in paragraphs[start : start + 50]]
        with db.transaction() as session:
            post_all(session, [(scene["甲一"], draft) for draft in drafts])
    return scene


@pytest.mark.slow
def test_every_word_of_the_plan_is_found_and_nothing_else(posted: Scene, paragraphs: list[str]) -> None:
    with db.reading() as session:
        rooms = list(rooms_of(session, posted["乙一"]).values())
        said = dict(session.execute(select(Message.id, Message.body)).all())
        found = {word: [said[key] for key in _keys(session, word, rooms)] for word in _words(paragraphs)}
    expected = {word: _there(paragraphs, word) for word in found}
    assert {word: (found[word], expected[word]) for word in found if found[word] != expected[word]} == {}
    assert len(found) > 1_000


def test_the_whole_search_agrees(posted: Scene, paragraphs: list[str]) -> None:
    for word in ["未成年人保护", *sorted(_words(paragraphs))[::250]]:
        assert list(_pages(posted, word)) == _there(paragraphs, word)
    assert _there(paragraphs, "未成年人保护") != []


def _words(paragraphs: list[str]) -> set[str]:
    """Every two adjacent characters; every 7th single one and every 5th three; numbers and Latin words."""
    runs = [run for text in paragraphs for run in _HAN_RUN.findall(text)]
    pairs = {"".join(pair) for run in runs for pair in pairwise(run)}
    threes = sorted({run[at : at + 3] for run in runs for at in range(len(run) - 2)})[::5]
    ones = sorted({character for run in runs for character in run})[::7]
    others = {word for text in paragraphs for word in re.findall(r"[A-Za-z0-9]{2,}", text)}
    return pairs | set(threes) | set(ones) | others


def _there(paragraphs: list[str], word: str) -> list[str]:
    """The paragraphs with the word, newest first; words of letters and digits from their beginning."""
    if word.isascii():
        return [text for text in reversed(paragraphs) if re.search(rf"(?<![A-Za-z0-9]){word}", text, re.IGNORECASE)]
    return [text for text in reversed(paragraphs) if word in text]


def _keys(session: Session, word: str, rooms: list[Room]) -> list[int]:
    """All that one page can hold: the plan has fewer paragraphs."""
    page = queries._page(session, Question(words=word, limit=100), terms(word), rooms)
    assert page.goes_on_below is None
    return page.keys


def _pages(scene: Scene, word: str) -> Iterator[str]:
    before = None
    while True:
        with db.reading() as session:
            found = search(session, scene["乙一"], Question(words=word, limit=100, before=before))
        yield from (hit.message.body for hit in found.hits)
        if found.older is None:
            return
        before = found.older
