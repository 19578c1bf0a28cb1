"""Who may do what to an issue: whoever reads its channel sees it; units raise and answer; the office supervises."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.deputies import roles_stood_in_for
from ..channels.models import Channel
from ..channels.policy import Standing, may_post, standing
from ..core import clock
from ..core.policy import can, rule
from ..core.viewer import Role, Viewer
from .models import ExtensionRequest, Issue, IssueUnit

RAISING = (Role.LIAISON, Role.LEADER, Role.OFFICE)
"""Roles that raise issues and answer for their unit."""


@rule("issue.read")
def may_read(session: Session, viewer: Viewer, thing: Issue | ExtensionRequest | None) -> bool:
    """Members of its channel."""
    issue = session.get(Issue, thing.issue_id) if isinstance(thing, ExtensionRequest) else thing
    return issue is not None and can(session, viewer, "channel.read", standing(session, viewer, issue.channel_id))


@rule("issue.raise", see="channel.read")
def may_raise(session: Session, viewer: Viewer, place: Standing | Channel) -> bool:
    """Liaisons, leaders and the office, where they may speak."""
    return viewer.has(*RAISING) and may_post(session, viewer, place)


@rule("issue.answer", see="issue.read")
def may_answer(session: Session, viewer: Viewer, issue: Issue) -> bool:
    """Liaisons and leaders of a unit that answers for it now (the office's staff for the office)."""
    return viewer.has(*RAISING) and viewer.unit_id in answering_units(session, issue)


@rule("issue.settle", see="issue.read")
def may_settle(_session: Session, viewer: Viewer, issue: Issue) -> bool:
    """Whoever acts for the unit that raised it, and the office: they say whether it is settled."""
    return viewer.is_office or (viewer.has(*RAISING) and viewer.unit_id == issue.unit_id)


@rule("issue.withdraw", see="issue.read")
def may_withdraw(_session: Session, viewer: Viewer, issue: Issue) -> bool:
    """Whoever acts for the unit that raised it."""
    return viewer.has(*RAISING) and viewer.unit_id == issue.unit_id


@rule("issue.hand_over", see="issue.read")
def may_hand_over(session: Session, viewer: Viewer, issue: Issue) -> bool:
    """A unit that answers for it."""
    return may_answer(session, viewer, issue)


@rule("issue.supervise", see="issue.read")
def may_supervise(_session: Session, viewer: Viewer, _issue: Issue) -> bool:
    """The office alone holds, assigns, moves due times and rungs."""
    return viewer.is_office


@rule("extension.decide", see="issue.read")
def may_decide(session: Session, viewer: Viewer, request: ExtensionRequest) -> bool:
    """The leader of the unit that asked, or who stands in for them today; the office where it is the office's to decide."""
    if request.approver == "office":
        return viewer.is_office
    return viewer.unit_id == request.unit_id and leads(session, viewer)


def leads(session: Session, viewer: Viewer) -> bool:
    """Whether the viewer leads their unit today, themselves or for somebody on leave."""
    if viewer.has(Role.LEADER):
        return True
    return Role.LEADER in roles_stood_in_for(session, viewer.person_id, viewer.unit_id, clock.today())


def answering_units(session: Session, issue: Issue) -> set[int]:
    """The units (keys) that answer for the issue now."""
    found = select(IssueUnit.unit_id).where(IssueUnit.issue_id == issue.id, IssueUnit.released_at.is_(None))
    return set(session.scalars(found))
