"""The follow-ups of another thing, shown beside it: of minutes, of an issue, of a work item's channel."""

from typing import Any

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from ...channels.models import Channel
from ...core.viewer import Viewer
from ...issues.models import Issue
from ...minutes.models import Minutes
from ..cards import cards
from ..models import FollowUp
from ..policy import visible
from ..rules import UNSETTLED
from ..shapes import Card

MOST = 50
IN_PANEL = 5


def of_minutes(session: Session, viewer: Viewer, minutes: str) -> list[Card]:
    """What the viewer may know of those of these minutes (public id), in their order."""
    named = select(Minutes.id).where(Minutes.public_id == minutes).scalar_subquery()
    return _cards(session, viewer, select(FollowUp.id).where(FollowUp.minutes_id == named), MOST)


def of_issue(session: Session, viewer: Viewer, issue: str) -> list[Card]:
    """What came of an issue (public id)."""
    named = select(Issue.id).where(Issue.public_id == issue).scalar_subquery()
    return _cards(session, viewer, select(FollowUp.id).where(FollowUp.issue_id == named), MOST)


def of_channel(session: Session, viewer: Viewer, channel: str) -> list[Card]:
    """What is not closed out of a work item's channel (public id), what is due first first."""
    named = select(Channel.id).where(Channel.public_id == channel).scalar_subquery()
    found = select(FollowUp.id).where(FollowUp.channel_id == named, FollowUp.state.in_(sorted(UNSETTLED)))
    return _cards(session, viewer, found, IN_PANEL, by_due=True)


def _cards(session: Session, viewer: Viewer, found: Select[Any], most: int, *, by_due: bool = False) -> list[Card]:
    order = (case((FollowUp.state == "completed", 1), else_=0), FollowUp.due_at) if by_due else ()
    ids = session.scalars(found.where(visible(viewer)).order_by(*order, FollowUp.year, FollowUp.number).limit(most))
    return cards(session, ids.all())
