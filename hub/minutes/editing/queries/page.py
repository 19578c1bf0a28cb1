"""The page of minutes as one viewer sees it."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ....accounts.models import Person, Unit
from ....core.policy import can
from ....core.viewer import Viewer
from ... import queries
from ...models import MinutesEvent, Passage, PassageRevision
from ...rules import Act, why_not
from .. import rules
from ..shapes import MinutesPage, PassageView, SourceView
from .sources import cut, sources_of


def page(session: Session, viewer: Viewer, minutes: str) -> MinutesPage:
    """The minutes (public id) as the viewer sees them; NotFound. A fixed number of queries, however many passages there are."""
    row = queries.found(session, viewer, minutes)
    everything = session.scalars(
        select(Passage).where(Passage.minutes_id == row.id).order_by(Passage.position, Passage.id)
    )
    rows = list(everything.all())
    may_edit = can(session, viewer, "minutes.edit", row) and not why_not(Act.EDIT, row.state)
    sources = sources_of(session, row.id)
    names = _names(session, {one.saved_by for one in rows if one.saved_by})
    units = _units(session) if may_edit else ()
    views = [(one, _view(one, sources.get(one.id, ()), names, units)) for one in rows]
    latest = max(rows, key=lambda one: one.saved_at, default=None)
    counted = select(func.count(PassageRevision.id)).join(Passage, Passage.id == PassageRevision.passage_id)
    asked = select(MinutesEvent.id).where(MinutesEvent.minutes_id == row.id, MinutesEvent.act == Act.ASK_UNITS)
    held = row.consultation
    return MinutesPage(
        public_id=row.public_id,
        title=row.title,
        state=row.state,
        number=row.number,
        revision=row.revision,
        consultation=held.public_id,
        consultation_title=held.title,
        held_at=held.opened_at or held.starts_at,
        passages=tuple(view for one, view in views if one.removed_at is None),
        removed=tuple(view for one, view in views if one.removed_at is not None) if may_edit else (),
        may_edit=may_edit,
        is_correction=row.corrects_id is not None,
        saved_by=names.get(latest.saved_by or 0, "") if latest else "",
        saved_at=latest.saved_at if latest else row.created_at,
        saves=session.scalar(counted.where(Passage.minutes_id == row.id, PassageRevision.why != "draft")) or 0,
        were_asked=session.scalar(asked.limit(1)) is not None,
    )


def _view(
    one: Passage, sources: Sequence[tuple[str, SourceView]], names: dict[int, str], units: Sequence[str]
) -> PassageView:
    sentences = cut(one.text, sources)
    return PassageView(
        public_id=one.public_id,
        part=one.part,
        item=one.item,
        text=one.text,
        number=one.number,
        data=one.data,
        is_extract=one.is_extract,
        saved_at=one.saved_at,
        saved_by=names.get(one.saved_by or 0, ""),
        sentences=tuple(sentences),
        sources=tuple(dict.fromkeys(source for _quote, source in sources)),
        remarks=tuple(rules.remarks(one.part, one.text, units)) if units else (),
    )


def _names(session: Session, people: set[int]) -> dict[int, str]:
    found = select(Person.id, Person.name).where(Person.id.in_(people))
    return {id_: name for id_, name in session.execute(found)} if people else {}


def _units(session: Session) -> tuple[str, ...]:
    return tuple(name for row in session.execute(select(Unit.name, Unit.short_name)) for name in row)
