"""Papers 材料 of a consultation: taken from uploads, opened by nobody once withdrawn, and put back."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Conflict, Invalid, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ....files import taking
from ... import standing
from ...models import Consultation
from ...rules import Act
from ..models import AgendaItem, Paper
from ..rules import MOST_PAPERS


def add_papers(
    session: Session, viewer: Viewer, consultation: str, uploads: tuple[str, ...], item: str = ""
) -> list[Paper]:
    """Make papers of the viewer's own finished uploads (public ids), for an item (public id) or for the whole.

    Raises NotFound, Denied, Invalid (the field says which), Conflict.
    """
    row = standing.locked(session, viewer, consultation, "consultation.arrange")
    standing.check(Act.PAPER_ADDED, row)
    if not uploads:
        raise Invalid(_("请选择材料。"), field="files")
    item_id = _item(session, row, item)
    found = taking.taken(session, viewer, uploads)
    if _count(session, row) + len(found) > MOST_PAPERS:
        raise Conflict(_("材料最多 %(most)d 份，请先撤下一些。", most=MOST_PAPERS), field="files")
    papers = [
        Paper(
            consultation_id=row.id,
            item_id=item_id,
            file_id=upload.file_id,
            upload=upload.public_id,
            name=upload.name,
            added_by=viewer.person_id,
        )
        for upload in found
    ]
    session.add_all(papers)
    session.flush()
    taking.forget(session, found)
    standing.tell(
        session, row, Act.PAPER_ADDED, viewer, detail={"papers": [paper.public_id for paper in papers], "item": item}
    )
    return papers


def withdraw_paper(session: Session, viewer: Viewer, paper: str) -> Consultation:
    """撤下 a paper: nobody opens it any more. Twice is once. Raises NotFound, Denied, Conflict."""
    row, found = _taken(session, viewer, paper)
    if found.withdrawn_at is None:
        found.withdrawn_at = clock.now()
        standing.tell(session, row, Act.PAPER_WITHDRAWN, viewer, detail={"papers": [found.public_id]})
    return row


def restore_paper(session: Session, viewer: Viewer, paper: str) -> Consultation:
    """Put a paper back that was withdrawn by mistake. Raises NotFound, Denied, Conflict."""
    row, found = _taken(session, viewer, paper)
    if found.withdrawn_at is not None:
        found.withdrawn_at = None
        standing.tell(session, row, Act.PAPER_ADDED, viewer, detail={"papers": [found.public_id]})
    return row


def _taken(session: Session, viewer: Viewer, paper: str) -> tuple[Consultation, Paper]:
    found = select(Consultation.public_id).join(Paper, Paper.consultation_id == Consultation.id)
    consultation = session.scalar(found.where(Paper.public_id == clean_public_id(paper)))
    if consultation is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    row = standing.locked(session, viewer, consultation, "consultation.arrange")
    standing.check(Act.PAPER_WITHDRAWN, row)
    named = select(Paper).where(Paper.public_id == paper)
    return row, session.scalars(named.execution_options(populate_existing=True)).one()


def _item(session: Session, row: Consultation, item: str) -> int | None:
    if not item:
        return None
    found = select(AgendaItem.id).where(AgendaItem.public_id == item, AgendaItem.consultation_id == row.id)
    id_ = session.scalar(found.where(AgendaItem.removed_at.is_(None)))
    if id_ is None:
        raise Invalid(_("这一项已不在议程中，请重新选择。"), field="item")
    return id_


def _count(session: Session, row: Consultation) -> int:
    found = select(func.count()).where(Paper.consultation_id == row.id, Paper.withdrawn_at.is_(None))
    return session.scalars(found).one()
