"""How decisions are carried out, as a floor above knows it: agendas ask here, and know nothing of follow-ups."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What became of a decision: the number that it is followed under, by when it is due now, whether that is over.

    `is_dropped` says that nobody follows it any more: it stands on no agenda.
    """

    number: str
    due_on: date
    is_late: bool
    is_dropped: bool = False


Find = Callable[[Session, Collection[int]], dict[int, CarriedOut]]
_find: list[Find] = []


def followed(find: Find) -> Find:
    """Decorator: `find(session, decisions)` says it by the decisions' keys; what it does not know is left out."""
    _find[:] = [find]
    return find


def carried_out(session: Session, decision_ids: Collection[int]) -> dict[int, CarriedOut]:
    """What is known of these decisions (keys)."""
    return _find[0](session, decision_ids) if _find and decision_ids else {}
