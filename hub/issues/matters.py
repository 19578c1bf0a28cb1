"""Issues and requests for more time as the ladder engine knows them: whom their steps tell, and what they do besides."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..channels import changing
from ..core import events
from ..core.bulk import among, insert_many
from ..escalation import matters
from ..escalation.shapes import Act, Clock, Due, Fired, Told
from . import rules
from .clocks import EXTENSION, ISSUE
from .events import TopicsCalledFor
from .models import ExtensionRequest, Issue, IssueEvent
from .recipients import told_of_issues, told_of_requests

CARD = "issue"
CLIMBING = frozenset({Clock.ANSWER, Clock.DUE, Clock.PROGRESS})
"""Clocks whose steps lift the issue's tier; the others only remind."""


class Issues:
    """Issues."""

    name = ISSUE
    has_raiser = True

    def hold(self, session: Session, matter_ids: Collection[int], *, waits: bool) -> set[int]:
        """The issues' rows."""
        found = select(Issue.id).where(among(session, Issue.id, matter_ids)).order_by(Issue.id)
        return set(session.scalars(found.with_for_update(skip_locked=not waits)))

    def told(self, session: Session, due: Sequence[Due]) -> dict[int, tuple[Told, ...]]:
        """Units, the office, the committee, whoever raised it: as the steps say."""
        return told_of_issues(session, due)

    def fired(self, session: Session, fired: Sequence[Fired]) -> None:
        """Lift tiers, take under supervision, propose topics; write timelines, and let the cards change."""
        _lift(session, [one for one in fired if one.due.clock in CLIMBING])
        _supervise(session, [one for one in fired if one.due.step.act in {Act.SUPERVISE, Act.TOPIC}])
        propose(session, [one.due.matter_id for one in fired if one.due.step.act is Act.TOPIC])
        insert_many(session, IssueEvent, [_event(one.due.matter_id, one) for one in fired])
        show(session, [one.due.matter_id for one in fired])


class Requests:
    """Requests for more time: whoever decides has a clock too."""

    name = EXTENSION
    has_raiser = True

    def hold(self, session: Session, matter_ids: Collection[int], *, waits: bool) -> set[int]:
        """The rows of the issues that they are about, which stand before theirs."""
        found = select(ExtensionRequest.id).join(Issue, Issue.id == ExtensionRequest.issue_id)
        found = found.where(among(session, ExtensionRequest.id, matter_ids)).order_by(Issue.id)
        return set(session.scalars(found.with_for_update(of=Issue, skip_locked=not waits)))

    def told(self, session: Session, due: Sequence[Due]) -> dict[int, tuple[Told, ...]]:
        """Whoever decides, and the office."""
        return told_of_requests(session, due)

    def fired(self, session: Session, fired: Sequence[Fired]) -> None:
        """Write it into the issue's timeline."""
        rows = [(session.get_one(ExtensionRequest, one.due.matter_id).issue_id, one) for one in fired]
        insert_many(session, IssueEvent, [_event(issue_id, one) for issue_id, one in rows])
        show(session, [issue_id for issue_id, _one in rows])


def propose(session: Session, issue_ids: Collection[int]) -> None:
    """A rung puts issues (keys) on the list of topics for the next consultation."""
    if issue_ids:
        events.record(session, TopicsCalledFor(tuple(dict.fromkeys(issue_ids))))


def show(session: Session, issue_ids: Sequence[int]) -> None:
    """Let the cards of these issues (keys) change, and everybody know for whom something waits by it."""
    messages = session.scalars(select(Issue.message_id).where(among(session, Issue.id, set(issue_ids)))).all()
    changing.tell_many(session, messages, CARD)


def _lift(session: Session, fired: Sequence[Fired]) -> None:
    by_tier: defaultdict[int, set[int]] = defaultdict(set)
    for one in fired:
        by_tier[one.due.step.tier].add(one.due.matter_id)
    for tier, ids in by_tier.items():
        higher = update(Issue).where(among(session, Issue.id, ids), Issue.tier < tier).values(tier=tier)
        session.execute(higher.execution_options(synchronize_session=False))


def _supervise(session: Session, fired: Sequence[Fired]) -> None:
    ids = {one.due.matter_id for one in fired}
    if ids:
        taken = (
            update(Issue)
            .where(among(session, Issue.id, ids), Issue.supervised_at.is_(None))
            .values(supervised_at=fired[0].at)
        )
        session.execute(taken.execution_options(synchronize_session=False))


def _event(issue_id: int, one: Fired) -> dict[str, object]:
    due = one.due
    detail = {"clock": str(due.clock), "tier": due.step.tier, "act": str(due.step.act), "told": len(one.told)}
    act = rules.Act.ESCALATE if due.clock in CLIMBING else rules.Act.REMIND
    empty = {"person_id": None, "unit_id": None, "text": "", "message_id": None}
    return {"issue_id": issue_id, "act": str(act), "at": one.at, "detail": detail, **empty}


matters.register(Issues())
matters.register(Requests())
