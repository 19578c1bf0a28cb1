"""Units that are invited and people who are named, brought to what the office asks for; rows are kept when they go."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...channels.entitlement import may_be_invited
from ...channels.policy import is_open
from ...channels.rules import clean_public_id
from ...core import clock
from ...core.errors import Invalid, NotFound
from ...core.i18n import _
from ..models import Attendance, Consultation, Participant
from ..rules import MOST_PEOPLE, MOST_UNITS, clean_line
from ..shapes import Named

Turnover = tuple[tuple[int, ...], tuple[int, ...]]
"""The keys that are new, and those that are no more."""


def invite_units(session: Session, row: Consultation, wanted: Sequence[str]) -> Turnover:
    """Invite exactly these units (public ids); Invalid for too many, or one that is not there today."""
    ids = _keys(session, wanted)
    known = {one.unit_id: one for one in session.scalars(_attendances(row))}
    added = tuple(unit for unit in ids if unit not in known or known[unit].withdrawn_at is not None)
    removed = tuple(unit for unit, one in known.items() if unit not in ids and one.withdrawn_at is None)
    for unit in added:
        if unit in known:
            known[unit].withdrawn_at, known[unit].invited_at, known[unit].answer = None, clock.now(), "waiting"
        else:
            session.add(Attendance(consultation_id=row.id, unit_id=unit))
    for unit in removed:
        known[unit].withdrawn_at = clock.now()
    session.flush()
    return added, removed


def ask_again(session: Session, row: Consultation) -> None:
    """What units have answered was about another time: they are asked anew."""
    for one in session.scalars(_attendances(row).where(Attendance.withdrawn_at.is_(None))):
        one.answer, one.answered_at, one.answered_by = "waiting", None, None
        one.reason = one.delegate_name = one.delegate_post = ""
        one.reminders, one.reminded_at = 0, None
    row.reminded_at = None
    session.flush()


def name_people(session: Session, row: Consultation, wanted: Sequence[Named], always: Iterable[int | None]) -> Turnover:
    """Name exactly these people, and those (keys) who are in always; the keys of persons that are new, and no more.

    Invalid for too many, somebody who may not be invited, a guest without a name, or a guest from outside where only
    people with an account may be.
    """
    people = _people(session, row, wanted)
    for person_id in always:
        if person_id is not None and person_id not in people:
            people[person_id] = Named(role="member")
    known = {
        one.person_id: one for one in session.scalars(_participants(row).where(Participant.person_id.is_not(None)))
    }
    added = tuple(id_ for id_ in people if id_ not in known or known[id_].ended_at is not None)
    removed = tuple(id_ for id_, one in known.items() if id_ is not None and id_ not in people and one.ended_at is None)
    for id_, one in people.items():
        _keep(session, row, session.get_one(Person, id_), known.get(id_), one.role)
    for id_ in removed:
        known[id_].ended_at = clock.now()
    _guests(session, row, [one for one in wanted if one.person is None])
    session.flush()
    return added, removed


def units_of_named(session: Session, row: Consultation) -> list[str]:
    """The units (public ids) of those who are named as members: of a 个案会商 they are the ones invited."""
    found = select(Unit.public_id).join(Person, Person.unit_id == Unit.id)
    found = found.join(Participant, Participant.person_id == Person.id)
    found = found.where(Participant.consultation_id == row.id, Participant.ended_at.is_(None))
    return list(session.scalars(found.where(Participant.role == "member").distinct().order_by(Unit.public_id)))


def _keys(session: Session, wanted: Sequence[str]) -> list[int]:
    ids = list(dict.fromkeys(wanted))
    if len(ids) > MOST_UNITS:
        raise Invalid(_("最多邀请 %(most)d 个单位。", most=MOST_UNITS), field="units")
    found = select(Unit.public_id, Unit.id).where(is_open(clock.today()))
    here = {public_id: id_ for public_id, id_ in session.execute(found)}
    try:
        return [here[clean_public_id(public_id)] for public_id in ids]
    except (KeyError, NotFound):
        raise Invalid(_("有的单位不存在或已撤销，请重新选择。"), field="units") from None


def _people(session: Session, row: Consultation, wanted: Sequence[Named]) -> dict[int, Named]:
    if len(wanted) > MOST_PEOPLE:
        raise Invalid(_("最多指名 %(most)d 人。", most=MOST_PEOPLE), field="people")
    if row.is_named_only and any(one.person is None for one in wanted):
        raise Invalid(_("个案会商只能邀请有账号的人员。"), field="people")
    ids = {one.person: one for one in wanted if one.person is not None}
    found = select(Person.public_id, Person.id).join(Unit, Unit.id == Person.unit_id)
    found = found.where(Person.public_id.in_(ids), may_be_invited(clock.today()))
    here = {public_id: id_ for public_id, id_ in session.execute(found)}
    if len(here) < len(ids):
        raise Invalid(_("有的人员账号已停用，或没有可以查看内容的角色，不能邀请。"), field="people")
    return {here[public_id]: one for public_id, one in ids.items()}


def _keep(session: Session, row: Consultation, person: Person, known: Participant | None, role: str) -> None:
    who = {"name": person.name, "post": person.post, "body": person.unit.name}
    if known is None:
        session.add(Participant(consultation_id=row.id, person_id=person.id, role=role, **who))
        return
    known.ended_at, known.role = None, role
    known.name, known.post, known.body = person.name, person.post, person.unit.name


def _guests(session: Session, row: Consultation, wanted: list[Named]) -> None:
    cleaned = list(map(clean_guest, wanted))
    outside = _participants(row).where(Participant.person_id.is_(None), Participant.ended_at.is_(None))
    known = {(one.name, one.post, one.body): one for one in session.scalars(outside)}
    for who, guest in known.items():
        if who not in cleaned:
            guest.ended_at = clock.now()
    for name, post, body in dict.fromkeys(cleaned):
        if (name, post, body) not in known:
            session.add(Participant(consultation_id=row.id, name=name, post=post, body=body))


def clean_guest(one: Named) -> tuple[str, str, str]:
    """Name, post and whom a guest from outside comes from; Invalid without a name, or too long."""
    name = clean_line(one.name, "people", 40, _("请填写列席人员的姓名。"))
    return name, clean_line(one.post, "people", 40), clean_line(one.body, "people", 80)


def _attendances(row: Consultation) -> Select[Attendance]:
    return select(Attendance).where(Attendance.consultation_id == row.id)


def _participants(row: Consultation) -> Select[Participant]:
    return select(Participant).where(Participant.consultation_id == row.id)
