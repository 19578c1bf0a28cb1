"""What is done to the items of an agenda by the forms of its editor, and by its script."""

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....channels.rules import clean_public_id
from ....core.db import reading
from ....core.i18n import _
from ....core.viewer import Viewer
from ....web.doors import door
from ....web.viewer import current_viewer
from ... import sight
from ...models import Consultation
from .. import actions
from ..models import AgendaItem
from ..shapes import ItemDraft
from . import agenda
from .editing import do_it


@agenda.post("/consultations/<consultation_id>/agenda/items", endpoint="add")
@door("consultation.arrange")
def add(consultation_id: str) -> Response:
    """A topic of the pool (`topic`), what became of earlier decisions (`kind=follow_up`), or what is typed."""
    topic, kind = request.form.get("topic", ""), request.form.get("kind", "")

    def put(session: Session, viewer: Viewer) -> object:
        if topic:
            return actions.add_topic(session, viewer, consultation_id, topic)
        if kind == "follow_up":
            return actions.add_follow_up(session, viewer, consultation_id)
        return actions.add_plain(session, viewer, consultation_id, _draft())

    return do_it(consultation_id, put, _("已列入议程。"), "plain")


@agenda.post("/consultations/<consultation_id>/agenda/order")
@door("consultation.arrange")
def order(consultation_id: str) -> Response:
    """The order of all items, each as `item`."""
    wanted = request.form.getlist("item")
    return do_it(consultation_id, lambda s, who: actions.reorder(s, who, consultation_id, wanted), "")


@agenda.post("/agenda-items/<agenda_item_id>/place")
@door("consultation.arrange")
def place(agenda_item_id: str) -> Response:
    """Up (`by=-1`) or down (`by=1`)."""
    by = request.form.get("by", 0, type=int)
    by = max(-100, min(by, 100))
    return do_it(_of(agenda_item_id), lambda s, who: actions.move(s, who, agenda_item_id, by), "")


@agenda.post("/agenda-items/<agenda_item_id>/words")
@door("consultation.arrange")
def words(agenda_item_id: str) -> Response:
    """Title, what is asked for, box and units."""
    draft = _draft()
    return do_it(
        _of(agenda_item_id),
        lambda s, who: actions.change_item(s, who, agenda_item_id, draft),
        _("已保存。"),
        agenda_item_id,
    )


@agenda.post("/agenda-items/<agenda_item_id>/removal")
@door("consultation.arrange")
def remove(agenda_item_id: str) -> Response:
    """Off the agenda."""
    said = _("已移出议程，可以在下面恢复。")
    return do_it(_of(agenda_item_id), lambda s, who: actions.remove(s, who, agenda_item_id), said)


@agenda.post("/agenda-items/<agenda_item_id>/restoring")
@door("consultation.arrange")
def restore(agenda_item_id: str) -> Response:
    """Back onto the agenda."""
    return do_it(_of(agenda_item_id), lambda s, who: actions.restore(s, who, agenda_item_id), _("已恢复到议程。"))


def _draft() -> ItemDraft:
    form = request.form
    presents = form.get("presents", "")
    units = tuple(unit for unit in dict.fromkeys([presents, *form.getlist("unit")]) if unit)
    return ItemDraft(form.get("title", ""), form.get("ask", ""), form.get("minutes", type=int), units)


def _of(item: str) -> str:
    """The consultation (public id) of an item, for whoever arranges it; NotFound, Denied."""
    with reading() as session:
        found = select(Consultation.public_id).join(AgendaItem, AgendaItem.consultation_id == Consultation.id)
        consultation = session.scalar(found.where(AgendaItem.public_id == clean_public_id(item)))
        return sight.found(session, current_viewer(), consultation or item, "consultation.arrange").public_id
