"""What the pages of notices show: my ways and browsers, what went past my quiet hours, targets, and what was not delivered."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..channels.models import Channel
from ..core.policy import require
from ..core.viewer import Viewer
from .composing import CONTENT, place_name
from .models import NoticePreference, NoticeSetting, NoticeTarget, OutboxRow, PushSubscription
from .outbox import default_preference
from .sealing import unseal
from .shapes import BrowserView, LostNotice, TargetView, UrgentNotice

MOST_LISTED = 200
MOST_URGENT = 20


def my_preference(session: Session, viewer: Viewer) -> NoticePreference:
    """How the viewer wants to be told; the defaults for who has not chosen."""
    return session.get(NoticePreference, viewer.person_id) or default_preference(viewer.person_id)


def my_browsers(session: Session, viewer: Viewer) -> list[BrowserView]:
    """The browsers that take push notices for the viewer, the newest first."""
    mine = select(PushSubscription).where(PushSubscription.person_id == viewer.person_id)
    return [
        BrowserView(row.public_id, row.device, row.created_at, row.session_id == viewer.session_id)
        for row in session.scalars(mine.order_by(PushSubscription.id.desc()))
    ]


def my_urgent(session: Session, viewer: Viewer) -> list[UrgentNotice]:
    """The latest urgent notices that went past what the viewer has chosen; all that are kept were kept for this."""
    found = (
        select(OutboxRow, Channel)
        .join(Channel, Channel.id == OutboxRow.channel_id)
        .where(OutboxRow.person_id == viewer.person_id, OutboxRow.overrode != "")
        .order_by(OutboxRow.created_at.desc())
        .limit(MOST_URGENT)
    )
    return [
        UrgentNotice(row.kind, row.way, place_name(session, channel), row.overrode, row.created_at)
        for row, channel in session.execute(found)
    ]


def targets(session: Session, viewer: Viewer) -> list[TargetView]:
    """The robots and hooks, the oldest first. Raises Denied."""
    require(session, viewer, "accounts.manage")
    return [
        TargetView(
            row.public_id,
            row.kind,
            row.name,
            row.host,
            bool(unseal(row.sealed_secret)),
            row.paused_at is not None,
            row.created_at,
        )
        for row in session.scalars(select(NoticeTarget).order_by(NoticeTarget.id))
    ]


def allows_content(session: Session) -> bool:
    """Whether the office lets what is said leave the hub."""
    return session.get(NoticeSetting, CONTENT) is not None


def lost(session: Session, viewer: Viewer) -> list[LostNotice]:
    """What could not be delivered, the latest first. Raises Denied."""
    require(session, viewer, "office")
    found = (
        select(OutboxRow, Person.name, NoticeTarget.name, Channel)
        .outerjoin(Person, Person.id == OutboxRow.person_id)
        .outerjoin(NoticeTarget, NoticeTarget.id == OutboxRow.target_id)
        .outerjoin(Channel, Channel.id == OutboxRow.channel_id)
        .where(OutboxRow.state == "dead")
        .order_by(OutboxRow.settled_at.desc(), OutboxRow.id.desc())
        .limit(MOST_LISTED)
    )
    return [
        LostNotice(
            row.public_id,
            row.kind,
            row.way,
            person or target or "",
            place_name(session, channel) if channel is not None else "",
            row.attempts,
            row.reason,
            row.created_at,
            row.settled_at or row.created_at,
        )
        for row, person, target, channel in session.execute(found)
    ]


def lost_count(session: Session) -> int:
    """How many could not be delivered."""
    return session.scalar(select(func.count()).where(OutboxRow.state == "dead")) or 0


def waiting_count(session: Session) -> int:
    """How many are on their way, or are tried again."""
    return session.scalar(select(func.count()).where(OutboxRow.due_at.is_not(None))) or 0
