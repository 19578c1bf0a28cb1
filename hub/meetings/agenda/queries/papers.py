"""The papers 材料 of a consultation."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Person
from ....channels.rules import clean_public_id
from ....channels.shapes import FileView
from ....core.errors import NotFound
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ....files.kinds import kind_named
from ....files.models import StoredFile
from ....files.queries import blob_of
from ....files.shapes import Blob
from ... import policy as _policy  # noqa: F401 (the rule that is asked)
from ...models import Consultation
from ..models import AgendaItem, Paper
from ..shapes import PaperView


def papers(session: Session, consultation_id: int, *, withdrawn: bool = False) -> list[PaperView]:
    """The papers of a consultation (key) that may be opened, or those withdrawn, in the order in which they came; one query.

    A paper of an item that was taken off is one of the whole consultation.
    """
    is_gone = Paper.withdrawn_at.is_not(None) if withdrawn else Paper.withdrawn_at.is_(None)
    found = (
        select(Paper, AgendaItem.public_id, StoredFile.size, Person.name)
        .join(StoredFile, StoredFile.id == Paper.file_id)
        .join(Person, Person.id == Paper.added_by)
        .outerjoin(AgendaItem, (AgendaItem.id == Paper.item_id) & AgendaItem.removed_at.is_(None))
        .where(Paper.consultation_id == consultation_id, is_gone)
        .order_by(Paper.id)
    )
    return [view_of(paper, item, size, by) for paper, item, size, by in session.execute(found)]


def paper(session: Session, viewer: Viewer, public_id: str) -> tuple[FileView, Blob]:
    """A paper for whoever may know of its consultation now, and where its bytes lie; NotFound, also once it is withdrawn."""
    found = select(Paper, StoredFile, Consultation).join(StoredFile, StoredFile.id == Paper.file_id)
    found = found.join(Consultation, Consultation.id == Paper.consultation_id)
    wanted = found.where(Paper.public_id == clean_public_id(public_id), Paper.withdrawn_at.is_(None))
    row = session.execute(wanted).first()
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    one, stored, consultation = row
    require(session, viewer, "consultation.read", consultation)
    kind = kind_named(one.name)
    view = FileView(one.public_id, one.name, stored.size, kind.media_type, kind.look, None, None)
    return view, blob_of(stored)


def view_of(paper: Paper, item: str | None, size: int, by: str) -> PaperView:
    """A paper for screens; it is what its own name says, under which it was checked."""
    kind = kind_named(paper.name)
    return PaperView(paper.public_id, item, paper.name, size, kind.look, kind.media_type, paper.added_at, by)
