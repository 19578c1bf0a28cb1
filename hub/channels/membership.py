"""Keeping members what they should be: rows derived from units, roles and items, and derived again when those change.

Set-based: a handful of statements for one person, one channel or all. Leaving sets `ended_at` and keeps the read mark;
coming back opens the row again. Who is new starts at the head, so that nobody is met by a year of unread messages.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, delete, insert, literal, select, update
from sqlalchemy.orm import Session

from ..accounts.access import rights_changed
from ..accounts.models import Person, Unit
from ..core import clock
from ..core.errors import Invalid, NotFound
from ..core.events import record
from ..core.i18n import _
from ..core.policy import require
from ..core.viewer import Viewer
from .entitlement import may_be_invited
from .events import InvitationEnded, MembersChanged, PersonInvited
from .models import Channel, Membership
from .policy import standing
from .reckoning import COLUMNS, reckon
from .rules import clean_public_id

_KEPT = {"synchronize_session": False}
_WHO = (Membership.channel_id, Membership.person_id)


@dataclass(slots=True)
class _Turnover:
    """Who came and who left, as pairs of channel and person keys; somebody who does both did neither."""

    added: set[tuple[int, int]] = field(default_factory=set)
    removed: set[tuple[int, int]] = field(default_factory=set)

    def tell(self, session: Session) -> None:
        """Record what changed, channel by channel."""
        came, left = _by_channel(self.added - self.removed), _by_channel(self.removed - self.added)
        if not came and not left:
            return
        names = select(Channel.id, Channel.public_id).where(Channel.id.in_({*came, *left})).order_by(Channel.id)
        for channel_id, public_id in session.execute(names).all():
            record(session, MembersChanged(channel_id, public_id, came[channel_id], left[channel_id]))


def sync_channel(session: Session, channel: Channel) -> None:
    """Make the channel's members what its item's units, the office and the committee say today."""
    _sync(session, channel_id=channel.id).tell(session)


def sync_person(session: Session, person_id: int) -> None:
    """Put the person into the channels where they belong today, and take them out of all others."""
    _sync(session, person_id=person_id).tell(session)


def sync_all(session: Session) -> None:
    """As `sync_person` for everybody; also after midnight, since units begin and end on dates."""
    _sync(session).tell(session)


def end_invitations(session: Session, person_id: int) -> None:
    """Whoever moves to another post was not invited as the one they are now; follow with `sync_person`."""
    invited = and_(Membership.person_id == person_id, Membership.basis == "invited", Membership.ended_at.is_(None))
    _Turnover(removed=_end(session, invited)).tell(session)


def disband(session: Session, channel: Channel) -> None:
    """Take everybody out for good, marks and all: for a channel in which nothing was said and that goes."""
    rights_changed(session)
    everybody = delete(Membership).where(Membership.channel_id == channel.id).execution_options(**_KEPT)
    rows = session.execute(everybody.returning(*_WHO, Membership.ended_at))
    removed = {(channel_id, person_id) for channel_id, person_id, ended_at in rows if ended_at is None}
    _Turnover(removed=removed).tell(session)


def invite(session: Session, viewer: Viewer, channel: str, person: str) -> None:
    """Let a person (public id) into a channel: observers and experts come in only so; needs `channel.invite`.

    Raises Invalid for somebody whose account is closed or whose roles open nothing; does nothing for a member.
    """
    channel_id, person_id = _invitation(session, viewer, channel, person)
    rights_changed(session)
    mine = and_(Membership.channel_id == channel_id, Membership.person_id == person_id)
    if session.scalar(select(Membership.id).where(mine, Membership.ended_at.is_(None))) is not None:
        return
    again = update(Membership).where(mine).values(ended_at=None, basis="invited").execution_options(**_KEPT)
    if session.execute(again.returning(Membership.id)).first() is None:
        head = select(Channel.id, literal(person_id), literal("invited"), Channel.head_seq, literal(clock.now()))
        session.execute(insert(Membership).from_select(COLUMNS, head.where(Channel.id == channel_id)))
    _Turnover(added={(channel_id, person_id)}).tell(session)
    record(session, PersonInvited(channel_id, channel, person_id))


def uninvite(session: Session, viewer: Viewer, channel: str, person: str) -> None:
    """Take an invitation back; whoever belongs in anyway stays; needs `channel.invite`."""
    channel_id, person_id = _invitation(session, viewer, channel, person, may_be_gone=True)
    rights_changed(session)
    mine = and_(Membership.channel_id == channel_id, Membership.person_id == person_id)
    removed = _end(session, and_(mine, Membership.basis == "invited", Membership.ended_at.is_(None)))
    turnover = _sync(session, channel_id=channel_id, person_id=person_id)
    turnover.removed |= removed
    turnover.tell(session)
    if removed:
        record(session, InvitationEnded(channel_id, channel, person_id))


def _sync(session: Session, *, channel_id: int | None = None, person_id: int | None = None) -> _Turnover:
    rights_changed(session)  # first: its row puts two syncs in line, so that they cannot undo each other
    came, left = reckon(session, channel_id=channel_id, person_id=person_id)
    return _Turnover(came, left)


def _end(session: Session, which: ColumnElement[bool]) -> set[tuple[int, int]]:
    ended = update(Membership).where(which).values(ended_at=clock.now()).execution_options(**_KEPT)
    return {(channel_id, person_id) for channel_id, person_id in session.execute(ended.returning(*_WHO))}


def _invitation(
    session: Session, viewer: Viewer, channel: str, person: str, *, may_be_gone: bool = False
) -> tuple[int, int]:
    place = standing(session, viewer, clean_public_id(channel))
    require(session, viewer, "channel.invite", place)
    found = select(Person.id, may_be_invited(clock.today())).join(Unit, Unit.id == Person.unit_id)
    row = session.execute(found.where(Person.public_id == clean_public_id(person))).first()
    if row is None or place is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    if not row[1] and not may_be_gone:
        raise Invalid(_("这个账号已停用，或没有可以查看内容的角色，不能邀请。"), field="person")
    return place.channel_id, row[0]


def _by_channel(pairs: set[tuple[int, int]]) -> defaultdict[int, tuple[int, ...]]:
    found: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for channel_id, person_id in sorted(pairs):
        found[channel_id] += (person_id,)
    return found
