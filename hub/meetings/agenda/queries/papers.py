"""The papers 材料 of a consultation."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Person
from ....files.kinds import kind_named
from ....files.models import StoredFile
from ..models import AgendaItem, Paper
from ..shapes import PaperView


def papers(session: Session, consultation_id: int) -> list[PaperView]:
    """The papers of a consultation (key) that may be opened, in the order in which they came; one query.

    A paper of an item that was taken off is one of the whole consultation.
    """
    found = (
        select(Paper, AgendaItem.public_id, StoredFile.size, Person.name)
        .join(StoredFile, StoredFile.id == Paper.file_id)
        .join(Person, Person.id == Paper.added_by)
        .outerjoin(AgendaItem, (AgendaItem.id == Paper.item_id) & AgendaItem.removed_at.is_(None))
        .where(Paper.consultation_id == consultation_id, Paper.withdrawn_at.is_(None))
        .order_by(Paper.id)
    )
    return [view_of(paper, item, size, by) for paper, item, size, by in session.execute(found)]


def view_of(paper: Paper, item: str | None, size: int, by: str) -> PaperView:
    """A paper for screens; it is what its own name says, under which it was checked."""
    kind = kind_named(paper.name)
    return PaperView(paper.public_id, item, paper.name, size, kind.look, kind.media_type, paper.added_at, by)
