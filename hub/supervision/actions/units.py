"""Which units carry a follow-up out, and in which state it is by who of them has taken it up."""

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...core import clock
from ...core.errors import Invalid
from ...core.i18n import _
from .. import clocks
from ..models import FollowUp, FollowUpUnit
from ..rules import MOST_UNITS
from .standing import standing


def keys_of(session: Session, public_ids: Sequence[str]) -> list[int]:
    """The keys of the units with these public ids, in this order, each once; what there is not is left out."""
    wanted = list(dict.fromkeys(one for one in public_ids if one))
    found = dict(session.execute(select(Unit.public_id, Unit.id).where(Unit.public_id.in_(wanted))).all())
    return [found[one] for one in wanted if one in found]


def chosen(session: Session, public_ids: Sequence[str]) -> list[int]:
    """The same for a form, the lead first; raises Invalid for none, too many, or one that there is not."""
    wanted = list(dict.fromkeys(one for one in public_ids if one))
    if not wanted:
        raise Invalid(_("请选择牵头单位。"), field="units")
    if len(wanted) > MOST_UNITS:
        raise Invalid(_("责任单位最多 %(most)d 个。", most=MOST_UNITS), field="units")
    keys = keys_of(session, wanted)
    if len(keys) < len(wanted):
        raise Invalid(_("没有这个单位，请重新选择。"), field="units")
    return keys


def names_of(session: Session, keys: Sequence[int]) -> list[str]:
    """The public ids of these units (keys), in this order, for a timeline."""
    found = dict(session.execute(select(Unit.id, Unit.public_id).where(Unit.id.in_(keys))).all())
    return [found[key] for key in keys]


def put(session: Session, row: FollowUp, wanted: Sequence[int], *, has_lead: bool = True) -> None:
    """Have these units (keys) carry it out, the first in the lead; whoever is new has to take it up, whoever stays has."""
    there = {one.unit_id: one for one in standing(session, row)}
    for unit_id, one in there.items():
        if unit_id not in wanted:
            one.released_at = clock.now()
    session.flush()
    for position, unit_id in enumerate(wanted):
        is_lead = has_lead and position == 0
        if (stays := there.get(unit_id)) is not None:
            stays.position, stays.is_lead = position, is_lead
        else:
            new = {"follow_up_id": row.id, "unit_id": unit_id, "position": position, "is_lead": is_lead}
            session.execute(insert(FollowUpUnit).values(**new, added_at=clock.now()))
    session.flush()
    session.expire(row, ["units"])


def settle_state(session: Session, row: FollowUp) -> None:
    """Assigned while a unit has to take it up, contested while the office has to decide; else it is being done."""
    units = standing(session, row)
    if any(one.contested_at is not None for one in units) or not any(one.is_lead for one in units):
        row.state = "contested"
        clocks.contested(session, row)
    elif any(one.accepted_at is None for one in units):
        row.state = "assigned"
        clocks.await_units(session, row)
    else:
        row.state = "accepted" if row.reported_at is None else "in_progress"
        clocks.at_work(session, row)
