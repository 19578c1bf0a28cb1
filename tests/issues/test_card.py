"""The card in the conversation: the same for everybody, changing in place, known to other processes, exports and the search."""

import re

from hub.channels import queries
from hub.channels.events import MessageChanged
from hub.channels.exporting.hooks import lines_of
from hub.channels.models import Channel
from hub.channels.reaching import Moved, reached
from hub.core import db
from hub.issues import actions
from hub.issues.models import Issue
from hub.realtime.changes import after
from tests.channels.pages import Hub, desk
from tests.channels.scene import Scene

from .story import Story, shanghai
from .test_page import plain


def card(hub: Hub, who: str) -> str:
    found = re.search(r"<issue-card.*?</issue-card>", hub.browser(who).get(desk(hub)).text, re.DOTALL)
    assert found
    return found[0]


def message_of(story: Story, issue: str) -> str:
    with db.reading() as session:
        return queries.views_of(session, [story.issue(issue).message_id])[story.issue(issue).message_id].public_id


def test_the_card_holds_nothing_of_who_looks(story: Story, hub: Hub) -> None:
    story.raised("甲一", "区乙局", "区未保办")
    cards = [card(hub, who) for who in ("甲一", "乙一", "主任")]
    assert cards[0] == cards[1] == cards[2]
    owing = f"{story.unit('区乙局')} {story.unit('区未保办')}"
    assert f'data-owing="{owing}"' in cards[0]
    for words in ("2026-0001", "难点", "一般", "待受理", "还剩10天", "转介等候过长", "平均等候十六天。", "提醒联络员"):
        assert words in cards[0]


def test_it_changes_with_the_issue(story: Story, hub: Hub) -> None:
    issue = story.raised("甲一", "区乙局", "区未保办")
    story.do(actions.acknowledge, "乙一", issue)
    assert f'data-owing="{story.unit("区未保办")}"' in card(hub, "甲一")
    story.do(actions.acknowledge, "办一", issue)
    taken = card(hub, "甲一")
    assert 'data-owing=""' in taken
    assert "已受理" in taken
    story.sweep_until(shanghai(12, 4, 18))
    late = card(hub, "甲一")
    assert "逾期4天" in late
    assert "督办" in late
    assert "is-late" in late
    story.do(actions.hold, "办一", issue, "等文件", shanghai(12, 20).date())
    assert "挂账" in card(hub, "甲一")


def test_other_processes_know_for_whom_it_waits(story: Story, scene: Scene, heard: list[object]) -> None:
    issue = story.raised()
    story.do(actions.acknowledge, "乙一", issue)
    told = [event for event in heard if isinstance(event, MessageChanged)][-1]
    names = {scene[who].person_id for who in ("甲一", "甲长", "乙一", "办一")}
    assert set(told.reached) == names
    with db.reading() as session:
        changes = after(session, told.channel_id, told.change - 1, 10)
        assert [set(change.reached) for change in changes] == [names]
        moved = Moved(told.channel_id, told.change, story.issue(issue).message_id)
        assert reached(session, {moved: told.view.facets.bits})[moved] == names


def test_the_committee_hears_at_once_what_a_step_told_it(story: Story, scene: Scene, heard: list[object]) -> None:
    issue, chair = story.raised(), scene["主任"].person_id

    def newest() -> frozenset[int]:
        """By the newest change of the channel, as streams read it: a sweep tells them no more than that there is one."""
        with db.reading() as session:
            channel = session.get_one(Channel, story.issue(issue).channel_id)
            (change,) = after(session, channel.id, channel.head_change - 1, 10)
        return frozenset(change.reached)

    story.sweep_until(shanghai(12, 1, 18))
    assert chair not in newest(), "it is not the committee's yet"
    story.sweep_until(shanghai(12, 2, 18))
    assert chair in newest(), "it came into 待我处理"
    story.do(actions.acknowledge, "乙一", issue)
    told = [event for event in heard if isinstance(event, MessageChanged)][-1]
    assert chair in told.reached, "it left it"
    assert chair in newest(), "as other processes read it"


def test_exports_say_how_it_stands(story: Story) -> None:
    issue = story.raised("甲一", "区乙局", "区未保办")
    story.do(actions.acknowledge, "乙一", issue)
    with db.reading() as session:
        view = queries.views_of(session, [story.issue(issue).message_id])[story.issue(issue).message_id]
    assert lines_of(view) == [
        "问题 2026-0001：难点，一般，待受理",
        "责任单位：区乙局（2026-11-16 10:00受理）、区未保办",
        "办理时限：2026-11-30 17:00",
    ]


def test_it_is_found_by_its_number_and_its_new_words(story: Story, hub: Hub) -> None:
    issue = story.raised()
    story.do(actions.edit, "甲一", issue, title="门诊排队", body="", kind="key")
    reader = hub.browser("乙一")
    for words in ("2026-0001", "门诊排队"):
        found = reader.script("GET", f"/api/v1/search?q={words}").json
        assert message_of(story, issue) in str(found), words


def test_its_message_is_no_message_to_mend_or_take_back(story: Story, hub: Hub) -> None:
    issue = story.raised()
    message, author = message_of(story, issue), hub.browser("甲一")
    assert author.script("PATCH", f"/api/v1/messages/{message}", {"body": "改"}).status_code == 409
    assert author.script("DELETE", f"/api/v1/messages/{message}").status_code == 409
    assert hub.browser("办一").script("DELETE", f"/api/v1/messages/{message}").status_code == 200
    page = author.get(f"/issues/{issue}")
    assert page.status_code == 200
    assert f"/messages/{message}" not in page.text
    assert hub.browser("乙一").post(f"/issues/{issue}/acknowledgement").status_code == 303


def test_it_can_be_forwarded(story: Story, hub: Hub, scene: Scene) -> None:
    issue = story.raised()
    form = {"client_id": "f", "channel": scene.channels["全体"]}
    sent = hub.browser("甲一").post(f"/messages/{message_of(story, issue)}/forward", form)
    assert sent.status_code == 303
    assert "转介等候过长" in plain(hub.browser("丙一").get(desk(hub, "全体")))


def test_the_panel_lists_what_is_open(story: Story, hub: Hub) -> None:
    assert "没有未销号的问题" in hub.browser("甲一").get(desk(hub)).text
    issue = story.raised()
    assert f'href="/issues/{issue}"' in hub.browser("甲一").get(desk(hub)).text
    story.do(actions.withdraw, "甲一", issue, "重复")
    assert "没有未销号的问题" in hub.browser("甲一").get(desk(hub)).text
    with db.reading() as session:
        assert session.query(Issue).count() == 1


def test_the_panel_shows_the_first_five_and_says_how_many(story: Story, hub: Hub) -> None:
    issues = [story.raised(title=f"第{turn}个") for turn in range(6)]
    page = hub.browser("甲一").get(desk(hub)).text
    panel = page[page.index("<h3>问题") :]
    panel = panel[: panel.index("</section>")]
    assert "<h3>问题 6</h3>" in panel
    assert [issue for issue in issues if f'href="/issues/{issue}"' in panel] == issues[:5]
