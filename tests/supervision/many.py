"""Any number of follow-ups at once, put into the tables without the hub's actions: what the register is measured on."""

from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import func, insert, select

from hub.core import db
from hub.core.ids import new_public_id
from hub.supervision.models import STATES, FollowUp, FollowUpUnit

from .story import Followed

NOW = datetime(2026, 12, 10, 2, 0, tzinfo=UTC)
TITLES = ("统一校内初筛表", "走访名单 100%", "号源_依据", "每周报送")


def put(story: Followed, count: int, seed: int = 1) -> None:
    """So many follow-ups of the story's minutes, with values of every kind; the same for the same seed."""
    random, first = Random(seed), story.row()
    units = list(story.scene.units.values())
    with db.transaction() as session:
        start = (session.scalar(select(func.max(FollowUp.id))) or 0) + 1
        numbers = {
            year: session.scalar(select(func.max(FollowUp.number)).where(FollowUp.year == year)) or 0
            for year in (2025, 2026)
        }
        rows, shares = [], []
        for id_ in range(start, start + count):
            year = 2025 if random.random() < 0.3 else 2026
            numbers[year] += 1
            state = random.choice(STATES)
            rows.append({
                "id": id_, "public_id": new_public_id(), "year": year, "number": numbers[year],
                "consultation_id": first.consultation_id, "minutes_id": first.minutes_id, "key": f"many-{id_}",
                "title": random.choice(TITLES), "text": "会议议定。", "state": state,
                "opened_at": NOW - timedelta(days=30), "due_at": NOW + timedelta(hours=random.randrange(-400, 900)),
                "heard_at": None if state == "assigned" else NOW - timedelta(hours=random.randrange(900)),
            })  # fmt: skip
            for position, unit in enumerate(random.sample(units, random.choice([1, 2, 3]))):
                shares.append(
                    {"follow_up_id": id_, "unit_id": unit, "position": position, "is_lead": position == 0,
                     "released_at": random.choice([None, None, None, NOW])}
                )  # fmt: skip
        for model, several in ((FollowUp, rows), (FollowUpUnit, shares)):
            for at in range(0, len(several), 2_000):
                session.execute(insert(model), several[at : at + 2_000])
