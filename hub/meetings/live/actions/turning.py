"""The item under discussion: on to the next, back, to any, or deferred. Two chairs at once: one wins, the other is told.

Each act names the item that its chair saw as current (`seen`, public id; "" for none).
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Conflict, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ...agenda.models import AgendaItem
from ...models import Consultation
from ...rules import Act
from ...standing import check, locked, tell
from ..rules import elapsed
from .holding import items_of


def go_to(session: Session, viewer: Viewer, consultation: str, item: str, seen: str) -> AgendaItem:
    """Take up an item (public id) of the agenda, a deferred one too. Raises NotFound, Denied, Conflict."""
    agenda = _taken(session, viewer, consultation, seen)
    target = agenda.item(item)
    if target.state == "current":
        raise Conflict(_("这一项正在议。"))
    return _turn(session, viewer, agenda, Act.GO_TO, target)


def next_item(session: Session, viewer: Viewer, consultation: str, seen: str) -> AgendaItem | None:
    """Close the current item and take up the next that waits; None when none does. Raises NotFound, Denied, Conflict."""
    agenda = _taken(session, viewer, consultation, seen)
    now = agenda.current
    waiting = [one for one in agenda.items if one.state == "waiting"]
    after = [one for one in waiting if now is None or one.position > now.position]
    target = next(iter(after or waiting), None)
    if target is None and now is None:
        raise Conflict(_("议程已全部议完。"))
    if target is None:
        stop(session, now, "done")
        tell(session, agenda.row, Act.NEXT, viewer, detail=_detail(now, None))
        return None
    return _turn(session, viewer, agenda, Act.NEXT, target)


def back(session: Session, viewer: Viewer, consultation: str, seen: str) -> AgendaItem:
    """Put the current item back and go on with the one before it. Raises NotFound, Denied, Conflict."""
    agenda = _taken(session, viewer, consultation, seen)
    now = agenda.current
    before = [one for one in agenda.items if now is None or one.position < now.position]
    taken_up = [one for one in before if one.state in {"done", "deferred"}]
    if not taken_up:
        raise Conflict(_("前面没有已议的议题。"))
    return _turn(session, viewer, agenda, Act.BACK, taken_up[-1], leaves="waiting")


def defer(session: Session, viewer: Viewer, consultation: str, item: str, seen: str) -> AgendaItem:
    """转下次: this consultation does not settle the item (public id). Raises NotFound, Denied, Conflict."""
    agenda = _taken(session, viewer, consultation, seen)
    target = agenda.item(item)
    if target.state == "deferred":
        raise Conflict(_("这一项已经转下次。"))
    stop(session, target, "deferred")
    tell(session, agenda.row, Act.DEFER, viewer, detail={"item": target.public_id})
    return target


def stop(session: Session, item: AgendaItem | None, state: str) -> None:
    """The item is discussed no longer; its time is kept."""
    if item is None:
        return
    item.seconds, item.started_at = elapsed(item.seconds, item.started_at, clock.now()), None
    item.state = state
    session.flush()  # before another begins: one is current at most


@dataclass(frozen=True, slots=True)
class _Agenda:
    """A consultation whose row is taken, and its items in order, read once."""

    row: Consultation
    items: list[AgendaItem]

    @property
    def current(self) -> AgendaItem | None:
        return next((one for one in self.items if one.state == "current"), None)

    def item(self, public_id: str) -> AgendaItem:
        wanted = clean_public_id(public_id)
        found = next((one for one in self.items if one.public_id == wanted), None)
        if found is None:
            raise NotFound(_("没有找到，或者您无权查看。"))
        return found


def _taken(session: Session, viewer: Viewer, consultation: str, seen: str) -> _Agenda:
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.NEXT, row)
    agenda = _Agenda(row, items_of(session, row))
    now = agenda.current
    if (now.public_id if now else "") != seen:
        title = now.title if now else _("没有议题")
        raise Conflict(_("刚才已有人切换，现在是“%(title)s”。请看清后再操作。", title=title))
    return agenda


def _turn(
    session: Session, viewer: Viewer, agenda: _Agenda, act: Act, target: AgendaItem, leaves: str = "done"
) -> AgendaItem:
    now = agenda.current
    stop(session, now, leaves)
    target.state, target.started_at = "current", clock.now()
    session.flush()
    tell(session, agenda.row, act, viewer, detail=_detail(now, target))
    return target


def _detail(now: AgendaItem | None, target: AgendaItem | None) -> dict[str, str]:
    return {"from": now.public_id if now else "", "item": target.public_id if target else ""}
