"""Any number of consultations at once, put into the tables without the hub's actions: what lists and months are measured on."""

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select

from hub.channels.models import Channel
from hub.core import db
from hub.core.ids import new_public_id
from hub.meetings.models import Attendance, Consultation
from tests.channels.scene import Scene
from tests.issues.story import shanghai

NOW = shanghai(11, 20, 10)
IN_MONTH = 30


def put(scene: Scene, count: int, in_month: int = IN_MONTH) -> None:
    """So many consultations over the last thirty years, all closed, and some in this month as they may be."""
    random = Random(count)
    with db.transaction() as session:
        first = (session.scalar(select(func.max(Consultation.id))) or 0) + 1
        person = scene["办一"].person_id
        channels = [
            {"id": 10_000 + key, "public_id": new_public_id(), "kind": "consultation", "title": ""}
            for key in range(first, first + count)
        ]
        session.execute(insert(Channel), channels)
        rows = [
            _row(random, key, person, is_near=place < in_month) for place, key in enumerate(range(first, first + count))
        ]
        session.execute(insert(Consultation), rows)
        units = list(scene.units.values())
        invited = [(row["id"], unit) for row in rows for unit in random.sample(units, 2)]
        session.execute(insert(Attendance), [{"consultation_id": id_, "unit_id": unit} for id_, unit in invited])


def _row(random: Random, key: int, person: int, *, is_near: bool) -> dict[str, Any]:
    far = timedelta(hours=random.randrange(60 * 24, 30 * 365 * 24))
    begins = NOW + timedelta(hours=random.randrange(-200, 200)) if is_near else NOW - far
    return {
        "id": key,
        "public_id": new_public_id(),
        "kind": "special",
        "title": f"会商{key}",
        "state": random.choice(["announced", "closed", "cancelled"]) if is_near else "closed",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "channel_id": 10_000 + key,
        "created_by": person,
        "announced_at": begins - timedelta(days=5),
    }
