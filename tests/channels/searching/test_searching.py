"""What is found and what is not, the same on both databases: words, phrases, filters, pages, and who may read."""

from datetime import date, datetime

import pytest
from sqlalchemy import select, update

from hub.channels import membership
from hub.channels.actions import edit_message, retract_message
from hub.channels.changing import have, tell
from hub.channels.marking.actions import mark_message, unmark_message
from hub.channels.models import Channel, Membership, Message
from hub.channels.posting import post_all, post_message
from hub.channels.searching import deciding, queries, texts
from hub.channels.searching.models import SearchText
from hub.channels.shapes import Facet, MessageDraft
from hub.core import clock, db
from hub.core.errors import NotFound
from tests.channels.scene import Scene, statements

from .asking import ask, bodies, say

MARCH = datetime(2026, 3, 31, 23, 59, tzinfo=clock.SHANGHAI)
APRIL = datetime(2026, 4, 1, 0, 0, tzinfo=clock.SHANGHAI)


def test_words_are_found_newest_first(scene: Scene) -> None:
    for body in ("会商机制", "机制会商", "会同商量", "再次会商"):
        say(scene, "甲一", body)
    assert bodies(ask(scene, "乙一", "会商")) == ["再次会商", "机制会商", "会商机制"]
    assert bodies(ask(scene, "乙一", "会商 机制")) == ["机制会商", "会商机制"]
    assert bodies(ask(scene, "乙一", "“会商机制”")) == ["会商机制"]
    assert bodies(ask(scene, "乙一", "会")) == ["再次会商", "会同商量", "机制会商", "会商机制"]
    assert bodies(ask(scene, "乙一", "再")) == ["再次会商"]


def test_words_that_only_share_their_pieces_are_not_found(scene: Scene) -> None:
    say(scene, "甲一", "未成年，成年人")
    assert bodies(ask(scene, "甲一", "未成年人")) == []
    say(scene, "甲一", "未成年人")
    assert bodies(ask(scene, "甲一", "未成年人")) == ["未成年人"]


def test_an_edit_is_followed_and_the_old_words_are_gone(scene: Scene) -> None:
    posted = say(scene, "甲一", "周三开会")
    say(scene, "甲一", "周三开会前报送")
    with db.transaction() as session:
        edit_message(session, scene["甲一"], posted.id, "周四会商")
    assert bodies(ask(scene, "乙一", "周三")) == ["周三开会前报送"]
    assert bodies(ask(scene, "乙一", "周四")) == ["周四会商"]
    assert bodies(ask(scene, "乙一", "开")) == ["周三开会前报送"]


def test_a_retracted_message_is_gone_at_once_and_for_good(scene: Scene) -> None:
    posted = say(scene, "甲一", "小明的住址")
    with db.transaction() as session:
        retract_message(session, scene["办一"], posted.id)
    for asked in ("住址", "址", "小明"):
        assert ask(scene, "甲一", asked).hits == ()
    with db.reading() as session:
        assert session.scalars(select(SearchText.folded)).all() == []


def test_what_is_not_committed_is_not_found(scene: Scene) -> None:
    with pytest.raises(RuntimeError), db.transaction() as session:  # noqa: PT012
        draft = MessageDraft(scene.channels["家庭"], "k", "会商")
        post_all(session, [(scene["甲一"], draft)])
        raise RuntimeError
    assert ask(scene, "甲一", "会商").hits == ()


def test_a_retry_is_one_message(scene: Scene) -> None:
    for _ in range(2):
        with db.transaction() as session:
            draft = MessageDraft(scene.channels["家庭"], "k", "会商")
            post_all(session, [(scene["甲一"], draft), (scene["甲一"], draft)])
    assert bodies(ask(scene, "甲一", "会商")) == ["会商"]


@pytest.mark.parametrize("who", ["丙一", "专家", "管理", "东一"])
def test_whoever_is_not_in_finds_nothing(scene: Scene, who: str) -> None:
    for number in range(30):
        say(scene, "甲一", f"家庭监护第{number}件")
    found = ask(scene, who, "监护")
    assert (found.hits, found.older, found.is_cut) == ((), None, False)
    with pytest.raises(NotFound):
        ask(scene, who, "监护", channel=scene.channels["家庭"])


def test_whoever_leaves_finds_nothing_from_then_on(scene: Scene) -> None:
    say(scene, "甲一", "家庭监护")
    say(scene, "甲一", "全体监护", channel="全体")
    assert bodies(ask(scene, "乙一", "监护")) == ["全体监护", "家庭监护"]
    with db.transaction() as session:
        channel = select(Channel.id).where(Channel.title == "家庭").scalar_subquery()
        mine = (Membership.channel_id == channel, Membership.person_id == scene["乙一"].person_id)
        session.execute(update(Membership).where(*mine).values(ended_at=clock.now()))
    assert bodies(ask(scene, "乙一", "监护")) == ["全体监护"]


def test_an_invitation_opens_and_its_end_closes(scene: Scene) -> None:
    say(scene, "甲一", "家庭监护")
    with db.transaction() as session:
        membership.invite(session, scene["办一"], scene.channels["家庭"], scene["专家"].public_id)
    assert bodies(ask(scene, "专家", "监护")) == ["家庭监护"]
    with db.transaction() as session:
        membership.uninvite(session, scene["办一"], scene.channels["家庭"], scene["专家"].public_id)
    assert ask(scene, "专家", "监护").hits == ()


def test_archived_channels_are_searched(scene: Scene) -> None:
    say(scene, "甲一", "家庭监护")
    with db.transaction() as session:
        session.execute(update(Channel).where(Channel.title == "家庭").values(archived_at=clock.now()))
    assert bodies(ask(scene, "乙一", "监护")) == ["家庭监护"]


def test_filters_narrow(scene: Scene) -> None:
    say(scene, "甲一", "会商一", at=MARCH)
    say(scene, "乙一", "会商二", at=APRIL)
    say(scene, "甲长", "会商三", channel="全体", at=APRIL)
    say(scene, "办一", "会商四", channel="全体", at=MARCH)
    with db.reading() as session:
        unit = scene["甲一"].unit_public_id
        person = scene["甲一"].public_id
        assert session is not None
    asked = {
        (): ["会商四", "会商三", "会商二", "会商一"],
        (("channel", scene.channels["家庭"]),): ["会商二", "会商一"],
        (("unit", unit),): ["会商三", "会商一"],
        (("person", person),): ["会商一"],
        (("since", date(2026, 4, 1)),): ["会商三", "会商二"],
        (("until", date(2026, 3, 31)),): ["会商四", "会商一"],
        (("since", date(2026, 3, 31)), ("until", date(2026, 3, 31))): ["会商四", "会商一"],
        (("since", date(2026, 4, 2)), ("until", date(2026, 4, 1))): [],
        (("unit", unit), ("until", date(2026, 3, 31))): ["会商一"],
        (("unit", "0000000000000000"),): [],
        (("has_file", True),): [],
        (("is_decision", True),): [],
    }
    for words in ("会商", "会"):
        assert {filters: bodies(ask(scene, "甲一", words, **dict(filters))) for filters in asked} == asked
    assert bodies(ask(scene, "甲一", unit=unit)) == ["会商三", "会商一"], "filters alone list all that fits"


def test_nothing_asked_is_nothing_looked_for(scene: Scene) -> None:
    say(scene, "甲一", "会商")
    found = ask(scene, "甲一", " ，。", channel=scene.channels["家庭"])
    assert found.is_empty_question
    assert found.hits == ()


def test_what_hangs_on_a_message_is_found_with_it(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[int, list[str]] = {}
    monkeypatch.setattr(texts, "_sources", {Facet.FILES: lambda _session, ids: {id_: names[id_] for id_ in ids}})
    posted = say(scene, "甲一", "附件见下")
    say(scene, "甲一", "没有附件")
    with db.transaction() as session:
        row = session.scalars(select(Message).where(Message.public_id == posted.id)).one()
        names[row.id] = ["困境儿童名单.DOCX", "报送表（一）.pdf"]
        have(row, Facet.FILES)
        tell(session, row, "edit")
    found = ask(scene, "乙一", "儿童名单")
    assert bodies(found) == ["附件见下"]
    assert [[part.text for part in text] for text in found.hits[0].also] == [["困境", "儿童名单", ".DOCX"]]
    assert bodies(ask(scene, "乙一", "附件 docx")) == ["附件见下"]
    assert bodies(ask(scene, "乙一", "docx报送")) == [], "nothing reaches from one name into the next"
    assert bodies(ask(scene, "乙一", "附件", has_file=True)) == ["附件见下"]
    with db.transaction() as session:
        row = session.scalars(select(Message).where(Message.public_id == posted.id)).one()
        have(row, Facet.FILES, has=False)
        tell(session, row, "edit")
    assert ask(scene, "乙一", "儿童名单").hits == ()
    assert ask(scene, "乙一", "附件", has_file=True).hits == ()


def test_decisions_are_the_marks_that_the_room_of_marks_calls_so(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    decided, noted = say(scene, "甲一", "决定一件"), say(scene, "甲一", "要点一件")
    say(scene, "甲一", "另外一件")
    with db.transaction() as session:
        rows = {row.public_id: row for row in session.scalars(select(Message))}
        for public_id in (decided.id, noted.id):
            have(rows[public_id], Facet.MARKS)
            tell(session, rows[public_id], "mark")
        wanted = rows[decided.id].id
    monkeypatch.setattr(deciding, "_decide", None)
    assert bodies(ask(scene, "甲一", "一件", is_decision=True)) == ["要点一件", "决定一件"]
    monkeypatch.setattr(deciding, "_decide", lambda _session, ids: {wanted} & set(ids))
    assert bodies(ask(scene, "甲一", "一件", is_decision=True)) == ["决定一件"]
    assert bodies(ask(scene, "甲一", is_decision=True)) == ["决定一件"]


def test_a_decision_of_the_room_of_marks_is_found_as_one(scene: Scene) -> None:
    decided, noted = say(scene, "甲一", "决定一件"), say(scene, "甲一", "要点一件")
    with db.transaction() as session:
        mark_message(session, scene["办一"], decided.id, "decision")
        mark_message(session, scene["办一"], noted.id, "statement")
    assert bodies(ask(scene, "乙一", "一件", is_decision=True)) == ["决定一件"]
    with db.transaction() as session:
        unmark_message(session, scene["办一"], decided.id, "decision")
    assert ask(scene, "乙一", "一件", is_decision=True).hits == ()


def test_forwarded_words_are_found_until_their_origin_is_retracted(scene: Scene) -> None:
    origin = say(scene, "甲一", "请报困境儿童名单")
    draft = MessageDraft(scene.channels["全体"], "forwarded", "请各单位参照", origin=origin.id)
    with db.transaction() as session:
        post_message(session, scene["甲一"], draft)
    assert bodies(ask(scene, "丙一", "困境儿童")) == ["请各单位参照"]
    with db.transaction() as session:
        retract_message(session, scene["甲一"], origin.id)
    assert ask(scene, "丙一", "困境儿童").hits == ()
    assert bodies(ask(scene, "丙一", "参照")) == ["请各单位参照"]


def test_pages_go_on_where_the_last_one_ended(scene: Scene) -> None:
    for number in range(7):
        say(scene, "甲一", f"会商{number}")
    pages, before = [], None
    while True:
        found = ask(scene, "乙一", "会商", limit=3, before=before)
        pages.append(bodies(found))
        if found.older is None:
            break
        before = found.older
        say(scene, "甲一", "会商又来")
    assert pages == [["会商6", "会商5", "会商4"], ["会商3", "会商2", "会商1"], ["会商0"]]


def test_a_page_begins_only_below_what_one_may_read(scene: Scene) -> None:
    posted = say(scene, "甲一", "会商")
    say(scene, "丙一", "会商", channel="全体")
    with pytest.raises(NotFound):
        ask(scene, "丙一", "会商", before=posted.id)


def test_an_answer_that_looks_through_too_much_says_so_and_goes_on(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(scene, "甲一", "乙")
    for number in range(5):
        say(scene, "甲一", f"会商{number}")
    monkeypatch.setattr(queries, "MOST_SEEN", 4)
    found = ask(scene, "甲一", "乙")
    assert (bodies(found), found.is_cut) == ([], True)
    found = ask(scene, "甲一", "乙", before=found.older)
    assert (bodies(found), found.is_cut, found.older) == (["乙"], False, None)


def test_items_of_plans_are_found_by_those_who_read_plans(scene: Scene) -> None:
    assert [one.number for one in ask(scene, "甲一", "街镇").items] == [2]
    assert [part.text for part in ask(scene, "甲一", "街镇").items[0].title if part.is_hit] == ["街镇"]
    assert ask(scene, "专家", "街镇").items == ()
    assert ask(scene, "甲一", "街镇", since=date(2026, 1, 1)).items == ()
    assert ask(scene, "甲一", "街镇", channel=scene.channels["家庭"]).items == ()
    assert [one.number for one in ask(scene, "甲一", "家庭", channel=scene.channels["家庭"]).items] == [1]


def test_an_answer_takes_as_many_statements_for_many_hits_as_for_one(scene: Scene) -> None:
    counted = []
    for _ in range(2):
        for number in range(15):
            say(scene, "甲一", f"会商{number}")
        ask(scene, "甲一", "会商")
        with statements() as sent:
            ask(scene, "甲一", "会商")
        counted.append(len(sent))
    assert counted[1] <= counted[0] + 1, "the key of the next page"
    assert counted[0] <= 9
