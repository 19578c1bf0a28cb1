"""The statements that make membership rows what people are entitled to: end, open again, re-base, create.

Prepared once for each scope (all, one channel, one person, one person in one channel), because putting such statements
together takes ten times as long as running them, and an import of people runs them two hundred times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast

from sqlalchemy import BindParameter, Date, Integer, Table, and_, bindparam, exists, insert, select, true, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from ..accounts.models import Person, Unit
from ..core import clock
from ..core.columns import Instant
from .entitlement import entitled, may_be_invited
from .models import Channel, Membership

Pairs = set[tuple[int, int]]
"""Keys of channels and persons."""

COLUMNS = ["channel_id", "person_id", "basis", "last_read_seq", "joined_at"]

_rows = cast(Table, Membership.__table__)
_who = (_rows.c.channel_id, _rows.c.person_id)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The statements of one scope, in the order in which they run; all but `rebase` say whom they touched."""

    end: ReturningUpdate[tuple[int, int]]
    reopen: ReturningUpdate[tuple[int, int]]
    rebase: ReturningUpdate[tuple[int, int]]
    create: ReturningInsert[tuple[int, int]]


def reckon(session: Session, *, channel_id: int | None = None, person_id: int | None = None) -> tuple[Pairs, Pairs]:
    """Bring the rows of this scope (keys; None for all) up to date; returns who came and who left."""
    session.flush()
    run = session.connection().execute
    values = {"the_channel": channel_id, "the_person": person_id, "today": clock.today(), "now": clock.now()}
    values = {name: value for name, value in values.items() if value is not None}
    parts = _reckoning(channel_id is not None, person_id is not None)
    left = _pairs(run(parts.end, values))
    came = _pairs(run(parts.reopen, values))
    run(parts.rebase, values)
    came |= _pairs(run(parts.create, values))
    return came, left


@cache
def _reckoning(one_channel: bool, one_person: bool) -> Reckoning:
    channel: BindParameter[int] = bindparam("the_channel", type_=Integer)
    person: BindParameter[int] = bindparam("the_person", type_=Integer)
    today, now = bindparam("today", type_=Date), bindparam("now", type_=Instant)
    channels = Channel.id == channel if one_channel else true()
    people = Person.id == person if one_person else true()
    scope = and_(
        _rows.c.channel_id == channel if one_channel else true(),
        _rows.c.person_id == person if one_person else true(),
    )
    belong = entitled(channels, people, today)
    matches = and_(belong.c.channel_id == _rows.c.channel_id, belong.c.person_id == _rows.c.person_id)
    guests = select(Person.id).join(Unit, Unit.id == Person.unit_id).where(may_be_invited(today), people)
    is_guest = and_(_rows.c.basis == "invited", _rows.c.person_id.in_(guests))
    is_in, is_out = _rows.c.ended_at.is_(None), _rows.c.ended_at.is_not(None)
    other = and_(_rows.c.basis != "invited", _rows.c.basis != belong.c.basis)
    new = select(belong.c.channel_id, belong.c.person_id, belong.c.basis, Channel.head_seq, now)
    new = new.join(Channel, Channel.id == belong.c.channel_id).where(~exists().where(matches).correlate(belong))
    return Reckoning(
        end=update(_rows)
        .where(scope, is_in, ~is_guest, ~exists().where(matches))
        .values(ended_at=now)
        .returning(*_who),
        reopen=update(_rows).where(matches, is_out).values(ended_at=None, basis=belong.c.basis).returning(*_who),
        rebase=update(_rows).where(matches, is_in, other).values(basis=belong.c.basis).returning(*_who),
        create=insert(_rows).from_select(COLUMNS, new).returning(*_who),
    )


def _pairs(rows: Iterable[tuple[int, int]]) -> Pairs:
    return {(channel_id, person_id) for channel_id, person_id in rows}
