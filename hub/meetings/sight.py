"""What a door's address names, for the policy to decide on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.rules import clean_public_id
from ..core.errors import NotFound
from ..core.i18n import _
from ..core.policy import require
from ..core.viewer import Viewer
from .models import Consultation


def thing(session: Session, consultation: str) -> Consultation | None:
    """The consultation with this public id, None for nothing; NotFound for what cannot be one. Asks no policy."""
    return session.scalar(select(Consultation).where(Consultation.public_id == clean_public_id(consultation)))


def found(session: Session, viewer: Viewer, consultation: str, rule: str = "consultation.read") -> Consultation:
    """The consultation (public id) for whoever may do `rule` to it; NotFound, Denied."""
    row = thing(session, consultation)
    require(session, viewer, rule, row)
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row
