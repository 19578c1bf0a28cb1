"""待我处理: what names me, my unit or my groups and is open, and where I have not read; nothing of places I left."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hub.accounts.events import PersonMoved
from hub.accounts.models import Person
from hub.channels import actions, queries
from hub.channels.posting import post_message
from hub.channels.queries import todo
from hub.channels.shapes import Link, MessageDraft, TodoEntry, TodoKind, Urgency
from hub.core import clock, db
from hub.core.events import record
from hub.core.viewer import Viewer

from .scene import Scene

WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


def say(scene: Scene, who: str, body: str, channel: str = "家庭") -> str:
    with db.transaction() as session:
        draft = MessageDraft(scene.channels[channel], f"{who}{body}".encode().hex()[-60:], body)
        return post_message(session, scene[who], draft).id


def waiting(scene: Scene, who: str, kind: str = "mention") -> list[TodoEntry]:
    with db.reading() as session:
        return [entry for entry in queries.waiting(session, scene[who]) if entry.kind == kind]


def test_a_mention_waits_with_who_where_and_a_way_there(scene: Scene) -> None:
    message = say(scene, "甲一", "请@乙一 看一下\n附件")
    (entry,) = waiting(scene, "乙一")
    assert (entry.id, entry.title, entry.source) == (message, "请@乙一 看一下 附件", "区甲局 甲一，事项 1　家庭")
    assert (entry.channel, entry.seq, entry.link) == (
        scene.channels["家庭"],
        1,
        ("channels.message", {"message_id": message}),
    )
    assert (entry.is_mine, entry.due_at) == (True, None)
    assert waiting(scene, "甲一") == []
    assert waiting(scene, "办一") == []


def test_my_unit_and_my_groups_are_me_but_not_in_person(scene: Scene) -> None:
    say(scene, "甲一", "请@区乙局 看")
    say(scene, "甲一", "请@各责任单位 看")
    assert [entry.is_mine for entry in waiting(scene, "乙一")] == [False, False]
    assert [entry.title for entry in waiting(scene, "甲长")] == ["请@各责任单位 看"]


def test_done_is_done_and_can_be_taken_back(scene: Scene) -> None:
    message = say(scene, "甲一", "请@区乙局 看")
    for act, left in ((actions.settle_mention, 0), (actions.settle_mention, 0), (actions.reopen_mention, 1)):
        with db.transaction() as session:
            act(session, scene["乙一"], message)
        assert len(waiting(scene, "乙一")) == left


def test_what_is_retracted_or_left_behind_waits_no_longer(scene: Scene) -> None:
    say(scene, "甲一", "请@乙一 看")
    gone = say(scene, "甲一", "请@乙一 再看")
    with db.transaction() as session:
        actions.retract_message(session, scene["甲一"], gone)
    assert [entry.title for entry in waiting(scene, "乙一")] == ["请@乙一 看"]
    with db.transaction() as session:
        person = session.get_one(Person, scene["乙一"].person_id)
        person.unit_id = scene.units["区丙局"]
        record(session, PersonMoved(person.id, scene.units["区乙局"], person.unit_id))
    assert waiting(scene, "乙一") == []


def test_channels_that_i_have_not_read_wait_too(scene: Scene) -> None:
    say(scene, "甲一", "一")
    say(scene, "甲一", "二")
    say(scene, "办一", "通知", channel="全体")
    found = {entry.title: entry for entry in waiting(scene, "乙一", "unread")}
    assert {title: (entry.count, entry.seq) for title, entry in found.items()} == {"家庭": (2, 2), "全体": (1, 1)}
    assert found["家庭"].link == ("channels.desk", {"channel_id": scene.channels["家庭"]})
    assert waiting(scene, "甲一", "unread")[0].title == "全体"
    assert waiting(scene, "专家", "unread") == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_names_me_comes_before_what_only_is_new(scene: Scene) -> None:
    with clock.held_at(WEDNESDAY - timedelta(hours=2)):
        say(scene, "甲一", "请@乙一 看")
    with clock.held_at(WEDNESDAY - timedelta(hours=1)):
        say(scene, "办一", "通知", channel="全体")
    with clock.held_at(WEDNESDAY), db.reading() as session:
        entries = queries.waiting(session, scene["乙一"])
    assert [entry.title for entry in entries] == ["请@乙一 看", "全体", "家庭"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_day_it_came_in_says_where_it_stands(scene: Scene) -> None:
    hours = {1: Urgency.TODAY, 12: Urgency.WEEK, 48: Urgency.WEEK, 72: Urgency.OTHER}
    for ago in hours:
        with clock.held_at(WEDNESDAY - timedelta(hours=ago)):
            say(scene, "甲一", f"请@乙一 看{ago}")
    with clock.held_at(WEDNESDAY):
        assert {int(entry.title[6:]): entry.urgency for entry in waiting(scene, "乙一")} == hours


def test_other_features_add_what_they_have(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(todo, "_sources", dict(todo._sources))
    due_at = clock.now() + timedelta(hours=1)

    @queries.source(TodoKind("issue", "warn", str), lambda _session, _viewer: 1)
    def due_soon(_session: Session, _viewer: Viewer) -> list[TodoEntry]:
        return [
            TodoEntry(
                *("issue", "x", "问题", "要办", "", clock.now(), Urgency.TODAY, due_at, True, 1, "", 0),
                *(Link("issues.issue", {}), "办理"),
            )
        ]

    say(scene, "甲一", "请@乙一 看")
    with db.reading() as session:
        assert [entry.kind for entry in queries.waiting(session, scene["乙一"])] == ["issue", "mention", "unread"]
        assert queries.waiting_count(session, scene["乙一"]) == 2
