"""What consultations are elsewhere: exports say when and where one is held, the search finds it by its words of today."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.exporting import hooks
from ..channels.searching.texts import also_searched
from ..channels.shapes import Facet, MessageView
from ..core import clock
from ..core.i18n import _
from .models import Consultation
from .rules import kinds, states


@hooks.lines
def lines_of(message: MessageView) -> list[str]:
    """Kind, state, time and place of a consultation."""
    card = message.facets.consultation
    if card is None:
        return []
    when = f"{clock.local(card.starts_at):%Y-%m-%d %H:%M}"
    what = _("%(kind)s：%(title)s（%(state)s）", kind=kinds()[card.kind], title=card.title, state=states()[card.state])
    return [what, _("时间：%(when)s", when=when), *([_("地点：%(where)s", where=card.where)] if card.where else [])]


@also_searched(Facet.CONSULTATION)
def words_of(session: Session, message_ids: Sequence[int]) -> dict[int, list[str]]:
    """A consultation is found by its title, its place and its note as they are now."""
    columns = (Consultation.message_id, Consultation.title, Consultation.place, Consultation.note)
    rows = session.execute(select(*columns).where(Consultation.message_id.in_(message_ids)))
    return {id_: [title, place, note] for id_, title, place, note in rows if id_ is not None}
