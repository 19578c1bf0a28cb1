"""Passages: what they say, where they stand, that they are there at all."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict, Invalid, NotFound
from ....core.i18n import _
from ....core.ids import new_public_id
from ....core.viewer import Viewer
from ...models import Minutes, Passage, PassageRevision
from ...rules import Act
from ...standing import check, locked, tell
from ..people import parsed
from ..rules import clean_text, clean_title
from .keeping import check_base, keep, taken


def save(session: Session, viewer: Viewer, minutes: str, passage: str, text: str, base: int) -> Passage:  # noqa: PLR0913
    """The passage says `text`, written on its text number `base`. The same words again change nothing.

    Raises NotFound, Denied, Invalid, TooLarge; Conflict when it may not be edited now; Overtaken with the other text.
    """
    row, one = taken(session, viewer, minutes, passage)
    words = clean_text(text)
    if one.part == "decision":
        raise Invalid(_("议定事项请按内容、单位和时限修改。"), field="text")
    if words == one.text and one.removed_at is None:
        return one
    check_base(session, one, base)
    data = one.data | {"people": parsed(words)} if one.part == "people" else one.data
    keep(session, viewer, row, one, words, data)
    return one


def restore(session: Session, viewer: Viewer, minutes: str, passage: str, number: int) -> Passage:
    """The passage says again what it said as text `number`. Raises NotFound, Denied, Conflict."""
    row, one = taken(session, viewer, minutes, passage)
    found = select(PassageRevision).where(PassageRevision.passage_id == one.id, PassageRevision.number == number)
    older = session.scalar(found)
    if older is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    one.removed_at = None
    keep(session, viewer, row, one, older.text, older.data, "restore")
    return one


def add(session: Session, viewer: Viewer, minutes: str, after: str, text: str) -> Passage:
    """A paragraph of the editors' own behind the passage `after` (public id), under the same item. Raises as `save`."""
    row, before = taken(session, viewer, minutes, after)
    words = clean_text(text)
    behind = update(Passage).where(Passage.minutes_id == row.id, Passage.position > before.position)
    session.execute(behind.values(position=Passage.position + 1).execution_options(synchronize_session=False))
    public_id = new_public_id()
    one = Passage(
        public_id=public_id,
        minutes_id=row.id,
        key=f"free:{public_id}",
        part="free",
        item=before.item,
        position=before.position + 1,
        number=0,
    )
    session.add(one)
    session.flush()
    keep(session, viewer, row, one, words, {})
    return one


def remove(session: Session, viewer: Viewer, minutes: str, passage: str, base: int) -> None:
    """The passage stands no more; `put_back` brings it back. Raises as `save`; Conflict for the lead and for decisions.

    A correction may leave a decision out: what follows of it then waits for the office (`supervision.actions.follow`).
    """
    row, one = taken(session, viewer, minutes, passage)
    if one.part == "lead" or (one.part == "decision" and row.corrects_id is None):
        raise Conflict(_("导语和议定事项不能删除。议定事项有误时，请修改内容。"))
    check_base(session, one, base)
    one.removed_at = clock.now()
    keep(session, viewer, row, one, one.text, one.data, "remove")


def put_back(session: Session, viewer: Viewer, minutes: str, passage: str) -> None:
    """A removed passage stands where it stood. Raises NotFound, Denied, Conflict."""
    row, one = taken(session, viewer, minutes, passage)
    if one.removed_at is not None:
        one.removed_at = None
        keep(session, viewer, row, one, one.text, one.data, "restore")


def move(session: Session, viewer: Viewer, minutes: str, passage: str, *, up: bool) -> None:
    """One place up or down among the paragraphs of its item. Raises NotFound, Denied; Conflict at the end."""
    row, one = taken(session, viewer, minutes, passage)
    beside = select(Passage).where(Passage.minutes_id == row.id, Passage.item == one.item, Passage.removed_at.is_(None))
    beside = beside.where(Passage.part.not_in(["heading", "lead", "people"]))
    further = beside.where(Passage.position < one.position if up else Passage.position > one.position)
    other = session.scalar(further.order_by(Passage.position.desc() if up else Passage.position).limit(1))
    if other is None or one.part in {"heading", "lead", "people"}:
        raise Conflict(_("已经不能再移动。"))
    one.position, other.position = other.position, one.position
    tell(session, row, Act.EDIT, viewer, detail={"passage": one.public_id, "why": "move"})


def retitle(session: Session, viewer: Viewer, minutes: str, title: str) -> Minutes:
    """Call the minutes so. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, minutes, "minutes.edit")
    check(Act.EDIT, row)
    words = clean_title(title)
    if words != row.title:
        row.title = words
        tell(session, row, Act.EDIT, viewer, detail={"why": "title"})
    return row
