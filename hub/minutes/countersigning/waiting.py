"""For whom minutes wait to be countersigned, as SQL over Minutes."""

from sqlalchemy import ColumnElement, exists, or_

from ..models import Minutes
from .models import Countersignature


def is_asked_to_countersign(unit_id: int) -> ColumnElement[bool]:
    """The unit (key) is asked, and has said nothing of the text as it stands."""
    found = exists().where(Countersignature.minutes_id == Minutes.id, Countersignature.unit_id == unit_id)
    silent = or_(Countersignature.answer == "", Countersignature.stale_at.is_not(None))
    return found.where(Countersignature.called_off_at.is_(None), silent)
