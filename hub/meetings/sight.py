"""What a door's address names, for the policy to decide on."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ..channels.rules import clean_public_id
from ..core.policy import sought
from ..core.viewer import Viewer
from .models import Consultation


def thing(session: Session, consultation: str) -> Consultation | None:
    """The consultation with this public id, None for nothing; NotFound for what cannot be one. Asks no policy."""
    return session.scalar(_named(consultation))


def found(session: Session, viewer: Viewer, consultation: str, rule: str = "consultation.read") -> Consultation:
    """The consultation (public id) for whoever may do `rule` to it; NotFound, Denied."""
    return sought(session, viewer, rule, _named(consultation))


def _named(consultation: str) -> Select[Consultation]:
    return select(Consultation).where(Consultation.public_id == clean_public_id(consultation))
