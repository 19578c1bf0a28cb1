"""Taking over a list of people: kept as a draft, applied whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Conflict
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..lists import PeopleDraft
from ..models import Person
from ..queries.drafts import draft, draft_row, rows_to_text
from ..rules.roster import Row
from .people import PersonForm, add_person


@dataclass(frozen=True, slots=True)
class Given:
    """A new account as the office hands it out: the password is shown this once."""

    name: str
    unit: str
    login: str
    password: str


def make_draft(session: Session, viewer: Viewer, filename: str, rows: Sequence[Row]) -> PeopleDraft:
    """Keep an uploaded list for its preview; the viewer's earlier unapplied ones go. Needs `accounts.manage`."""
    require(session, viewer, "accounts.manage")
    mine = delete(PeopleDraft).where(PeopleDraft.person_id == viewer.person_id, PeopleDraft.applied_at.is_(None))
    session.execute(mine)
    row = PeopleDraft(person_id=viewer.person_id, filename=filename[:200], rows=rows_to_text(list(rows)))
    session.add(row)
    session.flush()
    return row


def apply_draft(session: Session, viewer: Viewer, public_id: str, hashes: Mapping[str, str]) -> list[Person]:
    """Make every account of the draft in one go; `hashes` maps logins to the hashes of their initial passwords.

    The rows are checked again, against the units and accounts of this moment. Needs `accounts.manage`; raises Conflict
    when a row is at fault now or the draft was applied before, NotFound.
    """
    row = draft_row(session, viewer, public_id)
    view = draft(session, viewer, public_id)
    if not view.can_be_applied:
        raise Conflict(_("名单中还有需要更正的行，或者已经导入过。"))
    people = []
    for entry in view.entries:
        form = PersonForm(entry.row.name, entry.row.post, entry.roles, entry.row.login, entry.unit_public_id or "")
        people.append(add_person(session, viewer, form, hashes[entry.row.login]))
    row.applied_at = clock.now()
    row.rows = "[]"
    session.flush()
    return people
