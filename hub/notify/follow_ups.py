"""Notices about follow-ups: that one waits for my unit, or for the office, and that a step of its clocks has come.

They lead to the follow-up's page, and say its number alone.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core import events
from ..core.viewer import Role
from ..escalation.events import StepsFired
from ..supervision.clocks import FOLLOW_UP
from ..supervision.events import FollowUpChanged
from ..supervision.models import FollowUp, FollowUpEvent, FollowUpUnit
from ..supervision.recipients import Place, Roll, acting, as_told, places_of, roll_of
from ..supervision.rules import Act
from .follow_up_kinds import ASSIGNED, DONE, RETURNED, TO_CLOSE, TO_DECIDE, WITHDRAWN, step_kind
from .outbox import announce, announce_all
from .shapes import Cause


@events.on(StepsFired)
def tell_of_steps(session: Session, event: StepsFired) -> None:
    """Whom the steps told: one row for each step, person and way, under `esc:{run}:{generation}:{step}`."""
    if event.matter != FOLLOW_UP:
        return
    causes = [
        Cause(
            step_kind(one.due.clock),
            f"{one.due.escalation_id}:{one.due.generation}:{one.due.step_no}",
            tuple(told.person_id for told in one.told),
            thing_id=one.due.matter_id,
            tells_group=False,
        )
        for one in event.fired
        if one.told
    ]
    announce_all(session, causes)


@events.on(FollowUpChanged)
def tell_of_follow_up(session: Session, event: FollowUpChanged) -> None:
    """For whom something waits by this act, or whose affair it was."""
    row = session.get_one(FollowUp, event.follow_up_id)
    kind = _kind(session, row, event.act)
    if kind is None:
        return
    place = places_of(session, {row.id})[row.id]
    roll = roll_of(session, [place])
    told = as_told(_PEOPLE[kind](place, roll), place, roll)
    people = tuple(one.person_id for one in told if one.person_id != event.person_id)
    if people:
        key = f"{row.id}.{event.act}.{_count(session, row.id)}"
        announce(session, Cause(kind, key, people, thing_id=row.id, tells_group=False))


def _kind(session: Session, row: FollowUp, act: str) -> str | None:
    """Which notice the act calls for as it stands now; None for none."""
    if act in _ASSIGNING:
        return {"assigned": ASSIGNED, "contested": TO_DECIDE}.get(row.state)
    if act == Act.COMPLETE:
        return DONE if _is_silent(session, row) else TO_CLOSE
    if act == Act.CONFIRM:
        return None if _is_silent(session, row) else TO_CLOSE
    return _KINDS.get(act)


def _is_silent(session: Session, row: FollowUp) -> bool:
    """Whether a supporting unit has not said yet whether it is done."""
    found = select(FollowUpUnit.id).where(FollowUpUnit.follow_up_id == row.id, FollowUpUnit.released_at.is_(None))
    found = found.where(FollowUpUnit.is_lead.is_(False), FollowUpUnit.confirmed_at.is_(None))
    return session.scalar(found.where(FollowUpUnit.objected_at.is_(None)).limit(1)) is not None


def _count(session: Session, follow_up_id: int) -> int:
    """A number that is another one at each act."""
    newest = select(FollowUpEvent.id).where(FollowUpEvent.follow_up_id == follow_up_id)
    return session.scalars(newest.order_by(FollowUpEvent.id.desc()).limit(1)).one()


_ASSIGNING = frozenset({Act.OPEN, Act.CORRECT, Act.INSIST, Act.ASSIGN, Act.REOPEN})
_KINDS = {
    str(Act.CONTEST): TO_DECIDE,
    str(Act.ASK_DUE): TO_DECIDE,
    str(Act.VOID): TO_DECIDE,
    str(Act.DROP): TO_DECIDE,
    str(Act.OBJECT): TO_CLOSE,
    str(Act.SEND_BACK): RETURNED,
    str(Act.WITHDRAW): WITHDRAWN,
}
_PEOPLE: dict[str, Callable[[Place, Roll], Iterable[int]]] = {
    ASSIGNED: lambda place, roll: acting(place, roll, place.untaken),
    TO_DECIDE: lambda _place, roll: roll.all_of(Role.OFFICE),
    DONE: lambda place, roll: acting(place, roll, place.unconfirmed),
    TO_CLOSE: lambda _place, roll: roll.all_of(Role.OFFICE),
    RETURNED: lambda place, roll: acting(place, roll, place.units[:1]),
    WITHDRAWN: lambda place, roll: acting(place, roll, place.units),
}
