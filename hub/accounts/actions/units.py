"""Keeping units: add, change, close and open again by dates, and learn how documents write them."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.events import record
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..access import rights_changed
from ..events import UnitAdded, UnitChanged
from ..faults import raise_any
from ..models import UNIT_KINDS, Unit, UnitAlias
from ..queries import unit_row
from ..rules.names import SHORT_NAME_LENGTH, TILE_LENGTH, name_key, suggest_tile, tidy
from .keeping import require_unit_spared
from .naming import aliases_sentence, name_sentence


@dataclass(frozen=True, slots=True)
class UnitForm:
    """A unit as the office fills it in; an empty short name is the name, an empty tile is made from it.

    `active_from` and `active_to` are the first and the last day in Shanghai; `position` None puts a new unit last.
    """

    name: str
    kind: str
    short_name: str = ""
    tile: str = ""
    position: int | None = None
    aliases: tuple[str, ...] = field(default_factory=tuple)
    active_from: date | None = None
    active_to: date | None = None


def add_unit(session: Session, viewer: Viewer, form: UnitForm) -> Unit:
    """A new unit; needs `accounts.manage`; raises Faults by field."""
    require(session, viewer, "accounts.manage")
    rights_changed(session)
    _check(session, form, own=None)
    unit = Unit()
    unit.position = (session.scalar(select(func.max(Unit.position))) or 0) + 1
    _fill(unit, form)
    session.add(unit)
    session.flush()
    record(session, UnitAdded(unit.id))
    return unit


def change_unit(session: Session, viewer: Viewer, public_id: str, form: UnitForm) -> Unit:
    """Other names, kind, place or dates; needs `accounts.manage`; raises Faults, NotFound, and Invalid for a unit that
    holds the last active administrator or member of the office and would close."""
    require(session, viewer, "accounts.manage")
    rights_changed(session)
    unit = unit_row(session, public_id)
    _check(session, form, own=public_id)
    if form.active_to is not None or (form.active_from or date.min) > clock.today():
        require_unit_spared(session, unit.id)
    _fill(unit, form)
    session.flush()
    record(session, UnitChanged(unit.id))
    return unit


def add_unit_alias(session: Session, viewer: Viewer, public_id: str, written: str) -> Unit:
    """From now on documents that write this name mean the unit; nothing happens when they do already.

    Needs `accounts.manage`; raises Faults (field `aliases`) when the name means something else, NotFound.
    """
    require(session, viewer, "accounts.manage")
    rights_changed(session)
    unit = unit_row(session, public_id)
    known = {name_key(name) for name in (unit.name, unit.short_name, *(alias.name for alias in unit.aliases))}
    if name_key(written) not in known:
        raise_any({"aliases": name_sentence(session, written, own=public_id)})
        unit.aliases.append(UnitAlias(name=tidy(written)))
        session.flush()
        record(session, UnitChanged(unit.id))
    return unit


def _check(session: Session, form: UnitForm, own: str | None) -> None:
    short_name = form.short_name or form.name
    dates_wrong = form.active_from and form.active_to and form.active_to < form.active_from
    raise_any(
        {
            "name": name_sentence(session, form.name, own=own),
            "short_name": name_sentence(session, short_name, own=own, length=SHORT_NAME_LENGTH),
            "tile": None if len(tidy(form.tile)) <= TILE_LENGTH else _("最多%(length)d个字。", length=TILE_LENGTH),
            "kind": None if form.kind in UNIT_KINDS else _("请选择类别。"),
            "aliases": aliases_sentence(session, form.aliases, own=own),
            "active_to": _("关闭日期不能早于启用日期。") if dates_wrong else None,
        }
    )


def _fill(unit: Unit, form: UnitForm) -> None:
    unit.name = tidy(form.name)
    unit.short_name = tidy(form.short_name) or unit.name
    unit.tile = tidy(form.tile) or suggest_tile(unit.short_name)
    unit.kind = form.kind
    unit.active_from, unit.active_to = form.active_from, form.active_to
    if form.position is not None:
        unit.position = form.position
    _set_aliases(unit, form.aliases)


def _set_aliases(unit: Unit, names: tuple[str, ...]) -> None:
    """Other names, without those that repeat the unit's own."""
    own = {name_key(unit.name), name_key(unit.short_name)}
    wanted = {name_key(name): tidy(name) for name in names if name_key(name) not in own}
    kept = [alias for alias in unit.aliases if wanted.get(name_key(alias.name)) == alias.name]
    have = {name_key(alias.name) for alias in kept}
    unit.aliases = [*kept, *(UnitAlias(name=name) for key, name in wanted.items() if key not in have)]
