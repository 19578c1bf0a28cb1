"""Whoever changes posts: what names them and waits goes to their successor where that one is in the channel; invitations end.

What somebody saved for later is known to nobody else, and stays so.
"""

from sqlalchemy import Select, func, insert, literal, select, update
from sqlalchemy.orm import Session, aliased

from ..accounts.handover import Matter, handed_over
from ..core import clock
from .membership import end_invitations
from .models import Membership, Mention

_KEPT = {"synchronize_session": False}


def open_mentions(*people: int) -> Select[Mention]:
    """SQL: mentions of the first person that wait, in channels that all of the people (keys) are in."""
    found = select(Mention).where(Mention.person_id == people[0], Mention.done_at.is_(None))
    for person in people:
        channels = select(Membership.channel_id).where(Membership.person_id == person, Membership.ended_at.is_(None))
        found = found.where(Mention.channel_id.in_(channels))
    return found


def move_mentions(session: Session, person_id: int, successor_id: int | None) -> int:
    """Have the successor named where the person was; who is named there already is so once. Returns how many."""
    if successor_id is None:
        return 0
    waiting = open_mentions(person_id, successor_id).subquery()
    named = aliased(Mention)
    already = select(named.id).where(
        named.person_id == successor_id, named.channel_id == waiting.c.channel_id, named.seq == waiting.c.seq
    )
    rows = select(literal(successor_id), waiting.c.channel_id, waiting.c.seq, waiting.c.basis).where(~already.exists())
    columns = ["person_id", "channel_id", "seq", "basis"]
    session.execute(insert(Mention).from_select(columns, rows))
    mine = select(waiting.c.id)
    done = update(Mention).where(Mention.id.in_(mine)).values(done_at=clock.now()).execution_options(**_KEPT)
    return len(session.scalars(done.returning(Mention.id)).all())


def count_mentions(session: Session, person_id: int, successor_id: int | None) -> int:
    """How many would move; without a successor how many wait, and would be nobody's."""
    found = open_mentions(person_id, *([] if successor_id is None else [successor_id])).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def count_invitations(session: Session, person_id: int, _successor: int | None) -> int:
    """Into how many channels the person is let by invitation."""
    found = select(func.count()).where(
        Membership.person_id == person_id, Membership.basis == "invited", Membership.ended_at.is_(None)
    )
    return session.scalar(found) or 0


def drop_invitations(session: Session, person_id: int, successor_id: int | None) -> int:
    """End them; returns how many."""
    count = count_invitations(session, person_id, successor_id)
    end_invitations(session, person_id)
    return count


handed_over(Matter("mentions", True, count_mentions, move_mentions))
handed_over(Matter("invitations", False, count_invitations, drop_invitations))
