"""The life of an export: who may ask and take, what is refused, its progress, its end, and what the audit trail has of it."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from hub.accounts.actions import change_person, move_person
from hub.accounts.actions.people import PersonForm
from hub.accounts.models import Unit
from hub.channels.exporting import actions, claiming, folder, making, rules
from hub.channels.exporting.models import Export
from hub.channels.models import Channel
from hub.channels.shapes.exporting import ExportForm
from hub.core import clock, db
from hub.core.errors import Conflict, Denied, HubError, Invalid, NotFound, TooLarge
from hub.core.policy import can
from hub.core.viewer import Role
from hub.jobs import ticks
from hub.journal.models import AuditEntry
from tests.channels.exports import DAY, ask, files, fill, form, later, row_of, seen, take
from tests.channels.pages import Hub, say
from tests.channels.scene import Scene
from tests.services.processes import PATIENCE_SECONDS, Program, wait_until


@pytest.fixture
def exports(hub: Hub, tmp_path: Path) -> Path:
    """The folder of the hub's exports; its channel has something of the day of NOON."""
    say(hub, "甲一", "请报送")
    return tmp_path / "exports"


def test_the_office_and_leaders_may_export_what_they_read(scene: Scene) -> None:
    def may(who: str) -> str:
        try:
            ask(scene, who)
        except HubError as error:
            return error.code
        return "asked"

    fill(scene, 1)
    found = {who: may(who) for who in ("办一", "甲长", "甲一", "乙一", "主任", "西一", "丙一", "专家", "管理")}
    assert found == {
        **{"办一": "asked", "甲长": "asked", "甲一": "denied", "乙一": "denied", "主任": "denied"},
        **dict.fromkeys(("西一", "丙一", "专家", "管理"), "not_found"),
    }


def test_who_may_not_is_told_who_may(hub: Hub, exports: Path) -> None:
    address = f"/channels/{hub.scene.channels['家庭']}/exports"
    page = hub.browser("甲一").get(address)
    assert page.status_code == 200
    assert "导出由区未保办工作人员和分管领导办理" in page.text
    assert 'name="reason"' not in page.text
    refused = hub.browser("甲一").post(address, _fields())
    assert (refused.status_code, "联系本单位分管领导" in refused.text) == (403, True)


@pytest.mark.parametrize(
    ("wanted", "fault", "field"),
    [
        (form("pdf"), Invalid, "format"),
        (form(reason=" \n "), Invalid, "reason"),
        (form(reason="长" * 201), Invalid, "reason"),
        (form(last_on=date(2026, 11, 19)), Invalid, "last_on"),
        (form(first_on=date(2026, 11, 21), last_on=date(2026, 11, 30)), Invalid, "first_on"),
        (form(first_on=date.min, last_on=date(2026, 11, 19)), Invalid, "first_on"),
        (ExportForm("md", None, DAY, "归档"), Invalid, "first_on"),
        (ExportForm("md", DAY, None, "归档"), Invalid, "last_on"),
    ],
)
def test_what_cannot_be_exported_is_told_by_field(scene: Scene, wanted: ExportForm, fault: type, field: str) -> None:
    fill(scene, 1)
    with pytest.raises(fault) as refused:
        ask(scene, wanted=wanted)
    assert refused.value.field == field


def test_days_may_reach_to_the_ends_of_the_calendar(scene: Scene) -> None:
    fill(scene, 3)
    assert row_of(ask(scene, wanted=form(first_on=date.min, last_on=date.max))).total == 3


def test_more_than_a_word_file_holds_is_refused_with_advice_and_a_zip_takes_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "DOCX_MESSAGES", 3)
    fill(scene, 4)
    with pytest.raises(TooLarge, match="共4条，一个Word文件最多3条。请缩短日期范围，或者选择ZIP"):
        ask(scene, wanted=form("docx"))
    assert ask(scene, wanted=form("zip"))
    assert ask(scene, wanted=form("md"))


def test_three_at_a_time_are_enough(scene: Scene) -> None:
    fill(scene, 1)
    first = [ask(scene) for _turn in range(rules.OPEN_LIMIT)][0]
    with pytest.raises(Conflict, match="您已有3个"):
        ask(scene)
    assert ask(scene, "办一"), "another person's do not count"
    with db.transaction() as session:
        actions.cancel_export(session, scene["甲长"], first)
    assert ask(scene)


def test_only_the_asker_takes_the_file_and_only_as_a_member(hub: Hub, exports: Path) -> None:
    scene, public_id = hub.scene, ask(hub.scene)
    making.make_next()
    address = f"/exports/{public_id}/file"
    for who in ("办一", "甲一", "丙一", "管理"):
        assert take(hub.browser(who), address)[0] == 404
    mine = hub.browser("甲长")
    assert take(mine, address)[0] == 200
    with db.transaction() as session:
        other = session.scalars(select(Unit.public_id).where(Unit.name == "区丙局")).one()
        move_person(session, scene["办一"], scene["甲长"].public_id, other)
    assert take(mine, address)[0] == 302  # to sign in, as who they are now
    mine = hub.browser("甲长")
    assert take(mine, address)[0] == 404
    assert mine.post(f"/exports/{public_id}/cancel").status_code == 404
    assert public_id not in mine.get("/exports").text


def test_whoever_leads_no_more_takes_nothing_away(hub: Hub, exports: Path) -> None:
    public_id = ask(hub.scene)
    making.make_next()
    with db.transaction() as session:
        liaison = PersonForm("甲长", "联络员", frozenset({Role.LIAISON}))
        change_person(session, hub.scene["办一"], hub.scene["甲长"].public_id, liaison)
    assert take(hub.browser("甲长"), f"/exports/{public_id}/file")[0] == 404


def test_a_file_is_sent_as_a_file_and_nothing_else(hub: Hub, exports: Path) -> None:
    public_id = ask(hub.scene)
    making.make_next()
    with hub.browser("甲长").get(f"/exports/{public_id}/file") as answer:
        headers = answer.headers
        assert headers["Content-Disposition"].startswith("attachment; filename")
        assert "UTF-8''%E4%BA%8B%E9%A1%B9" in headers["Content-Disposition"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert oct(exports.stat().st_mode & 0o777) == "0o700"


def test_a_file_that_is_not_ready_or_over_is_not_sent(hub: Hub, exports: Path) -> None:
    browser, public_id = hub.browser("甲长"), ask(hub.scene)
    address = f"/exports/{public_id}/file"
    status, said = take(browser, address)
    assert (status, "还没有生成" in said.decode()) == (409, True)
    making.make_next()
    with later(hours=23, minutes=59):
        assert take(hub.browser("甲长"), address)[0] == 200
        ticks.clear_exports()
    assert len(files(exports)) == 1
    with later(hours=24, seconds=1):
        status, said = take(hub.browser("甲长"), address)
        assert (status, "已过期" in said.decode()) == (409, True)
        ticks.clear_exports()
    assert files(exports) == []
    assert seen(hub.scene, public_id).state == "expired"
    assert "已过期，文件已删除" in browser.get("/exports").text


def test_asking_and_each_download_are_put_down_with_the_asker(hub: Hub, exports: Path) -> None:
    browser, channel = hub.browser("甲长"), hub.scene.channels["家庭"]
    browser.post(f"/channels/{channel}/exports", _fields(reason="只有自己知道的事由"))
    public_id = making.make_next()
    for _turn in range(2):
        take(browser, f"/exports/{public_id}/file")
    take(hub.browser("办一"), f"/exports/{public_id}/file")
    with db.reading() as session:
        rows = session.scalars(select(AuditEntry).where(AuditEntry.kind == "export").order_by(AuditEntry.seq)).all()
    assert [(row.action, row.person, row.thing) for row in rows] == [
        (action, hub.scene["甲长"].public_id, public_id)
        for action in ("export.ask", "export.download", "export.download")
    ]
    detail = {"channel": channel, "format": "md", "from": str(DAY), "to": str(DAY), "messages": 1}
    assert json.loads(rows[0].detail) == detail
    assert "只有" not in "".join(row.detail for row in rows)


def test_without_an_audit_entry_there_is_no_export_and_no_download(
    hub: Hub, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id = ask(hub.scene)
    making.make_next()

    def refuse(*_arguments: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("hub.journal.reactions.append", refuse)
    with pytest.raises(OSError, match="disk full"):
        ask(hub.scene)
    hub.app.config["PROPAGATE_EXCEPTIONS"] = False
    assert take(hub.browser("甲长"), f"/exports/{public_id}/file")[0] == 500
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Export)) == 1


def test_it_says_how_far_it_is_and_stops_when_it_is_cancelled(
    hub: Hub, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(hub.scene, 40)
    public_id = ask(hub.scene, wanted=form("zip"))
    monkeypatch.setattr(making, "PAGE", 10)
    steps: list[tuple[str, int]] = []

    def cancel_at_last(job: making.Job, low: int, high: int) -> object:
        view = seen(hub.scene, public_id)
        steps.append((view.state, view.percent))
        if len(steps) == 3:
            hub.browser("甲长").post(f"/exports/{public_id}/cancel")
        return read(job, low, high)

    read = making._read
    monkeypatch.setattr(making, "_read", cancel_at_last)
    assert making.make_next() == public_id
    assert steps == [("running", 0), ("running", 24), ("running", 48)]
    assert (seen(hub.scene, public_id).state, files(exports)) == ("cancelled", [])
    assert making.make_next() is None


def test_a_try_that_fails_is_tried_again_and_given_up_in_the_end(
    hub: Hub, exports: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    public_id = ask(hub.scene)

    def full(*_arguments: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(making, "_finish", full)
        making.make_next()
        assert seen(hub.scene, public_id).state == "waiting"
    making.make_next()
    assert seen(hub.scene, public_id).state == "done"
    other = ask(hub.scene)
    monkeypatch.setattr(making, "_finish", full)
    while making.make_next():
        pass
    assert (seen(hub.scene, other).state, row_of(other).tries) == ("failed", rules.TRIES)
    assert len(files(exports)) == 1
    assert "请报送" not in caplog.text


def test_whoever_has_lost_the_channel_meanwhile_gets_no_file(hub: Hub, exports: Path) -> None:
    public_id = ask(hub.scene)
    with db.transaction() as session:
        other = session.scalars(select(Unit.public_id).where(Unit.name == "区丙局")).one()
        move_person(session, hub.scene["办一"], hub.scene["甲长"].public_id, other)
    assert making.make_next() is None
    assert (row_of(public_id).state, files(exports)) == ("cancelled", [])


def test_an_archived_channel_can_be_exported(hub: Hub, exports: Path) -> None:
    with db.transaction() as session:
        session.execute(update(Channel).values(archived_at=clock.now()))
    public_id = ask(hub.scene)
    assert making.make_next() == public_id
    assert seen(hub.scene, public_id).state == "done"


def test_workers_at_once_share_the_exports_and_make_each_once(
    hub: Hub, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {ask(hub.scene, who) for who in ("甲长", "办一") for _turn in range(3)}
    begun: list[str] = []
    make = making._make

    def counted(job: making.Job) -> None:
        begun.append(job.public_id)
        make(job)

    monkeypatch.setattr(making, "_make", counted)

    def work() -> None:
        while making.make_next():
            pass

    _at_once([work] * 4)
    while making.make_next():  # what stood in line while others were looking
        pass
    assert sorted(begun) == sorted(wanted)
    assert len(files(exports)) == len(wanted)


def _at_once(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_worker_killed_in_the_middle_is_followed_by_another_and_one_file_is_left(
    hub: Hub, exports: Path, database_url: str, tmp_path: Path
) -> None:
    fill(hub.scene, 2_000)
    public_id = ask(hub.scene, wanted=form("zip"))
    command = [sys.executable, "-m", "tests.channels.export_worker", database_url, exports]
    worker = Program(command, tmp_path / "worker.log", {**os.environ, "PYTHONPATH": str(Path.cwd())})

    def in_the_middle() -> bool:
        row = row_of(public_id)
        assert row.state != "done", "it was over before it could be killed"
        return row.state == "running" and row.done >= 100

    worker.start(lambda: True)
    wait_until(in_the_middle, PATIENCE_SECONDS)
    worker.kill()
    assert worker.process.returncode == -signal.SIGKILL
    left = files(exports)
    assert left, "half of a file"
    assert making.make_next() is None, "its lease still holds"
    with clock.held_at(clock.now() + rules.LEASE * 2):
        assert making.make_next() == public_id
    row = row_of(public_id)
    assert (row.state, row.tries, row.done, row.total) == ("done", 2, 2_001, 2_001)
    ticks.clear_exports()
    assert files(exports) == [folder.place(public_id, row.claim).name]
    assert not set(left) & set(files(exports))


def test_a_worker_that_was_thought_dead_gives_its_file_up(
    hub: Hub, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id = ask(hub.scene)
    read = making._read

    def overtaken(job: making.Job, low: int, high: int) -> object:
        monkeypatch.setattr(making, "_read", read)
        with clock.held_at(clock.now() + rules.LEASE * 2):
            assert making.make_next() == public_id
        return read(job, low, high)

    monkeypatch.setattr(making, "_read", overtaken)
    making.make_next()
    row = row_of(public_id)
    assert (row.state, files(exports)) == ("done", [folder.place(public_id, row.claim).name])


def test_the_tick_makes_what_waits_and_is_silent_when_nothing_does(
    hub: Hub, exports: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "hub.jobs.ticks")
    made = [ask(hub.scene) for _turn in range(2)]
    ticks.make_exports()
    assert [seen(hub.scene, public_id).state for public_id in made] == ["done", "done"]
    assert caplog.messages == [f"make_exports: {', '.join(made)}"]
    ticks.make_exports()
    ticks.clear_exports()
    assert len(caplog.messages) == 1


def test_the_page_keeps_what_was_typed_and_follows_what_was_asked(hub: Hub, exports: Path) -> None:
    browser, address = hub.browser("甲长"), f"/channels/{hub.scene.channels['家庭']}/exports"
    assert "还没有导出" in browser.get(address).text
    assert address in browser.get(f"/channels/{hub.scene.channels['家庭']}").text
    refused = browser.post(address, _fields(last_on="2026-11-19", reason="我写的事由"))
    assert refused.status_code == 422
    assert "结束日期不能早于开始日期" in refused.text
    assert 'value="我写的事由"' in refused.text
    assert browser.post(address, _fields()).headers["Location"] == address
    waiting = browser.get("/exports").text
    assert "data-open" in waiting
    assert "1个导出正在生成" in waiting
    assert "<progress" in waiting
    making.make_next()
    ready = browser.get("/exports").text
    assert "data-open" not in ready
    assert "没有正在生成的导出" in ready
    assert "/file" in ready


def test_programs_ask_follow_and_take(hub: Hub, exports: Path) -> None:
    browser, channel = hub.browser("甲长"), hub.scene.channels["家庭"]
    asked = browser.script("POST", f"/api/v1/channels/{channel}/exports", _fields())
    assert asked.status_code == 201
    assert (asked.json["state"], asked.json["total"], asked.json["file"]) == ("waiting", 1, None)
    making.make_next()
    answer = browser.script("GET", f"/api/v1/exports/{asked.json['id']}").json
    assert (answer["state"], answer["done"], answer["channel"]) == ("done", 1, channel)
    assert take(browser, answer["file"])[0] == 200
    assert "claim" not in answer
    outsider = hub.browser("丙一")
    assert outsider.script("POST", f"/api/v1/channels/{channel}/exports", {"x": 1}).status_code == 404
    assert outsider.script("GET", f"/api/v1/exports/{asked.json['id']}").status_code == 404
    assert browser.script("POST", f"/api/v1/channels/{channel}/exports", {"x": 1}).status_code == 422


def test_nobody_exports_by_the_rule_of_another_channel(scene: Scene) -> None:
    with db.reading() as session, pytest.raises((Denied, NotFound)):
        actions.enter(session, scene["西一"], scene.channels["家庭"])
    with db.reading() as session:
        assert not can(session, scene["西一"], "export.read", None)


def _fields(**other: str) -> dict[str, str]:
    return {"format": "md", "first_on": str(DAY), "last_on": str(DAY), "reason": "年度归档"} | other


def test_a_worker_whose_export_another_one_has_taken_over_stops(
    hub: Hub, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id = ask(hub.scene)
    read = making._read

    def taken_over(job: making.Job, low: int, high: int) -> object:
        with clock.held_at(clock.now() + rules.LEASE * 2), db.transaction() as session:
            assert claiming.claim(session) is not None
        return read(job, low, high)

    monkeypatch.setattr(making, "_read", taken_over)
    making.make_next()
    row = row_of(public_id)
    assert (row.state, row.done, row.tries) == ("running", 0, 2), "it is the other one's"
    assert files(exports) == []
