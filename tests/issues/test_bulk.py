"""One act on many issues: what is foretold is what is done, each by itself, and nobody but the office does it."""

import re
from datetime import date

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from hub.channels.models import Channel
from hub.core import db
from hub.core.errors import Denied, HubError, Invalid, TooLarge
from hub.issues import actions, bulk
from hub.issues.bulk import BulkWish
from hub.issues.models import Issue, IssueEvent
from hub.issues.rules import Act
from tests.channels.pages import Hub

from .story import Story, shanghai


@pytest.fixture
def mixed(story: Story) -> dict[str, str]:
    """Issues in every state, in two channels, by what they are."""
    made = {
        name: story.raised(title=name)
        for name in ("open", "acknowledged", "resolved", "closed", "on_hold", "withdrawn")
    }
    made["other"] = story.raised("东一", "区乙局", channel="司法", title="other")
    for name in ("acknowledged", "resolved", "closed"):
        story.do(actions.acknowledge, "乙一", made[name])
    for name in ("resolved", "closed"):
        story.do(actions.resolve, "乙一", made[name], "已办", story.key())
    story.do(actions.close, "甲一", made["closed"])
    story.do(actions.hold, "办一", made["on_hold"], "待文件", shanghai(12, 20).date())
    story.do(actions.withdraw, "甲一", made["withdrawn"], "已自行解决")
    return made


def wishes(story: Story) -> list[BulkWish]:
    return [
        BulkWish(Act.CLOSE),
        BulkWish(Act.CHANGE_DUE, due_on=date(2026, 12, 24), reason="年底前统一办结"),
        BulkWish(Act.ASSIGN, units=(story.unit("区甲局"),), reason="职责调整"),
        BulkWish(Act.ASSIGN, units=(story.unit("区乙局"),), reason="职责调整"),
        BulkWish(Act.ASSIGN, units=(story.unit("东街道"), story.unit("区乙局")), reason="职责调整"),
    ]


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("who", ["办一", "甲一"])
def test_what_is_foretold_is_what_happens(story: Story, mixed: dict[str, str], place: int, who: str) -> None:
    wish, viewer = wishes(story)[place], story.scene[who]
    with db.reading() as session:
        lines = bulk.foretell(session, viewer, list(mixed.values()), wish)
    assert len(lines) == (7 if who == "办一" else 6), "whoever is not in the channel learns of nothing"
    for line in lines:
        before = _happenings(line.public_id)
        refused = False
        try:
            with db.transaction() as session:
                bulk.apply(session, viewer, line.public_id, wish)
        except HubError:
            refused = True
        is_done = not refused and _happenings(line.public_id) == before + 1
        assert is_done == (not line.refusal), (line.title, line.refusal)
        if is_done:
            with db.reading() as session:
                after = bulk.foretell(session, viewer, [line.public_id], wish)[0]
            assert after.before == line.after


def test_one_that_fails_costs_the_others_nothing(
    hub: Hub, story: Story, mixed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = bulk.apply

    def breaks(session: object, viewer: object, issue: str, wish: BulkWish) -> None:
        real(session, viewer, issue, wish)  # type: ignore[arg-type]
        if issue == mixed["acknowledged"]:
            raise Invalid("刚刚变了")

    monkeypatch.setattr(bulk, "apply", breaks)
    form = MultiDict([("act", "change_due"), ("due_on", "2026-12-24"), ("reason", "年底前办结")])
    for name in ("open", "acknowledged", "closed", "other"):
        form.add("issue", mixed[name])
    page = hub.browser("办一").post("/issues/bulk/results", form)
    assert page.status_code == 200
    assert "已办理2件" in page.text
    assert "2件没有办理" in page.text
    assert "刚刚变了" in page.text
    assert "问题已销号" in page.text
    assert [
        story.issue(mixed[name]).due_at == shanghai(12, 24) for name in ("open", "acknowledged", "closed", "other")
    ] == [*(True, False, False, True)]


def test_the_pages_lead_from_choosing_to_the_outcome(hub: Hub, story: Story, mixed: dict[str, str]) -> None:
    browser = hub.browser("办一")
    form = MultiDict([("act", "assign"), ("issue", mixed["open"]), ("issue", mixed["on_hold"])])
    chosen = browser.post("/issues/bulk", form)
    assert chosen.text.count('name="issue"') == 2
    assert "牵头单位" in chosen.text
    form.add("lead", story.unit("区甲局"))
    refused = browser.post("/issues/bulk/preview", form)
    assert refused.status_code == 422
    assert "请写明理由" in refused.text
    assert f'<option value="{story.unit("区甲局")}" selected>' in refused.text, "what was chosen stays"
    form.add("reason", "职责调整")
    preview = browser.post("/issues/bulk/preview", form)
    assert "改为区甲局" in preview.text
    assert "问题已挂账" in preview.text
    assert "确认办理1件" in preview.text
    assert story.issue(mixed["open"]).state == "open"
    confirm = MultiDict(
        re.findall(
            r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"',
            preview.text.split("返回修改")[0].split("确认办理")[0],
        )
    )
    assert browser.post("/issues/bulk/results", form).text.count("已办理：") == 1
    assert confirm["act"] == "assign"
    assert confirm["reason"] == "职责调整"
    with db.reading() as session:
        reasons = session.scalars(select(IssueEvent.text).where(IssueEvent.act == "assign")).all()
    assert reasons == ["职责调整"]


def test_all_that_match_are_chosen_up_to_the_limit(
    hub: Hub, mixed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = hub.browser("办一")
    page = browser.post("/issues/bulk", {"act": "close", "all": "1", "group": "resolved"})
    assert page.text.count('name="issue"') == 1
    assert mixed["resolved"] in page.text
    monkeypatch.setattr(bulk, "MOST", 3)
    page = browser.post("/issues/bulk", {"act": "close", "all": "1", "group": "all"})
    assert page.text.count('name="issue"') == 3
    assert "只列出前3件" in page.text


def test_nothing_chosen_leads_back(hub: Hub, mixed: dict[str, str]) -> None:
    back = hub.browser("办一").post("/issues/bulk", {"act": "close", "kind": "hard"})
    assert back.status_code == 303
    assert back.headers["Location"] == "/issues?kind=hard"


@pytest.mark.parametrize("who", ["甲一", "甲长", "主任", "专家", "管理"])
@pytest.mark.parametrize("door", ["bulk", "bulk/preview", "bulk/results"])
def test_only_the_office_comes_in(hub: Hub, mixed: dict[str, str], who: str, door: str) -> None:
    form = {"act": "close", "issue": mixed["resolved"]}
    assert hub.browser(who).post(f"/issues/{door}", form).status_code == 404


def test_too_many_and_nonsense_are_refused(story: Story, mixed: dict[str, str]) -> None:
    with db.reading() as session:
        with pytest.raises(TooLarge):
            bulk.foretell(session, story.scene["办一"], ["x"] * 201, BulkWish(Act.CLOSE))
        assert bulk.chosen(session, story.scene["办一"], ["x", "", "0" * 14]) == []
    for wish in (
        BulkWish(Act.ASSIGN, reason="x"),
        BulkWish(Act.CHANGE_DUE, reason="x"),
        BulkWish(Act.CHANGE_DUE, due_on=date(2026, 12, 24)),
    ):
        with pytest.raises(Invalid):
            bulk.check_wish(wish)


def _happenings(public_id: str) -> int:
    with db.reading() as session:
        found = select(IssueEvent.id).join(Issue, Issue.id == IssueEvent.issue_id).where(Issue.public_id == public_id)
        return len(session.scalars(found).all())


def test_nothing_is_done_where_a_channel_is_archived(story: Story, mixed: dict[str, str]) -> None:
    with db.transaction() as session:
        session.scalars(select(Channel).where(Channel.title == "司法")).one().archived_at = shanghai(11, 17)
    wish = BulkWish(Act.CHANGE_DUE, due_on=date(2026, 12, 24), reason="年底前统一办结")
    with db.reading() as session:
        lines = bulk.foretell(session, story.scene["办一"], [mixed["open"], mixed["other"]], wish)
    assert [bool(line.refusal) for line in lines] == [False, True]
    with pytest.raises(Denied), db.transaction() as session:
        bulk.apply(session, story.scene["办一"], mixed["other"], wish)
