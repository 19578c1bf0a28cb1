"""Issues and follow-ups that fall due in a period, as rows that figures count and evidence lists: the same SQL for both.

A row is a matter and a unit that answers for it (leads or supports it) now. Withdrawn matters do not count. `settled` is when a
unit said that it is done, or the office closed it; it counts while the matter stands so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, null
from sqlalchemy.orm import Session

from ...core import clock
from ...core.viewer import Viewer
from ...issues.models import Issue, IssueUnit
from ...issues.queries.narrowing import channels_of, sees_all
from ...supervision.models import FollowUp, FollowUpUnit
from ...supervision.policy import of_no_case, visible
from ..policy import of_units
from ..rules import Period

Conditions = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True, slots=True)
class Matters:
    """A kind of matter: its table and the table of its units, what may be seen and counts, and when it was settled."""

    name: str
    matter: Any
    share: Any
    key: Any
    taken_at: Any
    settled: ColumnElement[Any]
    rests: ColumnElement[bool]
    sight: Conditions

    def by(self, *, unit: bool) -> ColumnElement[Any]:
        """What figures are told apart by: the unit that answers, or the channel that the matter came from.

        As a sum, so that SQLite does not walk an index of it: in that order every matter lies elsewhere (twice the time).
        """
        return (self.share.unit_id if unit else self.matter.channel_id) + 0  # type: ignore[no-any-return]

    @property
    def end(self) -> ColumnElement[str]:
        """What became of it, one of `rules.ENDS`; what is on hold is not overdue."""
        settled, due = self.settled, self.matter.due_at
        return case(
            (settled.is_not(None) & (settled <= due), literal("on_time")),
            (settled.is_not(None), literal("late")),
            ((due <= clock.now()) & ~self.rests, literal("overdue")),
            else_=literal("open"),
        )

    def due_in(self, period: Period) -> Conditions:
        """They fall due in it."""
        return (*self._shared(), *self.whole_due_in(period))

    def whole_due_in(self, period: Period) -> Conditions:
        """They fall due in it, each once, whoever answers for it; for a sight that asks for no unit."""
        return (*self._standing(), *self._due_in(period))

    def given_in(self, period: Period) -> Conditions:
        """Units were given them in it."""
        added = self.share.added_at
        return (*self._shared(), *self._standing(), added >= period.begins_at, added < period.ends_at)

    def _due_in(self, period: Period) -> Conditions:
        due = self.matter.due_at
        return (due >= period.begins_at, due < period.ends_at)

    def _shared(self) -> Conditions:
        return (self.key == self.matter.id, self.share.released_at.is_(None))

    def _standing(self) -> Conditions:
        return (self.matter.state != "withdrawn", *self.sight)


def kinds(session: Session, viewer: Viewer) -> Sequence[Matters]:
    """Both kinds, as far as the viewer sees them."""
    channels = channels_of(session, viewer)
    inside: Conditions = () if sees_all(session, channels) else (Issue.channel_id.in_(channels),)
    return (
        _issues((*inside, of_units(viewer, IssueUnit.unit_id))),
        _follow_ups((visible(viewer), of_units(viewer, FollowUpUnit.unit_id))),
    )


def of_everybody() -> Sequence[Matters]:
    """Both kinds for nobody in particular: all but those that come of a 个案会商."""
    return (_issues(()), _follow_ups((of_no_case(),)))


def _issues(sight: Conditions) -> Matters:
    return Matters(
        name="issues",
        matter=Issue,
        share=IssueUnit,
        key=IssueUnit.issue_id,
        taken_at=IssueUnit.acknowledged_at,
        settled=_while(Issue.state.in_(("resolved", "closed")), func.coalesce(Issue.resolved_at, Issue.closed_at)),
        rests=Issue.state == "on_hold",
        sight=sight,
    )


def _follow_ups(sight: Conditions) -> Matters:
    done = FollowUp.state.in_(("completed", "closed"))
    return Matters(
        name="follow_ups",
        matter=FollowUp,
        share=FollowUpUnit,
        key=FollowUpUnit.follow_up_id,
        taken_at=FollowUpUnit.accepted_at,
        settled=_while(done, func.coalesce(FollowUp.completed_at, FollowUp.closed_at)),
        rests=literal(False),  # noqa: FBT003 (SQL)
        sight=sight,
    )


def _while(state: ColumnElement[bool], instant: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((state, instant), else_=null())
