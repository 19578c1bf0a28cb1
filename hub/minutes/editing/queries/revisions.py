"""Every text that a passage had."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Person
from ....core.viewer import Viewer
from ... import queries
from ...models import Passage, PassageRevision
from .. import rules
from ..shapes import RevisionView


def revisions(session: Session, viewer: Viewer, minutes: str, passage: str) -> list[RevisionView]:
    """Every text that a passage (public id) had, the latest first. Needs `minutes.edit`; NotFound, Denied."""
    row = queries.found(session, viewer, minutes, "minutes.edit")
    found = select(PassageRevision, Person.name).join(Passage, Passage.id == PassageRevision.passage_id)
    found = found.outerjoin(Person, Person.id == PassageRevision.saved_by)
    found = found.where(Passage.public_id == passage, Passage.minutes_id == row.id).order_by(PassageRevision.number)
    made: list[RevisionView] = []
    for one, name in session.execute(found):
        pieces = rules.differences(made[-1].text, one.text) if made else [rules.Piece("same", one.text)]
        made.append(RevisionView(one.number, one.why, one.text, name or "", one.saved_at, tuple(pieces)))
    return made[::-1]
