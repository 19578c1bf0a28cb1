"""The page 运行状况: each trouble that is planted shows, in words and with what to do; what is well says so."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from hub.calendar.models import CalendarYear
from hub.core import clock, db
from hub.escalation import guard
from hub.escalation.models import ClockAlarm, Escalation
from hub.health import queries, rules
from hub.health.rules import judge
from hub.health.shapes import Disk, Facts, Outbox, Steps, Verdict
from hub.journal.models import AuditEntry
from tests.channels.pages import Browser, Hub
from tests.health.conftest import Engine
from tests.issues.story import Story, shanghai


def lines(browser: Browser) -> dict[str, tuple[str, str]]:
    """The page's lines by part: verdict and text."""
    page = browser.get("/health").text
    found = re.findall(r'<li class="health__line" id="health-(\w+)" data-verdict="(\w+)">(.*?)</li>', page, re.DOTALL)
    return {part: (verdict, plain(text)) for part, verdict, text in found}


def plain(markup: str) -> str:
    """What one reads."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


@pytest.fixture
def office(hub: Hub, story: Story) -> Browser:
    return hub.browser("办一")


def test_all_is_well(hub: Hub, engine: Engine, story: Story) -> None:
    story.at(shanghai(10, 19, 10))  # before the next year's days off are missed
    office = hub.browser("办一")
    engine.beat(ago=3)
    engine.back_up(days=1)
    found = lines(office)
    assert {verdict for verdict, _text in found.values()} - {"well"} == set(), found
    assert list(found) == ["sweep", "workers", "steps", "clock", "outbox", "calendar", "backup", "disk", "audit"]
    assert "3秒前扫描过 ，srv1:7" in found["sweep"][1]
    page = office.get("/health").text
    assert "各项正常" in page
    assert "srv1:7" in hub.browser("管理").get("/health/lines").text


def test_without_any_worker_it_says_so_and_what_to_do(office: Browser) -> None:
    found = lines(office)
    assert found["sweep"][0] == found["workers"][0] == "ill"
    assert "一天内没有扫描过" in found["sweep"][1]
    assert "请系统管理员重启服务" in found["sweep"][1]
    assert "一天内没有进程报到" in office.get("/health").text


def test_a_sweep_that_is_away_for_a_minute_is_ill(office: Browser, engine: Engine) -> None:
    engine.beat(ago=0, swept=60)
    assert lines(office)["sweep"][0] == "well"
    engine.beat(ago=0, swept=300)
    assert lines(office)["sweep"] == (
        "ill",
        "到期扫描 需处理 最近一次扫描是5分钟前 催办和升级这段时间不会发出。请系统管理员重启服务；单独运行定时任务的，检查 "
        "python3 -m hub scheduler 是否在运行。",
    )


def test_a_worker_that_is_gone_is_told_of_and_harms_nobody_while_another_runs(office: Browser, engine: Engine) -> None:
    engine.beat("srv1:7", ago=600)
    engine.beat("srv1:8")
    assert lines(office)["workers"] == ("well", "定时任务进程 正常 1个在运行")
    page = plain(office.get("/health").text)
    assert "srv1:7 已停 最近报到10分钟前" in page


def test_troubles_are_told_in_words(office: Browser, engine: Engine) -> None:
    engine.beat(trouble="stuck sweep 2 2026-11-16T01:30:00+00:00; failed tidy ValueError")
    assert lines(office)["workers"][0] == "look"
    page = plain(office.get("/health").text)
    assert "09:30 “到期扫描”没有按时结束，定时任务已自动重新启动。一天内2次；反复出现时" in page
    assert "“每日清理”最近一次出错：ValueError。" in page


def test_steps_that_are_late_are_counted_from_the_database(office: Browser, engine: Engine, story: Story) -> None:
    story.raised()
    story.raised(title="另一件")
    engine.beat()
    engine.run(planned_at=clock.now() - timedelta(seconds=59), next_step_at=clock.now() - timedelta(seconds=59))
    assert lines(office)["steps"][0] == "well"
    engine.run(planned_at=clock.now() - timedelta(minutes=7), next_step_at=clock.now() - timedelta(minutes=7))
    verdict, text = lines(office)["steps"]
    assert verdict == "look"
    assert "2个到期未办，最早的应在7分钟前" in text


def test_a_step_that_fails_is_listed_and_tried_again_by_a_button(
    office: Browser, engine: Engine, story: Story, hub: Hub
) -> None:
    issue = story.raised(title="转介<b>等候</b>")
    then = clock.now() + timedelta(minutes=20)
    engine.run(planned_at=clock.now() - timedelta(minutes=5), next_step_at=then, error_count=3, error="KeyError")
    assert lines(office)["steps"][0] == "ill"
    page = office.get("/health").text
    assert f'<a href="/issues/{issue}">2026-0001　转介&lt;b&gt;等候&lt;/b&gt;</a>' in page
    assert "KeyError ，已试3次，下次重试： 10:20 立即重试" in plain(page)
    for_admin = hub.browser("管理").get("/health").text
    assert "问题 2026-0001" in for_admin
    assert issue not in for_admin
    assert "转介" not in for_admin, "an administrator has no access to content"
    run = re.findall(r"/health/steps/(\d+)/retry", page)[0]
    assert office.post(f"/health/steps/{run}/retry").status_code == 303
    assert "已安排重试" in office.get("/health").text
    assert _run().next_step_at == clock.now()
    engine.run(error_count=0)
    assert office.post(f"/health/steps/{run}/retry").status_code == 303
    assert "不用重试" in office.get("/health").text


def _run() -> Escalation:
    with db.reading() as session:
        return session.scalars(select(Escalation)).one()


def test_the_office_confirms_the_clock_once_and_what_waited_goes_on(
    office: Browser, engine: Engine, story: Story, hub: Hub
) -> None:
    story.raised()
    engine.beat()
    with db.transaction() as session:
        session.add(ClockAlarm(reason="clock", count=1, raised_at=clock.now()))
    engine.run(state="waiting", next_step_at=None)
    page = plain(office.get("/health").text)
    assert (
        "服务器时钟比实际快了15分钟以上。为免误办，第3级及以上的1个步骤（未保办介入、列入会商、报委员会领导）暂停"
        in page
    )
    assert lines(office)["clock"] == (
        "ill",
        "服务器时钟 需处理 报警未确认，1个步骤在等 请未保办工作人员核对时间后在上面确认。",
    )
    assert "时钟待确认" in office.get("/").text, "it waits in 待我处理"
    assert 'class="alarm"' in office.get("/").text, "and stands above the office's pages"
    others = hub.browser("乙一")
    assert 'class="alarm"' not in others.get("/").text
    assert "时钟待确认" not in others.get("/").text
    admin = hub.browser("管理")
    assert "时钟无误，继续</button>" not in admin.get("/health").text
    assert admin.post("/health/clock-confirmation").status_code == 404
    assert office.post("/health/clock-confirmation").status_code == 303
    assert "已确认时钟无误。1个步骤继续办理。" in office.get("/health").text
    assert _run().state == "running"
    assert "时钟待确认" not in office.get("/").text
    assert 'class="alarm"' not in office.get("/").text
    assert office.post("/health/clock-confirmation").status_code == 303
    assert "时钟已由同事确认过了。" in office.get("/health").text


def test_alarm_and_word_are_in_the_trail(hub: Hub, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "FLOOD", 1)
    for number in range(3):
        story.raised(title=f"第{number}件")
    story.sweep_until(shanghai(11, 20))
    office = hub.browser("办一")
    assert "一次有3个步骤到期，多得不寻常。" in plain(office.get("/health").text)
    office.post("/health/clock-confirmation")
    with db.reading() as session:
        entries = session.execute(select(AuditEntry.action, AuditEntry.person, AuditEntry.detail)).all()
    told = [tuple(entry) for entry in entries if entry.action.startswith("clock.")]
    assert told == [
        ("clock.alarm", "", '{"reason":"flood","steps":3}'),
        ("clock.confirm", story.scene["办一"].public_id, "{}"),
    ]


def test_once_confirmed_another_process_compares_the_clocks_anew(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.raised()
    monkeypatch.setattr(guard, "_started", (clock.now() - timedelta(hours=1), clock.monotonic()))
    story.sweep_until(shanghai(11, 18, 18))
    assert _alarms() == 1
    seen = guard._started
    with db.transaction() as session:
        guard.confirm(session, story.scene["办一"])
    monkeypatch.setattr(guard, "_started", seen)  # this process did not hear the office's word
    story.advance(hours=1)
    with db.transaction() as session:
        guard.holds_back(session, clock.now())
    story.advance(hours=13)
    with db.transaction() as session:
        assert guard.holds_back(session, clock.now()) is None
    assert _alarms() == 1


def _alarms() -> int:
    with db.reading() as session:
        return len(session.scalars(select(ClockAlarm)).all())


def test_notices_that_nobody_takes_and_lost_ones_show(office: Browser, engine: Engine) -> None:
    engine.notice("a", due=3600)
    assert "1条等待发送" in lines(office)["outbox"][1]
    engine.notice("b", state="dead")
    assert lines(office)["outbox"][0] == "look"
    assert "1条没有送达" in lines(office)["outbox"][1]
    assert "未送达的通知" in lines(office)["outbox"][1]
    engine.notice("c", due=-301)
    verdict, text = lines(office)["outbox"]
    assert (verdict, "1条没有按时发送，最早的应在5分钟前" in text) == ("ill", True)


def test_old_and_missing_backups_show(office: Browser, engine: Engine) -> None:
    verdict, text = lines(office)["backup"]
    assert verdict == "look"
    assert "没有备份记录" in text
    assert "python3 -m hub backup" in text
    engine.back_up(days=3)
    assert (lines(office)["backup"][0], "最近一次是3天前" in lines(office)["backup"][1]) == ("look", True)
    engine.back_up(days=1.9)
    assert lines(office)["backup"][0] == "well"


def test_a_disk_that_is_full_shows(office: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, verdict in ((200, "well"), (3, "look"), (0.5, "ill")):
        usage = SimpleNamespace(free=int(free * 1024**3), total=400 * 1024**3)
        monkeypatch.setattr(queries.shutil, "disk_usage", lambda _path, usage=usage: usage)
        assert lines(office)["disk"][0] == verdict


def test_the_calendar_of_next_year_is_missed_from_november_on(office: Browser, engine: Engine) -> None:
    with db.reading() as session:
        years = set(session.scalars(select(CalendarYear.year)))
    assert {2026, 2027} & years == {2026}, "the fixture's calendar ends with 2026"
    verdict, text = lines(office)["calendar"]
    assert verdict == "look"
    assert "2027年放假安排未录入" in text


def test_the_audit_head_is_the_beginning_of_the_newest_hash(office: Browser, story: Story) -> None:
    text = lines(office)["audit"][1]
    with db.reading() as session:
        newest = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)).first()
    assert newest is None or newest.hash[:12] in text


@pytest.mark.parametrize("who", ["乙一", "主任", "专家", "甲长"])
def test_nobody_else_sees_it(hub: Hub, story: Story, who: str) -> None:
    browser = hub.browser(who)
    assert browser.get("/health").status_code == browser.get("/health/lines").status_code == 404
    assert browser.post("/health/clock-confirmation").status_code == 404
    assert "运行状况" not in browser.get("/").text


# --- the rules by themselves --------------------------------------------------------------------------------------------


def facts(**changed: object) -> Facts:
    now = datetime(2026, 11, 16, 2, tzinfo=UTC)
    plain: dict[str, object] = {
        "now": now,
        "today": date(2026, 11, 16),
        "workers": (),
        "alarm": None,
        "steps": Steps(0, None, 0, 0),
        "outbox": Outbox(0, 0, None, 0),
        "years": (2026, 2027),
        "backed_up_at": now,
        "is_sqlite": True,
        "disk": Disk(10**12, 10**12),
        "audit_seq": 0,
        "audit_hash": "0" * 64,
    }
    return Facts(**plain | changed)  # type: ignore[arg-type]


def verdict_of(part: str, **changed: object) -> Verdict:
    return next(finding.verdict for finding in judge(facts(**changed)) if finding.part == part)


@pytest.mark.parametrize(
    ("today", "years", "expected"),
    [
        (date(2026, 10, 31), (2026,), Verdict.WELL),
        (date(2026, 11, 1), (2026,), Verdict.LOOK),
        (date(2026, 11, 1), (2026, 2027), Verdict.WELL),
        (date(2027, 1, 1), (2026,), Verdict.ILL),
    ],
)
def test_the_next_year_is_wanted_from_the_first_of_november(
    today: date, years: tuple[int, ...], expected: Verdict
) -> None:
    assert verdict_of("calendar", today=today, years=years) is expected


def test_a_small_disk_and_a_large_one_give_no_false_alarm() -> None:
    gigabyte = 1024**3
    assert verdict_of("disk", disk=Disk(2 * gigabyte, 8 * gigabyte)) is Verdict.WELL
    assert verdict_of("disk", disk=Disk(80 * gigabyte, 4000 * gigabyte)) is Verdict.WELL
    assert verdict_of("disk", disk=Disk(gigabyte // 2, 8 * gigabyte)) is Verdict.LOOK
    assert verdict_of("disk", disk=Disk(gigabyte // 8, 8 * gigabyte)) is Verdict.ILL


def test_the_worst_counts() -> None:
    assert rules.worst(judge(facts())) is Verdict.ILL
