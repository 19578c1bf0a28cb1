"""Who may read what, in bulk, for those who deliver; the same rows and conditions as the policy `channel.read`."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...core import clock
from ..models import Membership
from ..policy import is_active


def readers(session: Session, channel_id: int) -> frozenset[int]:
    """The keys of the persons who may read the channel (key) now."""
    return frozenset(session.scalars(_active(Membership.person_id).where(Membership.channel_id == channel_id)))


def readable(session: Session, person_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each person (key) the keys of the channels that they may read now; one query for all."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = _active(Membership.person_id, Membership.channel_id).where(Membership.person_id.in_(person_ids))
    for person_id, channel_id in session.execute(rows):
        found[person_id].add(channel_id)
    return {person_id: frozenset(found[person_id]) for person_id in person_ids}


def _active(*columns: Any) -> Select[Any]:
    found = select(*columns).join(Person, Person.id == Membership.person_id).join(Unit, Unit.id == Person.unit_id)
    return found.where(Membership.ended_at.is_(None), is_active(clock.today()))
