"""The office shortens a ladder while issues climb: one keeps its old version, another is moved, and a third begins by the new."""

from sqlalchemy import select

from hub.core import db
from hub.escalation import actions
from hub.escalation.models import Escalation, LadderVersion
from hub.issues.models import Issue
from tests.channels.conftest import scene
from tests.issues.conftest import story
from tests.issues.ladders.given import draft, ladder_id
from tests.issues.story import Story, shanghai

__all__ = ["scene", "story"]

SHORT = ("1 1 liaison", "2 2 leader", "3 3 office supervise", "5 4 committee")


def version_of(issue: str, clock: str = "answer") -> int:
    with db.reading() as session:
        found = select(LadderVersion.number).join(Escalation, Escalation.version_id == LadderVersion.id)
        found = found.join(Issue, Issue.id == Escalation.matter_id).where(Issue.public_id == issue)
        return session.scalars(found.where(Escalation.clock == clock, Escalation.matter == "issue")).one()


def test_one_stays_and_one_is_moved(story: Story) -> None:
    old = story.raised(title="先提出的")
    urgent = story.raised(severity="urgent", title="紧急的")
    story.sweep_until(shanghai(11, 18, 18))
    assert story.told(old) == [(1, "answer", "乙一")]

    story.do(actions.save_version, "办一", ladder_id(), draft(*SHORT))
    new = story.raised(title="后提出的")
    assert (version_of(old), version_of(new), version_of(urgent)) == (1, 2, 1)
    story.sweep_until(shanghai(11, 19, 18))
    assert len(story.told(old)) == 1
    assert story.told(new) == [(1, "answer", "乙一")]

    assert story.do(actions.move_runs, "办一", ladder_id(), 2) == 1
    assert (version_of(old), version_of(urgent)) == (2, 1)
    story.sweep_until(shanghai(11, 20, 18))
    told = story.told(old)
    assert [tier for tier, *_rest in told] == [
        1,
        2,
        3,
    ]  # both are past by the short ladder, and fire one after the other
    assert [who for *_rest, who in told].count("乙一") == 1
    assert story.issue(old).supervised_at is not None
    story.sweep_until(shanghai(11, 23, 18))
    assert [tier for tier, *_rest in story.told(old)] == [1, 2, 3, 5]
    assert [tier for tier, *_rest in story.told(urgent)][:4] == [1, 2, 3, 4]
