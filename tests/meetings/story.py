"""Telling what happens to consultations: the committee of the channels' tests, a held clock, and acts by name."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from hub.accounts.models import Person
from hub.channels.models import Channel, Membership
from hub.core import db
from hub.core.errors import NotFound
from hub.meetings import actions
from hub.meetings.models import Consultation
from hub.meetings.policy import visible
from hub.meetings.shapes import ConsultationDraft, ConsultationSheet, Named
from hub.meetings.sheet import sheet
from tests.issues.story import Story, shanghai

TUESDAY = shanghai(11, 24, 14)
"""When consultations begin unless something else is said: eight days ahead, 14:00."""


class Meetings(Story):
    """A story of consultations. People and units are named as in `tests.channels.scene`."""

    def draft(self, *units: str, people: tuple[Named, ...] = (), **fields: Any) -> ConsultationDraft:
        """A 专项会商 for 区甲局 and 区乙局 unless units are named."""
        given = {"kind": "special", "title": "转介衔接专项会商", "starts_at": TUESDAY, "minutes": 120} | fields
        return ConsultationDraft(
            units=tuple(self.unit(unit) for unit in units or ("区甲局", "区乙局")), people=people, **given
        )

    def prepared(self, *units: str, who: str = "办一", **fields: Any) -> str:
        """A consultation that is being prepared; its public id."""
        return self.do(actions.prepare, who, self.draft(*units, **fields)).public_id

    def announced(self, *units: str, who: str = "办一", **fields: Any) -> str:
        """A consultation whose notice is out, at short notice too; its public id."""
        made = self.prepared(*units, who=who, **fields)
        self.do(actions.announce, who, made, "工作需要")
        return made

    def person(self, name: str) -> str:
        """A person's public id."""
        with db.reading() as session:
            return session.scalars(select(Person.public_id).where(Person.name == name)).one()

    def named(self, name: str, role: str = "member") -> Named:
        """A person to be named."""
        return Named(self.person(name), role)

    def row(self, consultation: str) -> Consultation:
        """The consultation as it is now."""
        with db.reading() as session:
            return session.scalars(select(Consultation).where(Consultation.public_id == consultation)).one()

    def sheet(self, who: str, consultation: str) -> ConsultationSheet:
        """Its page for somebody; NotFound."""
        with db.reading() as session:
            return sheet(session, self.scene[who], consultation)

    def who_sees(self, consultation: str) -> set[str]:
        """The names of those who may know of it, by its page and, which must be the same, by the SQL of lists."""
        by_page, by_list = set(), set()
        with db.reading() as session:
            for name, viewer in self.scene.people.items():
                found = select(Consultation.id).where(Consultation.public_id == consultation, visible(viewer))
                by_list |= {name} if session.scalar(found) is not None else set()
                try:
                    sheet(session, viewer, consultation)
                    by_page.add(name)
                except NotFound:
                    pass
        assert by_page == by_list
        return by_page

    def members(self, consultation: str) -> set[str]:
        """The names of those in its channel."""
        with db.reading() as session:
            found = select(Person.name).join(Membership, Membership.person_id == Person.id)
            found = found.join(Channel, Channel.id == Membership.channel_id)
            found = found.join(Consultation, Consultation.channel_id == Channel.id)
            found = found.where(Consultation.public_id == consultation, Membership.ended_at.is_(None))
            return set(session.scalars(found))

    def answer_of(self, who: str, consultation: str, unit: str) -> str:
        """What a unit has answered, as somebody sees it."""
        return next(one.answer for one in self.sheet(who, consultation).units if one.name == unit)


def at(month: int, day: int, hour: int = 14, minute: int = 0) -> datetime:
    """An instant of 2026 by a Shanghai clock."""
    return shanghai(month, day, hour, minute)
