"""Who may answer for a unit, and who may remind the others."""

from sqlalchemy.orm import Session

from ...core.policy import rule
from ...core.viewer import Role, Viewer
from ..models import Message
from ..policy import may_post, may_retract

ANSWERING = (Role.LIAISON, Role.LEADER, Role.OFFICE)
"""Roles that act for their unit; the office's staff do so for the office. Observers and the committee never owe anything."""


def answers_for_unit(viewer: Viewer) -> bool:
    """Whether the viewer's word counts as their unit's."""
    return viewer.has(*ANSWERING)


@rule("acknowledgement.give", see="channel.read")
def may_give(session: Session, viewer: Viewer, message: Message) -> bool:
    """Liaisons and leaders of a unit, while they are members and the channel is open; whether it was asked is seen later."""
    return answers_for_unit(viewer) and may_post(session, viewer, message)


@rule("acknowledgement.remind", see="channel.read")
def may_remind(session: Session, viewer: Viewer, message: Message) -> bool:
    """Whoever asked, and the office: those who may take the message back."""
    return may_retract(session, viewer, message)
