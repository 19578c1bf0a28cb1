"""Follow-ups as the ladder engine knows them: whom their steps tell, and what they do besides."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..core.bulk import among, insert_many
from ..escalation import matters
from ..escalation.shapes import Act, Clock, Due, Fired, Told
from . import rules, topics
from .clocks import FOLLOW_UP
from .models import FollowUp, FollowUpEvent
from .recipients import told_of_follow_ups

CLIMBING = frozenset({Clock.ANSWER, Clock.DUE, Clock.PROGRESS})
"""Clocks whose steps lift the tier; the others only remind."""


class FollowUps:
    """Follow-ups: the second kind of matter, beside issues."""

    name = FOLLOW_UP
    has_raiser = False

    def hold(self, session: Session, matter_ids: Collection[int], *, waits: bool) -> set[int]:
        """Their rows."""
        found = select(FollowUp.id).where(among(session, FollowUp.id, matter_ids)).order_by(FollowUp.id)
        return set(session.scalars(found.with_for_update(skip_locked=not waits)))

    def told(self, session: Session, due: Sequence[Due]) -> dict[int, tuple[Told, ...]]:
        """Units, the office, the committee: as the steps say."""
        return told_of_follow_ups(session, due)

    def fired(self, session: Session, fired: Sequence[Fired]) -> None:
        """Lift tiers, bring before the next consultation, write timelines."""
        _lift(session, [one for one in fired if one.due.clock in CLIMBING])
        topics.put_up(session, [one.due.matter_id for one in fired if one.due.step.act is Act.TOPIC])
        insert_many(session, FollowUpEvent, [_event(one) for one in fired])


def _lift(session: Session, fired: Sequence[Fired]) -> None:
    by_tier: defaultdict[int, set[int]] = defaultdict(set)
    for one in fired:
        by_tier[one.due.step.tier].add(one.due.matter_id)
    for tier, ids in by_tier.items():
        higher = update(FollowUp).where(among(session, FollowUp.id, ids), FollowUp.tier < tier).values(tier=tier)
        session.execute(higher.execution_options(synchronize_session=False))


def _event(one: Fired) -> dict[str, object]:
    due = one.due
    detail = {"clock": str(due.clock), "tier": due.step.tier, "act": str(due.step.act), "told": len(one.told)}
    act = rules.Act.ESCALATE if due.clock in CLIMBING else rules.Act.REMIND
    empty = {"person_id": None, "unit_id": None, "text": "", "report_id": None}
    return {"follow_up_id": due.matter_id, "act": str(act), "at": one.at, "detail": detail, **empty}


matters.register(FollowUps())
