"""A small committee for tests: units, people and a plan whose channels came about by the hub's own reactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import event, select
from sqlalchemy.orm import Session

import hub.channels.attachments.reactions
import hub.reactions  # noqa: F401 (every room answers the news, as in the hub)
from hub.accounts.events import PersonAdded
from hub.accounts.models import Person, Unit, UnitGroup
from hub.channels.models import Channel, Membership
from hub.core import db
from hub.core.events import record
from hub.core.viewer import Role, Viewer
from hub.plan.events import ItemAdded
from hub.plan.models import ItemParty, WorkItem, WorkPlan
from tests.factories import make_group, make_person, make_unit, viewer_of


@dataclass
class Scene:
    """Everybody and everything by short names; people as viewers, units and items by key, channels by public id."""

    units: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    people: dict[str, Viewer] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Viewer:
        return self.people[name]


PEOPLE: dict[str, tuple[str, tuple[Role, ...]]] = {
    "甲一": ("区甲局", (Role.LIAISON,)),
    "甲长": ("区甲局", (Role.LEADER,)),
    "乙一": ("区乙局", (Role.LIAISON,)),
    "丙一": ("区丙局", (Role.LIAISON,)),
    "东一": ("东街道", (Role.LIAISON,)),
    "西一": ("西街道", (Role.LIAISON, Role.LEADER)),
    "办一": ("区未保办", (Role.OFFICE, Role.LIAISON)),
    "主任": ("区丙局", (Role.COMMITTEE,)),
    "专家": ("区丙局", (Role.OBSERVER,)),
    "管理": ("区甲局", (Role.ADMIN,)),
}
KINDS = {
    "区甲局": "member",
    "区乙局": "member",
    "区丙局": "member",
    "东街道": "street",
    "西街道": "street",
    "区未保办": "office",
}
ITEMS = {
    "家庭": (["区甲局", "区乙局"], []),
    "街镇": (["区未保办"], ["各街镇"]),
    "全区": ([], ["各成员单位"]),
    "司法": ([], ["公检法司"]),
}
"""Items and what they name: units, then groups; the first is the lead."""


def build(session: Session) -> Scene:
    """Put the committee into an empty database."""
    scene = Scene()
    units = {name: make_unit(session, name, kind=kind) for name, kind in KINDS.items()}
    groups = {
        "各街镇": make_group(session, "各街镇", kind="street"),
        "各成员单位": make_group(session, "各成员单位", kind="member"),
        "公检法司": make_group(session, "公检法司", listed=(units["区乙局"], units["东街道"])),
    }
    session.add(Channel(kind="everyone", title="全体"))
    session.flush()
    people: dict[str, Person] = {}
    for name, (unit, roles) in PEOPLE.items():
        people[name] = make_person(session, units[unit], *roles, name=name, post="联络员")
        record(session, PersonAdded(people[name].id))
    plan = WorkPlan(year=2026, title="2026年工作要点")
    session.add(plan)
    for number, (title, (named, collective)) in enumerate(ITEMS.items(), start=1):
        scene.items[title] = add_item(
            session, plan, number, title, [units[n] for n in named], [groups[n] for n in collective]
        )
    scene.units = {name: unit.id for name, unit in units.items()}
    scene.groups = {name: group.id for name, group in groups.items()}
    scene.people = {name: viewer_of(session, person) for name, person in people.items()}
    scene.channels = dict(session.execute(select(Channel.title, Channel.public_id)).all())
    return scene


def add_item(
    session: Session, plan: WorkPlan, number: int, title: str, units: list[Unit], groups: list[UnitGroup]
) -> int:
    """An item with its parties in this order, told as an import would; returns its key."""
    item = WorkItem(plan=plan, position=number, number=number, section="一、部分", title=title)
    parties = [ItemParty(unit_id=unit.id, written_name=unit.name) for unit in units]
    parties += [ItemParty(group_id=group.id, written_name=group.name) for group in groups]
    for position, party in enumerate(parties):
        party.position, party.is_lead = position, position == 0
    item.parties = parties
    session.add(item)
    session.flush()
    record(session, ItemAdded(item.id))
    return item.id


def members_of(title: str) -> set[str]:
    """The names of those who are in the channel now."""
    with db.reading() as session:
        found = select(Person.name).join(Membership, Membership.person_id == Person.id)
        found = found.join(Channel, Channel.id == Membership.channel_id)
        return set(session.scalars(found.where(Channel.title == title, Membership.ended_at.is_(None))))


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements that the block sends, without BEGIN and COMMIT."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)
