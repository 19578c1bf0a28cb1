"""Preparing a consultation, and changing what was planned, before and after it is announced."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...channels.entitlement import may_be_invited
from ...channels.rules import clean_public_id
from ...core import clock
from ...core.errors import Invalid, NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..channel import follow_people, follow_title
from ..events import NOBODY, Turnover
from ..models import Consultation, ConsultationKind, MeetingRoom
from ..rules import NOTE_LIMIT, PLACE_LIMIT, TITLE_LIMIT, Act, check_span, clean_line, clean_link, clean_words
from ..shapes import ConsultationDraft
from ..standing import check, locked, tell
from .inviting import ask_again, invite_units, name_people, units_of_named

TOLD = ("title", "starts_at", "ends_at", "room_id", "place", "link", "chair_id")
"""What calendars show: a change of one of these after it was announced raises the sequence, and so does one of who is invited,
so that whoever is invited anew takes the invitation for newer than its end."""


def prepare(session: Session, viewer: Viewer, draft: ConsultationDraft) -> Consultation:
    """Plan a consultation; nobody but the office knows of it yet. Raises Denied, Invalid (the field says which), TooLarge."""
    require(session, viewer, "office")
    row = made(session, draft, viewer.person_id)
    tell(session, row, Act.PREPARE, viewer)
    return row


def made(
    session: Session,
    draft: ConsultationDraft,
    created_by: int,
    series_id: int | None = None,
    occurs_on: date | None = None,
) -> Consultation:
    """The row of a consultation with its people, told to nobody yet. Raises Invalid, TooLarge."""
    kind = _kind(session, draft.kind)
    check_span(draft.starts_at, draft.minutes, clock.now())
    row = Consultation(kind=kind.key, is_named_only=kind.is_named_only, created_by=created_by)
    row.series_id, row.occurs_on = series_id, occurs_on
    _fill(session, row, draft)
    session.add(row)
    session.flush()
    _people(session, row, draft)
    return row


def rewrite(session: Session, row: Consultation, draft: ConsultationDraft) -> Turnover:
    """Put a draft's words and people into a row that nobody was told of; says nothing. Raises Invalid, TooLarge."""
    _fill(session, row, draft)
    session.flush()
    return _people(session, row, draft)


def change(session: Session, viewer: Viewer, consultation: str, draft: ConsultationDraft) -> Consultation:
    """Plan it otherwise. Where its time changes after it was announced, units are asked again (`Act.MOVE`).

    Its kind stays: who may know of it hangs on that. Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, consultation, "consultation.arrange")
    check(Act.CHANGE, row)
    if draft.kind != row.kind:
        raise Invalid(_("类别不能更改，请取消后另行发起。"), field="kind")
    before = {name: getattr(row, name) for name in TOLD}
    if draft.starts_at != row.starts_at or draft.minutes != _minutes(row):
        check_span(draft.starts_at, draft.minutes, clock.now())
    _fill(session, row, draft)
    session.flush()
    moved = _people(session, row, draft)
    changed = {name: old for name, old in before.items() if getattr(row, name) != old}
    act = Act.MOVE if {"starts_at", "ends_at"} & set(changed) else Act.CHANGE
    is_news = row.state == "announced" and bool(changed)
    if row.state == "announced":
        row.sequence += is_news or moved != NOBODY
        follow_title(session, row)
        follow_people(session, row)
        if act is Act.MOVE:
            ask_again(session, row)
    tell(
        session,
        row,
        act,
        viewer,
        detail={name: _plain(old) for name, old in changed.items()},
        turnover=moved,
        is_news=is_news,
    )
    return row


def _fill(session: Session, row: Consultation, draft: ConsultationDraft) -> None:
    row.title = clean_line(draft.title, "title", TITLE_LIMIT, _("请填写会商名称。"))
    row.note = clean_words(draft.note, "note", NOTE_LIMIT)
    row.starts_at, row.ends_at = draft.starts_at, draft.starts_at + timedelta(minutes=draft.minutes)
    row.room_id = _room(session, row, draft.room)
    row.place, row.link = clean_line(draft.place, "place", PLACE_LIMIT), clean_link(draft.link)
    row.chair_id = _person(session, draft.chair, "chair")
    row.note_taker_id = _person(session, draft.note_taker, "note_taker")
    if draft.quorum is not None and not 1 <= draft.quorum <= max(len(draft.units), 1):
        raise Invalid(_("到会单位的最低数应在1与邀请单位数之间。"), field="quorum")
    row.quorum = draft.quorum


def _people(session: Session, row: Consultation, draft: ConsultationDraft) -> Turnover:
    """Invite and name; of a 个案会商 its units are those of the people who are named."""
    always = [row.chair_id, row.note_taker_id, *([row.created_by] if row.is_named_only else [])]
    people_added, people_removed = name_people(session, row, draft.people, always)
    units = units_of_named(session, row) if row.is_named_only else draft.units
    units_added, units_removed = invite_units(session, row, units)
    return Turnover(units_added, units_removed, people_added, people_removed)


def _kind(session: Session, key: str) -> ConsultationKind:
    kind = session.get(ConsultationKind, key)
    if kind is None:
        raise Invalid(_("请选择会商类别。"), field="kind")
    return kind


def _room(session: Session, row: Consultation, room: str | None) -> int | None:
    """The key of a room (public id) that is to be had on the day, or that is the consultation's already; Invalid."""
    if room is None:
        return None
    found = session.scalar(select(MeetingRoom).where(MeetingRoom.public_id == _id(room, "room")))
    day = clock.local(row.starts_at).date()
    if found is None or (found.retired_on is not None and found.retired_on <= day and found.id != row.room_id):
        raise Invalid(_("这个会议室已停用，请另选一个。"), field="room")
    return found.id


def _person(session: Session, person: str | None, field: str) -> int | None:
    if person is None:
        return None
    found = select(Person.id).join(Unit, Unit.id == Person.unit_id)
    found = found.where(Person.public_id == _id(person, field), may_be_invited(clock.today()))
    id_ = session.scalar(found)
    if id_ is None:
        raise Invalid(_("这个账号已停用，或没有可以查看内容的角色，请另选一人。"), field=field)
    return id_


def _id(public_id: str, field: str) -> str:
    try:
        return clean_public_id(public_id)
    except NotFound:
        raise Invalid(_("请重新选择。"), field=field) from None


def _minutes(row: Consultation) -> int:
    return round((row.ends_at - row.starts_at).total_seconds() / 60)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
