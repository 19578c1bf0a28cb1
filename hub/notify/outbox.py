"""What is to be said, written in the transaction of its cause: one row per recipient and way, each key once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..core import clock
from ..core.bulk import among, insert_many
from ..core.ids import new_public_id
from . import ways
from .causes import DIGEST, kind_named
from .models import NoticePreference, NoticeTarget, OutboxRow, PushSubscription
from .rules import GRACE, GROUP_MINUTES, Quiet, Timing, letter_timing, timing
from .shapes import Cause

Address = tuple[str, int, int | None]
"""A way, the person, and for push which browser of theirs."""


def announce(session: Session, cause: Cause) -> None:
    """Write down whom to tell of the cause, each by their own ways; whoever has none of these costs nothing further."""
    announce_all(session, [cause])


def announce_all(session: Session, causes: Sequence[Cause]) -> None:
    """The same for several causes at once: a handful of statements, however many there are."""
    now = clock.now()
    rows = _to_persons(session, causes, now)
    if any(cause.tells_group for cause in causes):
        rows += _to_groups(session, [cause for cause in causes if cause.tells_group], now)
    write(session, rows)


def write(session: Session, rows: list[dict[str, Any]]) -> None:
    """Insert rows of the outbox; a key that is there already stays as it is."""
    made = [_EMPTY | row | {"public_id": new_public_id()} for row in rows]
    insert_many(session, OutboxRow, made, unless="dedup_key")


_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("person_id", "subscription_id", "target_id", "channel_id", "message_id", "thing_id")),
    **{"is_urgent": False, "overrode": "", "state": "pending", "attempts": 0, "reason": ""},
}


def digest(address: Address, key: str, at: datetime, now: datetime) -> dict[str, Any]:
    """The row of a digest for one address; `key` says of which hour, or after what."""
    way, person_id, subscription_id = address
    return {
        "dedup_key": f"{DIGEST}:{key}:{_written(address)}",
        "kind": DIGEST,
        "way": way,
        "person_id": person_id,
        "subscription_id": subscription_id,
        "due_at": at,
        "created_at": now,
    }


def addresses(session: Session, people: Iterable[int]) -> list[tuple[Address, str, NoticePreference]]:
    """Where these persons can be told, with the pace for that way and their preferences. Two queries."""
    wanted = list(people)
    chosen = {
        row.person_id: row
        for row in session.scalars(select(NoticePreference).where(among(session, NoticePreference.person_id, wanted)))
    }
    found: list[tuple[Address, str, NoticePreference]] = []
    if ways.sends_mail():
        found += [(("mail", id_, None), row.mail_pace, row) for id_, row in chosen.items() if row.mail_address]
    browsers = select(PushSubscription.person_id, PushSubscription.id).where(
        among(session, PushSubscription.person_id, wanted)
    )
    for person_id, browser in session.execute(browsers):
        row = chosen.get(person_id) or default_preference(person_id)
        found.append((("push", person_id, browser), row.push_pace, row))
    return found


def default_preference(person_id: int) -> NoticePreference:
    """What holds for somebody who has chosen nothing yet; not in the database."""
    return NoticePreference(
        person_id=person_id,
        mail_address="",
        mail_pace="immediate",
        push_pace="immediate",
        digest_hours="9,15",
        quiet_from_minute=20 * 60,
        quiet_to_minute=8 * 60,
        shows_desktop=False,
    )


def _to_persons(session: Session, causes: Sequence[Cause], now: datetime) -> list[dict[str, Any]]:
    by_person = defaultdict(list)
    for address, pace, chosen in addresses(session, {person for cause in causes for person in cause.people}):
        by_person[address[1]].append((address, pace, chosen))
    told: Counter[tuple[int, str]] = Counter(_told_lately(session, set(by_person), now) if by_person else {})
    rows = []
    for cause in causes:
        for address, pace, chosen in (way for person in cause.people for way in by_person.get(person, ())):
            when = _when(cause, address, pace, chosen, clock.local(now), told[address[1], address[0]])
            if when is not None:
                told[address[1], address[0]] += not when.together
                rows.append(_to_person(cause, address, when, now))
    return rows


def _when(  # noqa: PLR0913 (what it hangs on)
    cause: Cause, address: Address, pace: str, chosen: NoticePreference, local: datetime, sent: int
) -> Timing | None:
    quiet = Quiet(chosen.quiet_from_minute, chosen.quiet_to_minute)
    if address[0] == "mail" and kind_named(cause.kind).calendar is not None:
        return letter_timing(pace, quiet, local, is_urgent=cause.is_urgent)
    return timing(pace, quiet, local, is_urgent=cause.is_urgent, sent_this_hour=sent)


def _to_person(cause: Cause, address: Address, when: Timing, now: datetime) -> dict[str, Any]:
    if when.together:
        return digest(address, f"{when.at:%Y%m%d%H%M}", when.at, now)
    way, person_id, subscription_id = address
    return _about(cause, now) | {
        "dedup_key": f"{cause.kind}:{cause.key}:{_written(address)}",
        "way": way,
        "person_id": person_id,
        "subscription_id": subscription_id,
        "overrode": when.overrode,
        "due_at": when.at,
    }


def _told_lately(session: Session, people: set[int], now: datetime) -> dict[tuple[int, str], int]:
    """How many notices persons have had one by one within the hour, by way."""
    hour_ago = now.timestamp() - 3600
    counted = (
        select(OutboxRow.person_id, OutboxRow.way, func.count())
        .where(
            among(session, OutboxRow.person_id, people),
            OutboxRow.created_at > datetime.fromtimestamp(hour_ago, tz=now.tzinfo),
        )
        .where(OutboxRow.kind != DIGEST)
        .group_by(OutboxRow.person_id, OutboxRow.way)
    )
    return {(person, way): count for person, way, count in session.execute(counted) if person is not None}


def _to_groups(session: Session, causes: Sequence[Cause], now: datetime) -> list[dict[str, Any]]:
    """A row per robot or hook: one in each ten minutes of the clock about a channel, and none in the usual quiet hours."""
    targets = session.scalars(select(NoticeTarget.id).where(NoticeTarget.paused_at.is_(None))).all()
    rows = (_to_group(cause, target, now) for cause in causes for target in targets)
    return list({row["dedup_key"]: row for row in rows}.values())


def _to_group(cause: Cause, target: int, now: datetime) -> dict[str, Any]:
    local, quiet = clock.local(now), Quiet()
    held = quiet.holds(local) and not cause.is_urgent
    at = quiet.ends(local) if held else local if cause.is_urgent else local + GRACE
    span = f"{int(at.timestamp()) // (GROUP_MINUTES * 60)}"
    return _about(cause, now) | {
        "dedup_key": f"{cause.kind}:{cause.channel_id}:{span}:target:{target}",
        "way": "target",
        "target_id": target,
        "due_at": at,
    }


def _about(cause: Cause, now: datetime) -> dict[str, Any]:
    return {
        "kind": cause.kind,
        "channel_id": cause.channel_id,
        "message_id": cause.message_id,
        "thing_id": cause.thing_id,
        "is_urgent": cause.is_urgent,
        "created_at": now,
    }


def _written(address: Address) -> str:
    way, person_id, subscription_id = address
    return f"{way}:{person_id}" if subscription_id is None else f"{way}:{person_id}:{subscription_id}"
