"""A copy of the minutes as a file: each is written down with who took it."""

from sqlalchemy.orm import Session

from ....core import clock, events
from ....core.i18n import _
from ....core.viewer import Viewer
from ....documents.official.tree import OfficialDocument
from ... import queries
from ...content import content_of
from ..events import MinutesTaken
from ..models import Publication
from ..official import draft, published
from ..queries import letterhead_of


def note_taken(session: Session, viewer: Viewer, minutes: str, form: str) -> None:
    """Somebody takes a copy as `docx` or `pdf`: it is written down. NotFound."""
    row = queries.found(session, viewer, minutes)
    events.record(session, MinutesTaken(row.id, row.public_id, viewer.person_id, form))


def copy_of(session: Session, viewer: Viewer, minutes: str) -> tuple[str, OfficialDocument]:
    """The minutes (public id) as a document, with their title; a draft is marked with whose copy it is. NotFound.

    Writing the file takes CPU, and is no work for a transaction: `note_taken` comes after it.
    """
    row = queries.found(session, viewer, minutes)
    publication = session.get(Publication, row.id)
    if publication is not None:
        return row.title, published(publication.content)
    letterhead = letterhead_of(session, clock.today())
    masthead = letterhead.masthead if letterhead else row.title
    today = clock.today()
    mark = _("草稿，不得外传 %(unit)s %(name)s %(day)s", unit=viewer.unit_name, name=viewer.name, day=today.isoformat())
    return row.title, draft(content_of(session, row), masthead, mark)
