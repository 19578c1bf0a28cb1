"""What published minutes decided becomes follow-ups, one for each decision; a correction changes them, and never doubles one.

Publishing is what calls for it: no policy is asked. Whoever publishes holds the minutes' row.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...calendar import office_time
from ...channels.models import Channel
from ...core import clock
from ...core.numbers import next_number
from ...issues.clocks import close_of
from ...meetings.agenda.models import AgendaItem
from ...meetings.live.models import Decision
from ...meetings.topics.models import Topic
from ...meetings.topics.origins import issues_behind
from ...minutes.models import Minutes, Passage
from ...minutes.queries import passages
from .. import clocks
from ..models import FollowUp, FollowUpYear
from ..rules import UNSETTLED, Act, default_due_on, title_of
from ..settings import setting
from . import units
from .standing import standing, tell


def follow(session: Session, minutes_id: int) -> list[FollowUp]:
    """Open what the minutes (key) decided, in their order, and change what is known already; returns all of it.

    What is known and no longer said goes on until the office says otherwise: it waits for it.
    """
    minutes = session.get_one(Minutes, minutes_id)
    decided = [one for one in passages(session, minutes.id) if one.part == "decision"]
    known = select(FollowUp).where(FollowUp.consultation_id == minutes.consultation_id).order_by(FollowUp.id)
    there = {row.key: row for row in session.scalars(known.with_for_update().execution_options(populate_existing=True))}
    said = {one.key for one in decided}
    for row in there.values():
        if row.key not in said and row.minutes_id == minutes.corrects_id:  # a later correction does not ask again
            _doubt(session, row, Act.DROP, {"minutes": minutes.number})
    return [
        _correct(session, there[one.key], minutes, one) if one.key in there else _open(session, minutes, one)
        for one in decided
    ]


def note_void(session: Session, minutes_id: int) -> None:
    """The minutes (key) are void: their follow-ups say so, and go on until the office says otherwise."""
    found = select(FollowUp).where(FollowUp.minutes_id == minutes_id, FollowUp.state.in_(UNSETTLED))
    for row in session.scalars(found.order_by(FollowUp.id).with_for_update()):
        _doubt(session, row, Act.VOID, {})


def _doubt(session: Session, row: FollowUp, act: Act, detail: dict[str, Any]) -> None:
    """What it stands on is gone. Of what is over nothing waits."""
    if row.state in UNSETTLED:
        row.unfounded_at = clock.now()
        tell(session, row, act, None, detail=detail)


def _open(session: Session, minutes: Minutes, passage: Passage) -> FollowUp:
    given = passage.data
    decision, item = _decision(session, given), _item(session, passage)
    year = clock.today().year
    row = FollowUp(
        year=year,
        number=next_number(session, FollowUpYear, year),
        consultation_id=minutes.consultation_id,
        minutes_id=minutes.id,
        key=passage.key,
        decision_id=decision.id if decision else None,
        item_id=item.id if item else None,
        title=_title(passage),
        text=passage.text,
        **_due(session, minutes, _date(given)),
        **_behind(session, item),
    )
    session.add(row)
    session.flush()
    lead, wanted = given.get("lead") or "", _wanted(session, given)
    units.put(session, row, wanted, has_lead=bool(lead))
    units.settle_state(session, row)
    clocks.due_counts(session, row)
    tell(session, row, Act.OPEN, None, detail={"minutes": minutes.number, "has_lead": bool(lead)})
    return row


def _correct(session: Session, row: FollowUp, minutes: Minutes, passage: Passage) -> FollowUp:
    """What the later minutes say of it counts; each thing that is otherwise stands in the record. What is over stays over."""
    detail: dict[str, Any] = {"minutes": minutes.number}
    if passage.text != row.text:
        detail["text"] = row.text
    row.minutes_id, row.title, row.text = minutes.id, _title(passage), passage.text
    row.unfounded_at = None
    if row.state in UNSETTLED:
        detail |= _corrected_due(session, row, _date(passage.data))
        detail |= _corrected_units(session, row, passage.data)
    tell(session, row, Act.CORRECT, None, detail=detail)
    return row


def _corrected_due(session: Session, row: FollowUp, due_on: date | None) -> dict[str, Any]:
    """Another date in the minutes is another due time; none leaves it as it is."""
    working = office_time(session)
    due_at = close_of(working, due_on) if due_on else row.due_at
    if due_at == row.due_at:
        return {}
    before = row.due_at
    row.due_at, row.counted_from, row.counted_on = due_at, None, None
    row.is_provisional = working.is_provisional(clock.now(), due_at)
    if row.state != "completed":
        clocks.due_counts(session, row)
    return {"from": before.isoformat(), "due_at": due_at.isoformat()}


def _corrected_units(session: Session, row: FollowUp, given: Mapping[str, Any]) -> dict[str, Any]:
    before, wanted = [one.unit_id for one in standing(session, row)], _wanted(session, given)
    if before == wanted or not given.get("lead"):
        return {}
    units.put(session, row, wanted)
    if row.state != "completed":
        units.settle_state(session, row)
    return {"units_from": units.names_of(session, before), "units": units.names_of(session, wanted)}


def _wanted(session: Session, given: Mapping[str, Any]) -> list[int]:
    return units.keys_of(session, [given.get("lead") or "", *given.get("supporting", ())])


def _title(passage: Passage) -> str:
    return title_of(passage.data.get("text") or passage.text)


def _date(given: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(given["due_on"]) if given.get("due_on") else None


def _due(session: Session, minutes: Minutes, due_on: date | None) -> dict[str, Any]:
    """When it is due: a date in the minutes never moves, one that is counted may."""
    working, now = office_time(session), clock.now()
    if due_on is not None:
        return {"due_at": close_of(working, due_on)}
    start = minutes.published_at or now
    on = default_due_on(clock.local(start).date(), setting(session).due_days)
    due_at = close_of(working, on)
    counted = {"counted_from": start, "counted_on": on}
    return counted | {"due_at": due_at, "is_provisional": working.is_provisional(start, due_at)}


def _decision(session: Session, given: Mapping[str, Any]) -> Decision | None:
    named = given.get("decision")
    return session.scalar(select(Decision).where(Decision.public_id == named)) if named else None


def _item(session: Session, passage: Passage) -> AgendaItem | None:
    return session.scalar(select(AgendaItem).where(AgendaItem.public_id == passage.item)) if passage.item else None


def _behind(session: Session, item: AgendaItem | None) -> dict[str, Any]:
    """The issue behind the item, and the work item's channel: its topic's, or its issue's."""
    if item is None or item.topic_id is None:
        return {}
    topic = session.get_one(Topic, item.topic_id)
    issue = issues_behind(session, [topic.id]).get(topic.id)
    channel = session.get(Channel, topic.channel_id or (issue.channel_id if issue else 0))
    is_item = channel is not None and channel.kind == "item"
    return {"issue_id": issue.id if issue else None, "channel_id": channel.id if channel and is_item else None}
