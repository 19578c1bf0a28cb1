"""Ladders to look at: one with a second version, and issues whose clocks run under the first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.accounts.models import Unit
from hub.core.viewer import Viewer
from hub.escalation.actions import LadderDraft, save_version
from hub.escalation.checks import StepDraft
from hub.escalation.models import EscalationLadder
from hub.issues.actions import raise_issue
from hub.issues.shapes import IssueDraft

STEPS = [
    StepDraft("1", "1", tells=("liaison",)),
    StepDraft("2", "3", tells=("liaison", "leader")),
    StepDraft("3", "5", tells=("office",), act="supervise"),
    StepDraft("5", "8", tells=("office", "committee"), act="topic"),
]
TITLES = ("心理危机学生转介后，门诊等候超过两周", "随迁子女入学材料跨部门核验口径不一")


def furnish_ladders(session: Session, raiser: Viewer, office: Viewer, channel: str) -> dict[str, str]:
    """Raise two issues, then change the ladder that they climb; returns the ladder's public id."""
    unit = session.scalars(select(Unit.public_id).where(Unit.short_name == "区民政局")).one()
    for number, title in enumerate(TITLES):
        draft = IssueDraft(channel, f"ladder-{number}", "hard", "normal", title, "平均等候十六天。", (unit,))
        raise_issue(session, raiser, draft)
    found = select(EscalationLadder.public_id).where(
        EscalationLadder.matter == "issue", EscalationLadder.severity == "normal", EscalationLadder.clock == "answer"
    )
    ladder = session.scalars(found).one()
    reason = "国庆前集中办理，缩短受理时间"
    save_version(session, office, ladder, LadderDraft("days", STEPS, reason, based_on=1))
    return {"ladder": ladder}
