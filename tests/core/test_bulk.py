"""Many rows at once come out as they would one by one, on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hub.channels.models import Channel, Message
from hub.core import db
from hub.core.bulk import insert_many, update_many
from hub.notify.models import OutboxRow
from tests.channels.conftest import scene
from tests.channels.scene import Scene, statements

__all__ = ["scene"]
AT = datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=8)))
MENTIONED: list[Any] = [{"name": "甲\"'\\{},一"}, None, [1, True]]


def messages(scene: Scene, count: int) -> list[dict[str, Any]]:
    with db.reading() as session:
        channel = session.scalars(select(Channel.id).order_by(Channel.id)).first()
    viewer = scene["甲一"]
    empty = {"reply_to_id": None, "edited_at": None, "retracted_at": None, "facets": 0}
    fixed = {"channel_id": channel, "author_id": viewer.person_id, "unit_id": viewer.unit_id, "posted_at": AT} | empty
    return [
        fixed
        | {"public_id": f"m{turn}", "seq": turn, "change": turn, "client_id": f"c{turn}", "body": f"第{turn}条'\"\\"}
        | {"mentioned": MENTIONED[:turn], "edited_at": AT if turn % 2 else None}
        for turn in range(1, count + 1)
    ]


def test_each_value_comes_back_as_it_was(scene: Scene) -> None:
    rows = messages(scene, 4)
    with db.transaction() as session:
        insert_many(session, Message, rows)
    with db.reading() as session:
        found = session.scalars(select(Message).order_by(Message.id)).all()
    assert [{name: getattr(row, name) for name in rows[0]} for row in found] == rows
    assert found[0].posted_at.tzinfo is UTC


def test_what_has_moved_meanwhile_is_not_set_and_not_counted(scene: Scene) -> None:
    with db.transaction() as session:
        insert_many(session, Message, messages(scene, 3))
        keys = list(session.scalars(select(Message.id).order_by(Message.id)))
        match = [{"id": key, "change": change} for key, change in zip(keys, (1, 9, 3), strict=True)]
        values = [{"change": 10 + turn, "edited_at": AT if turn else None} for turn in range(3)]
        assert update_many(session, Message, match, values) == 2
        assert update_many(session, Message, [], []) == 0
    with db.reading() as session:
        found = session.execute(select(Message.change, Message.edited_at).order_by(Message.id)).all()
    assert [tuple(row) for row in found] == [(10, None), (2, None), (12, AT)]


def notice(key: str) -> dict[str, Any]:
    empty = dict.fromkeys(("person_id", "subscription_id", "target_id", "channel_id", "message_id"))
    fixed = {"is_urgent": False, "overrode": "", "state": "pending", "attempts": 0, "reason": "", "due_at": AT}
    own = {"public_id": f"p{key}"[:14], "dedup_key": key, "kind": "mention", "way": "mail", "created_at": AT}
    return {**empty, **fixed, **own}


def test_a_key_that_is_there_stays_and_the_others_come(scene: Scene) -> None:
    with db.transaction() as session:
        insert_many(session, OutboxRow, [notice("a")], unless="dedup_key")
        insert_many(session, OutboxRow, [notice("a") | {"public_id": "other"}, notice("b")], unless="dedup_key")
        insert_many(session, OutboxRow, [], unless="dedup_key")
    with db.reading() as session:
        found = session.execute(select(OutboxRow.dedup_key, OutboxRow.public_id).order_by(OutboxRow.id)).all()
    assert [tuple(row) for row in found] == [("a", "pa"), ("b", "pb")]


def test_without_that_a_key_that_is_there_is_an_error(scene: Scene) -> None:
    with pytest.raises(IntegrityError), db.transaction() as session:
        insert_many(session, OutboxRow, [notice("a"), notice("a")])


def test_however_many_it_is_one_statement(scene: Scene) -> None:
    rows = messages(scene, 300)
    with db.transaction() as session, statements() as sent:
        insert_many(session, Message, rows)
        keys = [{"public_id": row["public_id"]} for row in rows]
        update_many(session, Message, keys, [{"seq": row["seq"] + 300} for row in rows])
    assert len(sent) == 2
