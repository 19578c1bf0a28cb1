"""待我处理: one line for each issue that waits, for those it waits for and nobody else, and the count that goes with it."""

from sqlalchemy import select, update

from hub.channels import queries
from hub.channels.models import Membership
from hub.channels.shapes import TodoEntry, Urgency
from hub.core import db
from hub.issues import actions
from hub.issues.models import ExtensionRequest
from hub.issues.todo import count_waiting, waiting_issues
from tests.channels.pages import Hub
from tests.channels.scene import Scene, statements

from .story import Story, shanghai


def lines(scene: Scene, who: str) -> list[TodoEntry]:
    with db.reading() as session:
        found = [entry for entry in queries.waiting(session, scene[who]) if entry.kind == "issue"]
        assert count_waiting(session, scene[who]) == len(found)
    return found


def labels(scene: Scene, who: str) -> list[str]:
    return [entry.label for entry in lines(scene, who)]


def test_to_take_up_in_one_tap(story: Story, scene: Scene, hub: Hub) -> None:
    issue = story.raised()
    (line,) = lines(scene, "乙一")
    assert (line.label, line.title, line.due_at) == ("待受理", "转介等候过长", shanghai(11, 18))
    assert line.source == "2026-0001，区甲局提出，事项 1　家庭"
    for who in ("甲一", "甲长", "办一", "主任", "丙一", "专家", "管理"):
        assert labels(scene, who) == [], who
    browser = hub.browser("乙一")
    assert f'action="/issues/{issue}/acknowledgement"' in browser.get("/").text
    done = browser.post(f"/issues/{issue}/acknowledgement", {"back": "home"})
    assert (done.status_code, done.headers["Location"]) == (303, "/")
    assert labels(scene, "乙一") == []


def test_one_line_for_what_has_climbed(story: Story, scene: Scene) -> None:
    story.raised()
    story.sweep_until(shanghai(11, 18, 18))
    (line,) = lines(scene, "乙一")
    assert (line.label, line.note, line.urgency) == ("待受理", "已提醒到第1级", Urgency.TODAY)
    story.sweep_until(shanghai(12, 2, 18))
    assert labels(scene, "乙一") == ["待受理"]
    assert labels(scene, "办一") == ["第4级督办"]
    assert labels(scene, "主任") == ["第5级督办"]
    assert labels(scene, "甲一") == []


def test_what_is_taken_up_waits_for_nobody_above(story: Story, scene: Scene) -> None:
    issue = story.raised()
    story.sweep_until(shanghai(12, 2, 18))
    story.do(actions.acknowledge, "乙一", issue)
    assert labels(scene, "办一") == labels(scene, "主任") == []
    assert labels(scene, "乙一") == ["逾期2天"]


def test_soon_due_and_overdue(story: Story, scene: Scene) -> None:
    issue = story.raised()
    story.do(actions.acknowledge, "乙一", issue)
    story.at(shanghai(11, 26, 16, 59))
    assert labels(scene, "乙一") == []
    story.at(shanghai(11, 26, 17, 0))
    assert labels(scene, "乙一") == ["临期"]
    story.at(shanghai(12, 1, 9))
    (line,) = lines(scene, "乙一")
    assert (line.label, line.urgency) == ("逾期1天", Urgency.OVERDUE)


def test_one_of_two_units_has_taken_it_up(story: Story, scene: Scene) -> None:
    issue = story.raised("甲一", "区乙局", "区未保办")
    story.do(actions.acknowledge, "乙一", issue)
    assert labels(scene, "乙一") == []
    assert labels(scene, "办一") == ["待受理"]


def test_requests_for_their_approver(story: Story, scene: Scene) -> None:
    issue = story.raised("乙一", "区甲局")
    story.do(actions.acknowledge, "甲一", issue)
    story.do(actions.ask_extension, "甲一", issue, shanghai(12, 10).date(), "等评估")
    assert labels(scene, "甲长") == ["待审批延期"]
    assert labels(scene, "甲一") == labels(scene, "办一") == labels(scene, "乙一") == []
    story.do(actions.decide_extension, "甲长", _request(), is_approved=True)
    assert labels(scene, "甲长") == []
    story.do(actions.ask_extension, "甲一", issue, shanghai(12, 20).date(), "还等")
    assert (labels(scene, "甲长"), labels(scene, "办一")) == ([], ["待审批延期"])


def _request() -> str:
    with db.reading() as session:
        found = select(ExtensionRequest.public_id).where(ExtensionRequest.state == "pending")
        return str(session.scalars(found).one())


def test_to_close_for_whoever_raised_it(story: Story, scene: Scene) -> None:
    issue = story.raised()
    story.do(actions.resolve, "乙一", issue, "已缩短", story.key())
    assert labels(scene, "甲一") == labels(scene, "甲长") == ["待销号"]
    with db.reading() as session:
        assert queries.waiting_count(session, scene["甲一"]) == 1, "the answer in the channel does not wait besides"
    assert labels(scene, "乙一") == labels(scene, "办一") == []
    story.do(actions.close, "甲一", issue)
    assert labels(scene, "甲一") == []


def test_held_until_the_review_date_comes(story: Story, scene: Scene) -> None:
    issue = story.raised()
    story.do(actions.hold, "办一", issue, "等文件", shanghai(11, 20).date())
    assert labels(scene, "乙一") == labels(scene, "办一") == []
    story.at(shanghai(11, 20, 9))
    assert labels(scene, "办一") == ["挂账待复核"]
    assert labels(scene, "乙一") == []


def test_whoever_has_left_has_nothing_to_do(story: Story, scene: Scene) -> None:
    story.raised()
    with db.transaction() as session:
        session.execute(update(Membership).values(ended_at=shanghai(11, 16)))
    assert labels(scene, "乙一") == []


def test_counting_is_one_statement(story: Story, scene: Scene) -> None:
    for number in range(3):
        story.raised(title=f"问题{number}")
    with db.reading() as session, statements() as sent:
        assert count_waiting(session, scene["乙一"]) == 3
    assert len(sent) == 1


def test_lines_cost_the_same_however_many(story: Story, scene: Scene) -> None:
    story.raised()
    with db.reading() as session, statements() as few:
        waiting_issues(session, scene["乙一"])
    for number in range(4):
        story.raised(title=f"问题{number}")
    with db.reading() as session, statements() as many:
        assert len(waiting_issues(session, scene["乙一"])) == 5
    assert len(few) == len(many) <= 8
