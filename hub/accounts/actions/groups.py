"""Keeping collective names 集合名称: by kind of unit, or as listed."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core.events import record
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..access import rights_changed
from ..events import GroupChanged
from ..faults import raise_any
from ..models import UNIT_KINDS, Unit, UnitGroup, UnitGroupAlias
from ..queries import group_row
from ..rules.names import name_key, tidy
from .naming import aliases_sentence, name_sentence


@dataclass(frozen=True, slots=True)
class GroupForm:
    """A group as the office fills it in: with `kind` every active unit of it, else the units `listed` (public ids)."""

    name: str
    kind: str | None = None
    listed: tuple[str, ...] = field(default_factory=tuple)
    aliases: tuple[str, ...] = field(default_factory=tuple)


STANDARD = (
    GroupForm("各成员单位", "member", aliases=("成员单位", "各有关成员单位")),
    GroupForm("各街镇", "street", aliases=("各街道、镇", "各街道（镇）", "各街道")),
)
"""What every plan takes for granted; 各成员单位 leaves the 街镇 out."""


def add_standard_groups(session: Session, viewer: Viewer) -> list[UnitGroup]:
    """各成员单位 and 各街镇, for an empty hub; needs `accounts.manage`."""
    return [add_group(session, viewer, form) for form in STANDARD]


def add_group(session: Session, viewer: Viewer, form: GroupForm) -> UnitGroup:
    """A new collective name; needs `accounts.manage`; raises Faults by field."""
    require(session, viewer, "accounts.manage")
    rights_changed(session)
    _check(session, form, own=None)
    group = UnitGroup()
    _fill(session, group, form)
    session.add(group)
    session.flush()
    record(session, GroupChanged(group.id))
    return group


def change_group(session: Session, viewer: Viewer, public_id: str, form: GroupForm) -> UnitGroup:
    """Another name, or other units; needs `accounts.manage`; raises Faults and NotFound."""
    require(session, viewer, "accounts.manage")
    rights_changed(session)
    group = group_row(session, public_id)
    _check(session, form, own=public_id)
    _fill(session, group, form)
    session.flush()
    record(session, GroupChanged(group.id))
    return group


def _check(session: Session, form: GroupForm, own: str | None) -> None:
    nothing = form.kind is None and not _listed(session, form)
    raise_any(
        {
            "name": name_sentence(session, form.name, own=own),
            "kind": None if form.kind is None or form.kind in UNIT_KINDS else _("请选择类别。"),
            "listed": _("请至少选择一个单位，或者按类别包含。") if nothing else None,
            "aliases": aliases_sentence(session, form.aliases, own=own),
        }
    )


def _fill(session: Session, group: UnitGroup, form: GroupForm) -> None:
    group.name = tidy(form.name)
    group.kind = form.kind
    group.listed = [] if form.kind else _listed(session, form)
    wanted = {name_key(name): tidy(name) for name in form.aliases if name_key(name) != name_key(group.name)}
    kept = [alias for alias in group.aliases if wanted.get(name_key(alias.name)) == alias.name]
    have = {name_key(alias.name) for alias in kept}
    group.aliases = [*kept, *(UnitGroupAlias(name=name) for key, name in wanted.items() if key not in have)]


def _listed(session: Session, form: GroupForm) -> list[Unit]:
    found = select(Unit).where(Unit.public_id.in_(form.listed)).order_by(Unit.position, Unit.id)
    return list(session.scalars(found))
