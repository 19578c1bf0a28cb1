"""Many issues at once, as rows: what raising them one by one would leave, without taking the time that it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from hub.channels.models import ChangeLog, Channel, Message
from hub.channels.shapes import Facet
from hub.core import db
from hub.core.ids import new_public_id
from hub.escalation.models import Escalation, EscalationLadder, LadderVersion
from hub.issues.models import Issue, IssueUnit

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Raised:
    """By whom, and towards whom: keys. The channels take turns."""

    person_id: int
    unit_id: int
    channels: Sequence[int]
    towards: Sequence[int]


def fill(
    count: int, raised: Raised, version_id: int, at: datetime, due: datetime, spread: timedelta = timedelta()
) -> None:
    """So many open issues of the year 2026 whose first clock runs; the steps are due from `due` on, `spread` apart."""
    with db.reading() as session:
        numbers = [session.scalar(select(func.coalesce(func.max(column), 0))) or 0 for column in _KEYS]
        found = session.execute(select(Channel.id, Channel.head_seq, Channel.head_change))
        heads = {channel_id: max(seq, change) for channel_id, seq, change in found}
    rows = _rows(count, raised, version_id, at, due, spread, (numbers, heads))
    while chunk := list(islice(rows, CHUNK)):
        with db.transaction() as session:
            connection = session.connection()
            for place, table in enumerate((Message, ChangeLog, Issue, IssueUnit, Escalation)):
                connection.execute(insert(table), [row[place] for row in chunk])
    with db.transaction() as session:
        for channel_id, head in heads.items():
            session.get_one(Channel, channel_id).head_seq = head
            session.get_one(Channel, channel_id).head_change = head
        _catch_up_sequences(session)


_KEYS = (Message.id, Issue.id, Issue.number)


def _rows(
    count: int,
    raised: Raised,
    version_id: int,
    at: datetime,
    due: datetime,
    spread: timedelta,
    places: tuple[list[int], dict[int, int]],
) -> Iterator[tuple[dict[str, Any], ...]]:
    (message_id, issue_id, number), heads = places
    for turn in range(1, count + 1):
        channel_id = raised.channels[turn % len(raised.channels)]
        heads[channel_id] += 1
        seq, planned = heads[channel_id], due + turn * spread
        yield (
            _message(message_id + turn, channel_id, seq, raised, at),
            {"channel_id": channel_id, "change": seq, "seq": seq, "action": "create"},
            _issue(issue_id + turn, number + turn, message_id + turn, channel_id, raised, at),
            {
                "issue_id": issue_id + turn,
                "unit_id": raised.towards[turn % len(raised.towards)],
                "position": 0,
                "is_lead": True,
                "added_at": at,
            },
            {
                "matter": "issue",
                "matter_id": issue_id + turn,
                "clock": "answer",
                "version_id": version_id,
                "generation": 1,
                "step_no": 0,
                "state": "running",
                "base_at": at,
                "planned_at": planned,
                "next_step_at": planned,
                "is_provisional": False,
                "error_count": 0,
                "error": "",
            },
        )


def _message(id_: int, channel_id: int, seq: int, raised: Raised, at: datetime) -> dict[str, Any]:
    return {
        "id": id_,
        "public_id": new_public_id(),
        "channel_id": channel_id,
        "seq": seq,
        "author_id": raised.person_id,
        "unit_id": raised.unit_id,
        "client_id": f"filled-{id_}",
        "body": "转介等候过长",
        "posted_at": at,
        "mentioned": [],
        "change": seq,
        "facets": int(Facet.ISSUE),
    }


def _issue(id_: int, number: int, message_id: int, channel_id: int, raised: Raised, at: datetime) -> dict[str, Any]:
    return {
        "id": id_,
        "public_id": new_public_id(),
        "year": 2026,
        "number": number,
        "channel_id": channel_id,
        "message_id": message_id,
        "kind": "hard",
        "severity": "normal",
        "title": "转介等候过长",
        "body": "",
        "state": "open",
        "raised_by": raised.person_id,
        "unit_id": raised.unit_id,
        "raised_at": at,
        "due_at": at + timedelta(days=14),
        "is_provisional": False,
        "tier": 0,
        "answer": "",
        "hold_reason": "",
    }


def _catch_up_sequences(session: Any) -> None:
    """PostgreSQL counts on from what was written by key."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in (Message, Issue):
        name = table.__tablename__
        session.execute(
            select(func.setval(func.pg_get_serial_sequence(name, "id"), select(func.max(table.id)).scalar_subquery()))
        )


def ladder_of_hours(*afters: int) -> int:
    """The key of a new version of the first clock's ladder for 一般, in hours, each step telling the liaisons."""
    with db.transaction() as session:
        ladder = session.scalars(
            select(EscalationLadder).where(
                EscalationLadder.matter == "issue",
                EscalationLadder.severity == "normal",
                EscalationLadder.clock == "answer",
            )
        ).one()
        steps = [{"tier": 1, "after": after, "tells": ["liaison"], "act": "remind"} for after in afters]
        version = LadderVersion(ladder_id=ladder.id, number=1000, measure="hours", calendar="always", steps=steps)
        session.add(version)
        session.flush()
        return version.id
