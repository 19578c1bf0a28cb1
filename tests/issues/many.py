"""Any number of issues at once, put into the tables without the hub's actions: what registers are measured on."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select

from hub.channels.models import Channel, Message
from hub.core import db
from hub.core.ids import new_public_id
from hub.issues.models import KINDS, SEVERITIES, STATES, Issue, IssueUnit
from tests.channels.scene import Scene

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MOST_AT_ONCE = 2_000


def put(scene: Scene, count: int, seed: int = 1, states: Sequence[str] = STATES) -> None:
    """So many issues all over the scene's channels, with values of every kind; the same for the same seed."""
    random = Random(seed)
    with db.transaction() as session:
        channels = list(session.scalars(select(Channel.id).order_by(Channel.id)))
        first = (session.scalar(select(func.max(Message.id))) or 0) + 1
        numbers = {
            year: session.scalar(select(func.max(Issue.number)).where(Issue.year == year)) or 0 for year in (2025, 2026)
        }
        person = scene["甲一"].person_id
        for start in range(first, first + count, MOST_AT_ONCE):
            batch = range(start, min(start + MOST_AT_ONCE, first + count))
            rows = [_issue(random, scene, channels, id_, numbers, states) for id_ in batch]
            messages = [_message(row, person) for row in rows]
            units = [unit for row in rows for unit in _units(random, scene, row["id"])]
            session.execute(insert(Message), messages)
            session.execute(insert(Issue), [row | {"raised_by": person} for row in rows])
            session.execute(insert(IssueUnit), units)


def _issue(
    random: Random, scene: Scene, channels: list[int], id_: int, numbers: dict[int, int], states: Sequence[str]
) -> dict[str, Any]:
    state, year = random.choice(states), 2025 if id_ % 10 < 3 and not numbers[2026] else 2026
    numbers[year] += 1
    return {
        "id": id_,
        "public_id": new_public_id(),
        "year": year,
        "number": numbers[year],
        "channel_id": random.choice(channels),
        "message_id": id_,
        "kind": random.choice(KINDS),
        "severity": random.choice(SEVERITIES),
        "title": random.choice(["转介等候过长", "校车停靠点占道 100%", "文身治理_依据", "电子烟销售点"]) + str(id_),
        "body": "",
        "state": state,
        "unit_id": random.choice(list(scene.units.values())),
        "raised_at": NOW - timedelta(minutes=random.randrange(100_000)),
        "due_at": NOW + timedelta(minutes=random.randrange(-20, 60) * 500),
        "tier": random.randrange(6),
        "supervised_at": random.choice([None, NOW]),
        "held_state": "open" if state == "on_hold" else None,
    }


def _message(row: dict[str, Any], person: int) -> dict[str, Any]:
    return {
        "id": row["message_id"],
        "public_id": new_public_id(),
        "channel_id": row["channel_id"],
        "seq": row["id"],
        "author_id": person,
        "unit_id": row["unit_id"],
        "client_id": f"many-{row['id']}",
        "body": "",
        "change": row["id"],
    }


def _units(random: Random, scene: Scene, issue_id: int) -> list[dict[str, Any]]:
    chosen = random.sample(list(scene.units.values()), random.choice([1, 1, 2]))
    return [
        {
            "issue_id": issue_id,
            "unit_id": unit,
            "position": place,
            "is_lead": place == 0,
            "released_at": random.choice([None, None, NOW]),
        }
        for place, unit in enumerate(chosen)
    ]
