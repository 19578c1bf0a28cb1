"""Minutes that write themselves: how long closing has to wait for the draft of a long consultation."""

import statistics
import time
from datetime import timedelta

from sqlalchemy import insert

import hub.reactions  # noqa: F401 (whoever is told by a draft is told here too)
from hub.channels.models import Channel, Message
from hub.core import clock, db
from hub.core.ids import new_public_id
from hub.journal import chain
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.live.models import Decision, ItemMessage
from hub.meetings.models import Attendance, Consultation
from hub.minutes.drafting.actions import draft

from .consultations import office

ITEMS, MESSAGES, ROUNDS = 30, 5_000, 5
EVERY = 3
"""Every third message is marked as a statement."""
WORDS = (
    "本学期已转介{n}人，平均等候16天；**建议**由卫健部门增加号源，学校转介时一律附初筛表。目前最大的困难是夜间首诊。"
)


def measure(database_url: str) -> dict[str, float]:
    """Seconds (median and worst of ROUNDS) from the facts to the commit, of as many consultations of ITEMS and MESSAGES."""
    viewer, units = office(database_url)
    chain.begin("b" * 64)
    with db.transaction() as session:
        held = [_held(number, viewer.person_id, units) for number in range(1, ROUNDS + 1)]
        session.execute(insert(Channel), [channel for channel, _row in held])
        session.execute(insert(Consultation), [row for _channel, row in held])
        for number in range(1, ROUNDS + 1):
            session.execute(insert(Attendance), [{"consultation_id": number, "unit_id": unit} for unit in units])
            items = _items(number)
            session.execute(insert(AgendaItem), items)
            session.execute(insert(Decision), [_decision(item["id"], viewer.person_id, units) for item in items])
            messages = _messages(number, viewer.person_id, units)
            session.execute(insert(Message), messages)
            session.execute(insert(ItemMessage), [_said(number, place, one) for place, one in enumerate(messages)])
    with db.engine().connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("analyze")
    taken = sorted(_draft(number) for number in range(1, ROUNDS + 1))
    db.close_database()
    return {"median, s": statistics.median(taken), "worst, s": taken[-1]}


def _held(number: int, person: int, units: list[int]) -> tuple[dict[str, object], dict[str, object]]:
    now = clock.now()
    channel = {"id": number, "public_id": new_public_id(), "kind": "consultation", "title": ""}
    row = {
        "id": number,
        "channel_id": number,
        "public_id": new_public_id(),
        "kind": "special",
        "title": f"会商{number}",
    }
    ends = now + timedelta(hours=3)
    when = {"starts_at": now, "ends_at": ends, "announced_at": now, "opened_at": now, "closed_at": now}
    return channel, row | when | {"state": "closed", "created_by": person, "chair_id": person}


def _items(number: int) -> list[dict[str, object]]:
    first = number * ITEMS
    return [
        {
            "id": first + place, "public_id": new_public_id(), "consultation_id": number, "position": place,
            "title": f"第{place}项工作", "ask": "提请议定", "state": "done", "seconds": 600,
        }
        for place in range(ITEMS)
    ]  # fmt: skip


def _decision(item: object, person: int, units: list[int]) -> dict[str, object]:
    given = {"public_id": new_public_id(), "item_id": item, "position": 1, "text": "统一校内初筛表。", "state": "fixed"}
    return given | {"lead_unit_id": units[0], "written_by": person}


def _messages(number: int, author: int, units: list[int]) -> list[dict[str, object]]:
    first = number * MESSAGES
    return [
        {
            "id": first + place, "public_id": new_public_id(), "channel_id": number, "seq": place + 1, "change": place + 1,
            "author_id": author, "unit_id": units[place % len(units)], "client_id": f"{number}-{place}",
            "body": WORDS.format(n=place),
        }
        for place in range(MESSAGES)
    ]  # fmt: skip


def _said(number: int, place: int, message: dict[str, object]) -> dict[str, object]:
    item = number * ITEMS + place * ITEMS // MESSAGES
    return {"message_id": message["id"], "item_id": item, "is_statement": place % EVERY == 0}


def _draft(number: int) -> float:
    start = time.perf_counter()
    with db.transaction() as session:
        draft(session, number)
    return time.perf_counter() - start
