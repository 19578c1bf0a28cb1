"""来龙去脉: everything under what it came of, as far as each reader may know of it."""

import pytest
from sqlalchemy import select

from hub.channels.models import Channel
from hub.core import db
from hub.issues.models import Issue
from hub.meetings.topics.models import Topic
from hub.supervision.chain import queries, rows
from hub.supervision.chain.shapes import Link
from hub.supervision.models import FollowUp
from tests.channels.pages import Hub
from tests.issues.many import put
from tests.services.costs import sent

from .story import NUMBER, Followed

Tree = dict[str, "Tree"]


@pytest.fixture
def told(story: Followed) -> str:
    """An issue of 家庭 was the topic that was decided on, and a rung has brought the follow-up before the next consultation."""
    put(story.scene, 40, states=["closed"])
    with db.transaction() as session:
        channel = session.scalars(select(Channel).where(Channel.public_id == story.scene.channels["家庭"])).one()
        issue = session.scalars(select(Issue).order_by(Issue.id)).first()
        topic = session.scalars(select(Topic).where(Topic.title == "转介机制")).one()
        again = session.scalars(select(Topic).where(Topic.title == "走访", Topic.state == "accepted")).one()
        follow_up = session.scalars(select(FollowUp)).one()
        assert issue is not None
        issue.channel_id, issue.title = channel.id, "转介等候过长"
        topic.issue_id, topic.channel_id = issue.id, channel.id
        follow_up.issue_id, follow_up.channel_id, follow_up.topic_id = issue.id, channel.id, again.id
        return issue.public_id


def tree(links: list[Link]) -> Tree:
    return {f"{one.kind} {one.title}": tree(one.came_of_it) for one in links}


def of_issue(story: Followed, issue: str, who: str) -> Tree:
    with db.reading() as session:
        row = session.scalars(select(Issue).where(Issue.public_id == issue)).one()
        return tree(queries.of_issue(session, story.scene[who], row).links)


def of_channel(story: Followed, who: str, channel: str = "家庭") -> Tree:
    with db.reading() as session:
        row = session.scalars(select(Channel).where(Channel.public_id == story.scene.channels[channel])).one()
        return tree(queries.of_channel(session, story.scene[who], row.id).links)


WHOLE: Tree = {
    "issue 转介等候过长": {
        "topic 转介机制": {
            "consultation 转介衔接专项会商": {
                "minutes 转介衔接专项会商纪要": {"follow_up 统一校内初筛表": {"topic 走访": {}}},
            }
        }
    }
}


def test_from_the_issue_to_what_is_followed_up(story: Followed, told: str) -> None:
    assert of_issue(story, told, "办一") == WHOLE
    assert of_channel(story, "办一")["issue 转介等候过长"] == WHOLE["issue 转介等候过长"]
    with db.reading() as session:
        found = queries.of_issue(
            session, story.scene["办一"], session.scalars(select(Issue).order_by(Issue.id)).first()
        )
    ways = []
    link = found.links[0]
    while link.came_of_it:
        ways.append(link.at)
        link = link.came_of_it[0]
    assert not found.is_cut
    assert len(ways) == 5


def test_who_was_not_invited_sees_what_hangs_on_what_they_may_open(story: Followed, told: str) -> None:
    """区丙局 carries nothing out and was not invited: the issue of its channel stands alone, and 区乙局's chain is whole."""
    assert of_issue(story, told, "丙一") in ({"issue 转介等候过长": {}}, {"issue 转介等候过长": {"topic 转介机制": {}}})
    assert of_issue(story, told, "乙一")["issue 转介等候过长"] != {}


def test_what_was_decided_under_a_topic_from_elsewhere_hangs_on_its_minutes(story: Followed, told: str) -> None:
    with db.transaction() as session:
        session.scalars(select(Topic).where(Topic.title == "转介机制")).one().issue_id = None
        session.scalars(select(Topic).where(Topic.title == "转介机制")).one().channel_id = None
    minutes = WHOLE["issue 转介等候过长"]["topic 转介机制"]["consultation 转介衔接专项会商"]
    assert of_issue(story, told, "办一") == {"issue 转介等候过长": {}, "consultation 转介衔接专项会商": minutes}


def test_of_a_case_nothing_hangs_on_the_issue(story: Followed, told: str) -> None:
    story.only_named()
    for who in ("甲一", "乙一", "主任"):
        found = str(of_issue(story, told, who))
        assert "issue 转介等候过长" in found
        assert not any(word in found for word in ("consultation", "minutes", "follow_up"))


def test_the_pages_lead_on_and_refuse_whoever_is_not_in_the_channel(story: Followed, told: str, hub: Hub) -> None:
    office, channel = hub.browser("办一"), story.scene.channels["家庭"]
    for where in (f"/channels/{channel}/chain", f"/issues/{told}/chain"):
        page = office.get(where)
        assert page.status_code == 200
        assert f'href="/follow-ups/{NUMBER}"' in page.text
        assert f'href="/issues/{told}"' in page.text
    assert f'href="/issues/{told}/chain"' in office.get(f"/issues/{told}").text
    assert f'href="/channels/{channel}/chain"' in office.get(f"/channels/{channel}").text
    outside = [
        name for name in ("西一", "东一", "丙一") if hub.browser(name).get(f"/channels/{channel}").status_code == 404
    ]
    assert outside
    for name in outside:
        assert hub.browser(name).get(f"/channels/{channel}/chain").status_code == 404
        assert hub.browser(name).get(f"/issues/{told}/chain").status_code == 404


def test_a_channel_without_anything_says_so(story: Followed, hub: Hub) -> None:
    page = hub.browser("办一").get(f"/channels/{story.scene.channels['家庭']}/chain").text
    assert "还没有问题、议题和督办事项" in page


def test_more_than_fits_is_said_and_costs_no_more_queries(
    story: Followed, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sent() as few:
        assert len(of_channel(story, "办一")) > 1
    put(story.scene, 200, seed=2)
    with sent() as many:
        assert len(of_channel(story, "办一")) > 20
    assert len(many) == len(few)
    with db.reading() as session:
        row = session.scalars(select(Channel).where(Channel.public_id == story.scene.channels["家庭"])).one()
        raised = len(session.scalars(select(Issue.id).where(Issue.channel_id == row.id)).all())
        for most, shown, is_cut in ((7, 7, True), (raised - 1, raised - 1, True), (raised, raised, False)):
            monkeypatch.setattr(rows, "MOST", most)
            found = queries.of_channel(session, story.scene["办一"], row.id)
            assert sum(one.kind == "issue" for one in found.links) == shown
            assert found.is_cut is is_cut
