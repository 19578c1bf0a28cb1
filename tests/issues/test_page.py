"""The page of an issue: what it shows to whom, and every act by its form, refusals included."""

import html
import re
from io import BytesIO

from hub.accounts.models import Deputy
from hub.core import clock, db
from hub.issues import actions
from tests.channels.pages import FORM, ORIGIN, Browser, Hub
from tests.channels.scene import Scene

from .story import Story, shanghai


def plain(page: object) -> str:
    """What a page says, without its markup."""
    text = re.sub(r"<[^>]+>", "", page.text)  # type: ignore[attr-defined]
    return re.sub(r"\s+", "", html.unescape(text))


def acts(browser: Browser, issue: str) -> set[str]:
    """The forms that the page offers, by the last part of their addresses."""
    found = re.findall(rf'action="/(?:issues/{issue}|extensions/\w+)/([\w-]+)"', browser.get(f"/issues/{issue}").text)
    return set(found)


def test_what_it_shows(story: Story, hub: Hub) -> None:
    issue = story.raised(title="转介等候过长", body="平均等候**十六天**。")
    page = hub.browser("乙一").get(f"/issues/{issue}")
    said = plain(page)
    assert "2026-0001" in said
    assert "<strong>十六天</strong>" in page.text
    for words in ("难点", "一般", "待受理", "还剩10天", "11月30日17:00", "区甲局甲一", "区乙局牵头待受理"):
        assert words in said
    assert hub.browser("丙一").get(f"/issues/{issue}").status_code == 404
    assert hub.browser("主任").get(f"/issues/{issue}").status_code == 200


def test_who_will_be_told_is_what_fires(story: Story, hub: Hub) -> None:
    issue = story.raised()
    before = plain(hub.browser("甲一").get(f"/issues/{issue}"))
    assert "提醒联络员（下一步）区乙局乙一11月18日17:00" in before
    assert "提醒分管领导无人，跳过11月20日17:00" in before
    assert "未保办督办区未保办办一11月24日17:00" in before
    assert "提醒未保委领导区丙局主任12月2日17:00" in before
    story.sweep_until(shanghai(11, 24, 18))
    after = plain(hub.browser("甲一").get(f"/issues/{issue}"))
    assert "提醒联络员区乙局乙一，已告知11月18日17:00" in after
    assert "提醒分管领导无人，跳过11月20日17:00" in after
    assert "未保办督办区未保办办一，已告知17:00" in after
    assert "提请会商（下一步）区未保办办一11月26日17:00" in after
    assert "升至第3级（未保办督办），已告知1人" in after
    assert "升至第2级，这一级无人可告知，跳过" in after


def test_a_clock_that_begins_anew_names_nobody_of_before(story: Story, hub: Hub) -> None:
    issue = story.raised()
    story.sweep_until(shanghai(11, 18, 18))
    story.do(actions.resolve, "乙一", issue, "已缩短", story.key())
    story.do(actions.reopen, "甲一", issue, "没有")
    assert "已告知" not in plain(hub.browser("甲一").get(f"/issues/{issue}")).partition("受理提醒联络员")[2]
    story.sweep_until(shanghai(11, 20, 18))
    assert "提醒联络员区乙局乙一，已告知" in plain(hub.browser("甲一").get(f"/issues/{issue}"))


def test_a_deputy_is_named_with_whom_they_stand_in_for(story: Story, hub: Hub, scene: Scene) -> None:
    issue = story.raised("乙一", "区甲局")
    away, deputy = scene["甲一"].person_id, scene["甲长"].person_id
    days = {"from_on": clock.today(), "to_on": clock.today()}
    with db.transaction() as session:
        session.add(Deputy(person_id=away, deputy_id=deputy, made_by=away, **days))
    assert "提醒联络员（下一步）区甲局甲长（代理甲一）" in plain(hub.browser("甲一").get(f"/issues/{issue}"))


def test_each_is_offered_what_they_may_do_and_told_why_not(story: Story, hub: Hub) -> None:
    issue = story.raised()
    supervising = {"units", "due", "escalations", "hold"}
    assert acts(hub.browser("乙一"), issue) == {"acknowledgement", "resolution", "hand-over"}
    assert acts(hub.browser("甲一"), issue) == {"words", "withdrawal"}
    assert acts(hub.browser("办一"), issue) == supervising | {"words"}
    assert acts(hub.browser("主任"), issue) == set()
    said = plain(hub.browser("乙一").get(f"/issues/{issue}"))
    assert "反馈进展问题尚未受理。" in said
    assert "销号由提出单位或区未保办办理。" in said
    assert "挂账由区未保办办理。" in said
    assert "降级这个问题还没有升级，不用降级。" in plain(hub.browser("办一").get(f"/issues/{issue}"))


def test_the_whole_way_by_forms(story: Story, hub: Hub) -> None:
    issue = story.raised()
    doer, raiser = hub.browser("乙一"), hub.browser("甲一")
    assert doer.post(f"/issues/{issue}/acknowledgement").headers["Location"] == f"/issues/{issue}"
    assert "区乙局牵头乙一10:00受理" in plain(doer.get(f"/issues/{issue}"))
    assert acts(doer, issue) == {"reports", "resolution", "extensions", "hand-over"}
    report = {"text": "已约定绿色通道", "client_id": "r1", "files": (BytesIO(b"note"), "说明.txt")}
    sent = doer.client.post(f"/issues/{issue}/reports", data=report, headers=FORM, base_url=ORIGIN)
    assert sent.status_code == 303, sent.text
    page = raiser.get(f"/issues/{issue}")
    assert "反馈进展已约定绿色通道" in plain(page)
    assert "说明.txt" in page.text
    assert doer.post(f"/issues/{issue}/resolution", {"text": "缩短到五天", "client_id": "r2"}).status_code == 303
    assert "办结答复缩短到五天" in plain(raiser.get(f"/issues/{issue}"))
    assert acts(raiser, issue) == {"closure", "reopening"}
    assert raiser.post(f"/issues/{issue}/reopening", {"reason": "仍有等候"}).status_code == 303
    assert doer.post(f"/issues/{issue}/resolution", {"text": "不再等候", "client_id": "r3"}).status_code == 303
    assert raiser.post(f"/issues/{issue}/closure").status_code == 303
    said = plain(raiser.get(f"/issues/{issue}"))
    assert "没有在走的时钟" in said
    assert [said.index(words) for words in ("同意销号", "退回重新办理仍有等候", "提出问题")] == sorted(
        said.index(words) for words in ("同意销号", "退回重新办理仍有等候", "提出问题")
    )


def test_what_was_refused_stands_in_its_form(story: Story, hub: Hub) -> None:
    issue = story.raised()
    office = hub.browser("办一")
    answer = office.post(f"/issues/{issue}/hold", {"reason": "等上级文件", "review_on": "2026-11-01"})
    assert answer.status_code == 422
    assert "等上级文件" in answer.text
    assert re.search(r'<details class="act" id="act-hold" name="acts" open>', answer.text)
    assert "日期应在今天之后。" in answer.text
    assert office.post(f"/issues/{issue}/hold", {"reason": "", "review_on": "2026-12-01"}).status_code == 422
    assert office.post(f"/issues/{issue}/hold", {"reason": "x", "review_on": "没有这一天"}).status_code == 422
    again = hub.browser("乙一").post(f"/issues/{issue}/reports", {"text": "早了", "client_id": "r"})
    assert again.status_code == 409
    assert "问题尚未受理。" in again.text


def test_the_office_by_forms(story: Story, hub: Hub) -> None:
    issue, office = story.raised(), hub.browser("办一")
    reason = {"reason": "统筹安排"}
    first, second = story.unit("区乙局"), story.unit("区未保办")
    assert office.post(f"/issues/{issue}/units", {"lead": second, "unit": first, **reason}).status_code == 303
    assert office.post(f"/issues/{issue}/due", {"due_on": "2026-12-08", **reason}).status_code == 303
    assert office.post(f"/issues/{issue}/hold", {"review_on": "2026-12-01", **reason}).status_code == 303
    said = plain(office.get(f"/issues/{issue}"))
    assert "责任单位由区乙局改为区未保办、区乙局" in said
    assert "时限由11月30日17:00改为12月8日17:00" in said
    assert "挂账：统筹安排12月1日星期二复核。" in said
    assert "受理暂停，还剩" in said
    assert office.post(f"/issues/{issue}/resumption").status_code == 303
    assert office.post(f"/issues/{issue}/escalations", reason).status_code == 303
    story.sweep_until(shanghai(11, 16, 10, 5))
    assert story.issue(issue).tier == 1
    assert office.post(f"/issues/{issue}/de-escalations", reason).status_code == 303
    assert story.issue(issue).tier == 0
    fields = {"title": "新的标题", "body": "", "kind": "hot"}
    assert office.post(f"/issues/{issue}/words", fields).status_code == 303
    said = plain(office.get(f"/issues/{issue}"))
    assert "修改前难点转介等候过长平均等候十六天。" in said
    assert hub.browser("甲一").post(f"/issues/{issue}/withdrawal", reason).status_code == 303
    assert "已撤回" in plain(office.get(f"/issues/{issue}"))


def test_more_time_is_asked_and_decided_by_forms(story: Story, hub: Hub) -> None:
    issue = story.raised("乙一", "区甲局")
    story.do(actions.acknowledge, "甲一", issue)
    asker, leader = hub.browser("甲一"), hub.browser("甲长")
    assert asker.post(f"/issues/{issue}/extensions", {"due_on": "2026-12-10", "reason": "等评估"}).status_code == 303
    assert "approval" not in acts(asker, issue)
    page = leader.get(f"/issues/{issue}").text
    request = re.search(r"/extensions/(\w+)/refusal", page)
    assert request
    assert leader.post(f"/extensions/{request[1]}/refusal", {"reason": ""}).status_code == 422
    assert leader.post(f"/extensions/{request[1]}/refusal", {"reason": "抓紧办"}).status_code == 303
    said = plain(asker.get(f"/issues/{issue}"))
    assert "不同意延期至12月10日17:00抓紧办" in said
    assert "未同意甲长" in said
    assert leader.post(f"/extensions/{request[1]}/approval").status_code == 409


def test_the_parts_alone_for_the_script(story: Story, hub: Hub) -> None:
    issue = story.raised()
    page = hub.browser("乙一").get(f"/issues/{issue}/parts").text
    assert "<html" not in page
    assert 'id="act-resolve"' in page


def test_beside_the_register_it_says_the_same_in_short(story: Story, hub: Hub) -> None:
    issue = story.raised(title="<b>等候</b>过长")
    page = hub.browser("乙一").get(f"/issues/{issue}/beside").text
    assert "<html" not in page
    for words in ("&lt;b&gt;等候&lt;/b&gt;过长", "平均等候十六天。", "2026-0001", "待受理", "提醒联络员", "提出问题"):
        assert words in page, words
    assert f'action="/issues/{issue}/acknowledgement"' in page
    assert f'action="/issues/{issue}/acknowledgement"' not in hub.browser("甲一").get(f"/issues/{issue}/beside").text
    assert hub.browser("丙一").get(f"/issues/{issue}/beside").status_code == 404
