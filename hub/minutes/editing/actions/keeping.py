"""How a text of a passage is kept: on the number that its writer had, as a revision of its own."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Person
from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ...models import Minutes, Passage, PassageRevision
from ...rules import Act
from ...standing import check, locked, tell
from ..shapes import Latest, Overtaken


def taken(session: Session, viewer: Viewer, minutes: str, passage: str) -> tuple[Minutes, Passage]:
    """The minutes and their passage (public ids) for whoever may edit now. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, minutes, "minutes.edit")
    check(Act.EDIT, row)
    found = select(Passage).where(Passage.public_id == clean_public_id(passage), Passage.minutes_id == row.id)
    one = session.scalar(found.execution_options(populate_existing=True))
    if one is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row, one


def check_base(session: Session, one: Passage, base: int) -> None:
    """Overtaken where the passage is not what its writer had before them."""
    if one.number == base and one.removed_at is None:
        return
    name = session.scalar(select(Person.name).where(Person.id == one.saved_by)) or ""
    said = _("这一段已被删除。") if one.removed_at else _("%(name)s刚才改了这一段。", name=name or _("系统"))
    raise Overtaken(said + _("您写的还在，请对照后再保存。"), Latest(one.number, one.text, name, one.saved_at))


def keep(  # noqa: PLR0913 (what a text is)
    session: Session,
    viewer: Viewer,
    row: Minutes,
    one: Passage,
    text: str,
    data: dict[str, Any],
    why: str = "edit",
) -> None:
    """The passage says this from now on; what it said stays among its texts."""
    base, now = one.number, clock.now()
    one.text, one.data, one.number, one.saved_by, one.saved_at = text, data, base + 1, viewer.person_id, now
    one.is_extract = False
    line = {"number": one.number, "base": base, "why": why, "text": text, "data": data}
    session.add(PassageRevision(passage_id=one.id, saved_by=viewer.person_id, saved_at=now, **line))
    tell(session, row, Act.EDIT, viewer, detail={"passage": one.public_id, "number": one.number, "why": why})
