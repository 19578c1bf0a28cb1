"""Bulletins that there are, and the counts that a new one would have; the counts are the district's, whoever asks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ...issues.models import Issue
from ...issues.rules import kinds as issue_kinds
from ...meetings.models import Consultation
from ...meetings.rules import kinds as consultation_kinds
from ..queries.matters import Matters, of_everybody
from ..rules import Period
from .models import Bulletin
from .rules import SETTLED_LATE, SETTLED_WITHIN, UNSETTLED, Counts

_CASE = "case"


def counts(session: Session, period: Period) -> Counts:
    """By table and line, each matter once; nothing of a 个案会商. Four queries, which count in the database."""
    issues, follow_ups = of_everybody()
    return {
        "issues_by_end": _ends(_by(session, issues, period, issues.end)),
        "issues_by_kind": dict.fromkeys(issue_kinds(), 0) | _by(session, issues, period, Issue.kind),
        "follow_ups_by_end": _ends(_by(session, follow_ups, period, follow_ups.end)),
        "consultations_by_kind": _consultations(session, period),
    }


def published(session: Session) -> Sequence[Bulletin]:
    """All that stand, the latest period first."""
    found = select(Bulletin).where(Bulletin.withdrawn_at.is_(None))
    return session.scalars(found.order_by(Bulletin.first_on.desc(), Bulletin.id.desc())).all()


def bulletin(session: Session, public_id: str) -> Bulletin | None:
    """One, withdrawn or not."""
    return session.scalar(select(Bulletin).where(Bulletin.public_id == public_id))


def in_the_way(session: Session, period: Period) -> Bulletin | None:
    """A bulletin that keeps the office from publishing one of this period.

    One that stands and has a day of it; or one that was withdrawn and has some days in common with it, and not all: whoever
    kept that one could take the one from the other.
    """
    found = select(Bulletin).where(Bulletin.first_on <= period.last_on, Bulletin.last_on >= period.first_on)
    is_same = (Bulletin.first_on == period.first_on) & (Bulletin.last_on == period.last_on)
    return session.scalar(found.where(Bulletin.withdrawn_at.is_(None) | ~is_same).order_by(Bulletin.id).limit(1))


def _by(session: Session, matters: Matters, period: Period, by: ColumnElement[Any] | Any) -> dict[str, int]:
    each = select(by.label("of")).where(*matters.whole_due_in(period)).subquery()
    return dict(session.execute(select(each.c.of, func.count()).group_by(each.c.of)).all())


def _ends(found: dict[str, int]) -> dict[str, int]:
    unsettled = found.get("overdue", 0) + found.get("open", 0)
    return {
        SETTLED_WITHIN: found.get("on_time", 0),
        SETTLED_LATE: found.get("late", 0),
        UNSETTLED: unsettled,
    }


def _consultations(session: Session, period: Period) -> dict[str, int]:
    held = select(Consultation.kind, func.count()).where(
        Consultation.state == "closed",
        Consultation.is_named_only.is_(False),
        Consultation.kind != _CASE,
        Consultation.closed_at >= period.begins_at,
        Consultation.closed_at < period.ends_at,
    )
    lines = {key: 0 for key in consultation_kinds() if key != _CASE}
    return lines | dict(session.execute(held.group_by(Consultation.kind)).all())
