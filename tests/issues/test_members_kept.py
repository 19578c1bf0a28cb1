"""Who is in a channel is kept between steps, and only while nobody's rights change."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hub.accounts.access import rights_changed
from hub.channels.models import Membership
from hub.core import db
from hub.escalation.sweep import sweep
from hub.issues import recipients
from hub.issues.models import Issue
from tests.channels.scene import Scene, statements

from .story import Story, shanghai


def members_of(session: Session, channel: int) -> list[int]:
    roll = recipients.roll_of(session, {channel})
    return sorted({person for people in roll.members[channel].values() for person in people})


def leave(session: Session, scene: Scene, who: str) -> None:
    rights_changed(session)
    session.execute(
        update(Membership).where(Membership.person_id == scene[who].person_id).values(ended_at=shanghai(11, 16))
    )


def leave_in_vain(scene: Scene, channel: int) -> None:
    with db.transaction() as session:
        leave(session, scene, "乙一")
        assert scene["乙一"].person_id not in members_of(session, channel)
        raise ZeroDivisionError


@pytest.fixture
def channel(story: Story) -> int:
    with db.reading() as session:
        return session.scalars(select(Issue.channel_id).where(Issue.public_id == story.raised())).one()


def test_the_next_step_does_not_look_them_up_again(story: Story) -> None:
    issue = story.raised(severity="critical")
    story.at(shanghai(11, 16, 11))
    assert sweep() == {"fired": 1}
    story.at(shanghai(11, 16, 12))
    with statements() as sent:
        assert sweep() == {"fired": 1}
    assert not [statement for statement in sent if "JOIN person_role" in statement]
    assert [people for _tier, _clock, people in story.told(issue)] == ["乙一", ""]


def test_whoever_has_left_is_told_no_more(story: Story, scene: Scene) -> None:
    issue = story.raised()
    with db.transaction() as session:
        leave(session, scene, "乙一")
    story.sweep_until(shanghai(11, 19))
    assert story.told(issue) == [(1, "answer", "")]


def test_what_was_never_committed_is_not_kept(channel: int, scene: Scene) -> None:
    with db.reading() as session:
        before = members_of(session, channel)
    with pytest.raises(ZeroDivisionError):
        leave_in_vain(scene, channel)
    with db.transaction() as session:
        leave(session, scene, "甲一")
    with db.reading() as session:
        assert members_of(session, channel) == [id_ for id_ in before if id_ != scene["甲一"].person_id]


def test_no_more_channels_are_kept_than_fit(channel: int, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipients, "MOST_KEPT", 2)
    for asked in range(channel, channel + 9):
        with db.reading() as session:
            recipients.roll_of(session, {asked})
    assert recipients._kept is not None
    assert len(recipients._kept[1]) <= 3
