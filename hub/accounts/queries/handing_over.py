"""What changing posts or leaving would hand over, before it is done."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core.policy import require
from ...core.viewer import Viewer
from ..handover import foreseen
from ..models import Person
from .deputizing import Colleague, colleagues


@dataclass(frozen=True, slots=True)
class HandoverView:
    """What would happen: pairs of what and how many, for what the successor gets and for what ends; who could go on."""

    successor: Colleague | None
    colleagues: list[Colleague]
    moved: list[tuple[str, int]]
    ended: list[tuple[str, int]]


def handover(session: Session, viewer: Viewer, person_id: int, successor: str = "") -> HandoverView:
    """What would be handed over to a colleague (public id) of the person (key); needs `accounts.manage`."""
    require(session, viewer, "accounts.manage")
    able = colleagues(session, person_id)
    chosen = next((one for one in able if one.public_id == successor), None)
    key = session.scalar(select(Person.id).where(Person.public_id == chosen.public_id)) if chosen else None
    found = foreseen(session, person_id, key)
    moved = [(matter.name, count) for matter, count in found if matter.is_moved]
    return HandoverView(chosen, able, moved, [(matter.name, count) for matter, count in found if not matter.is_moved])
