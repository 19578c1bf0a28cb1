"""Topics that may mean the same: by shared pairs of characters, and only those that one may know of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.core import db
from hub.meetings.topics import actions, queries
from hub.meetings.topics.likeness import are_alike, likeness, pieces
from tests.meetings.story import Meetings

from .story import proposed

TITLES = st.text(alphabet="心理危机学生转介衔接机制关于的问题 ABC12", max_size=30).map(pieces)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("心理危机学生转介衔接机制", "关于心理危机学生转介的问题", True),
        ("心理危机学生转介衔接机制", "学生心理危机转介如何衔接", True),
        ("阳光宝宝卡机构退费标准", "阳光宝宝卡退费", True),
        ("12309 热线对接", "关于12309热线对接事宜", True),
        ("心理危机学生转介衔接机制", "寒假前困境儿童走访安排", False),
        ("校园周边食品安全", "校园欺凌处置流程", False),
        ("关于有关工作的问题", "关于有关工作的建议", False),
    ],
)
def test_what_people_would_say(one: str, other: str, alike: bool) -> None:
    assert are_alike(pieces(one), pieces(other)) is alike
    assert are_alike(pieces(other), pieces(one)) is alike


@given(TITLES, TITLES)
@settings(max_examples=150)
def test_likeness_is_a_share_and_knows_no_order(one: frozenset[str], other: frozenset[str]) -> None:
    share = likeness(one, other)
    assert 0 <= share <= 1
    assert share == likeness(other, one)
    assert (share == 1) == (one == other and bool(one))
    assert are_alike(one, other) == are_alike(other, one)
    if not one & other:
        assert share == 0
        assert not are_alike(one, other)


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_any_text_can_be_cut(title: str) -> None:
    assert pieces(title) == pieces(f" {title}\n")


def test_only_what_the_viewer_may_know_of_is_shown(meetings: Meetings) -> None:
    made = proposed(meetings, "甲一", "心理危机学生转介衔接机制")
    proposed(meetings, "甲一", "寒假前困境儿童走访安排")
    with db.reading() as session:
        for who, shown in (("甲长", [made]), ("办一", [made]), ("主任", [made]), ("乙一", []), ("东一", [])):
            found = queries.alike(session, meetings.scene[who], "学生心理危机转介")
            assert [one.public_id for one in found] == shown, who
        assert queries.alike(session, meetings.scene["办一"], "学生心理危机转介", but=made) == []
        assert queries.alike(session, meetings.scene["办一"], "   ") == []
    meetings.do(actions.withdraw, "甲一", made)
    with db.reading() as session:
        assert queries.alike(session, meetings.scene["办一"], "学生心理危机转介") == []


def test_the_likest_comes_first(meetings: Meetings) -> None:
    far, near = proposed(meetings, title="学生心理危机转介安排"), proposed(meetings, title="心理危机学生转介衔接")
    with db.reading() as session:
        found = queries.alike(session, meetings.scene["办一"], "心理危机学生转介衔接机制")
    assert [one.public_id for one in found][0] == near
    assert far in {one.public_id for one in found}
