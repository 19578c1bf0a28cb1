"""How often units asked for more time in a period: of issues, and of follow-ups."""

from collections import Counter
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...core.viewer import Viewer
from ...issues.models import ExtensionRequest, Issue
from ...issues.queries.narrowing import channels_of, sees_all
from ...supervision.models import FollowUp, FollowUpEvent
from ...supervision.policy import visible
from ...supervision.rules import Act
from ..policy import of_units
from ..rules import Period


def asked(session: Session, viewer: Viewer, period: Period, *, by_unit: bool) -> Counter[int]:
    """How many requests, by unit (key) or by channel (key)."""
    found: Counter[int] = Counter()
    for of_issues, wanted in ((True, of_issue(session, viewer, period)), (False, of_follow_up(viewer, period))):
        matter, unit = (Issue, ExtensionRequest.unit_id) if of_issues else (FollowUp, FollowUpEvent.unit_id)
        by: Any = unit if by_unit else matter.channel_id
        for key, number in session.execute(wanted.with_only_columns(by, func.count()).group_by(by)):
            if key is not None:
                found[key] += number
    return found


def of_issue(session: Session, viewer: Viewer, period: Period) -> Select[ExtensionRequest, Issue]:
    """Requests on issues that the viewer sees: the request, and its issue."""
    channels = channels_of(session, viewer)
    found = select(ExtensionRequest, Issue).join(Issue, Issue.id == ExtensionRequest.issue_id)
    found = found.where(ExtensionRequest.asked_at >= period.begins_at, ExtensionRequest.asked_at < period.ends_at)
    if not sees_all(session, channels):
        found = found.where(Issue.channel_id.in_(channels))
    return found.where(of_units(viewer, ExtensionRequest.unit_id))


def of_follow_up(viewer: Viewer, period: Period) -> Select[FollowUpEvent, FollowUp]:
    """Requests on follow-ups that the viewer sees: what happened, and the follow-up."""
    found = select(FollowUpEvent, FollowUp).join(FollowUp, FollowUp.id == FollowUpEvent.follow_up_id)
    found = found.where(FollowUpEvent.act == Act.ASK_DUE, FollowUpEvent.unit_id.is_not(None))
    found = found.where(FollowUpEvent.at >= period.begins_at, FollowUpEvent.at < period.ends_at)
    return found.where(visible(viewer), of_units(viewer, FollowUpEvent.unit_id))
