"""The pages: how I am told, where the group is told, what was not delivered; and nothing said leaves unless it may."""

import base64
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import select, text

from hub.accounts.actions import end_other_sessions
from hub.accounts.models import SignedInSession
from hub.core import clock, db
from hub.notify import ways
from hub.notify.models import NoticePreference, NoticeTarget, OutboxRow, PushSubscription
from hub.notify.sealing import unseal
from tests.channels.pages import Browser, Hub

from .acts import CANARY, NIGHT, NOON, deliver_at, later, say
from .conftest import Office, rows, states

FORM = {
    "mail_address": "yi@example.org",
    "mail_pace": "digest",
    "push_pace": "off",
    "digest_hours": "15、9",
    "quiet_from": "21:00",
    "quiet_to": "07:30",
    "shows_desktop": "1",
}
ROBOT = {
    "kind": "wecom",
    "name": "联络员群",
    "address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=s3cr3t-k3y",
    "secret": "",
}


@pytest.fixture
def hub(tmp_path: Path, database_url: str, office: Office) -> Hub:
    """The application over the committee, which sends as `office` says."""

    ours = ways.ours()
    made = Hub(tmp_path, database_url, office.scene)
    ways._ways = ours
    return made


def test_my_preferences_are_kept_and_shown(hub: Hub, office: Office) -> None:
    mine = hub.browser("乙一")
    assert 'value="20:00"' in mine.get("/account/notices").text
    assert mine.post("/account/notices", FORM).status_code == 302
    with db.reading() as session:
        kept = session.get_one(NoticePreference, office.scene["乙一"].person_id)
    assert (kept.mail_address, kept.mail_pace, kept.digest_hours) == ("yi@example.org", "digest", "9,15")
    assert (kept.quiet_from_minute, kept.quiet_to_minute, kept.shows_desktop) == (1260, 450, True)
    page = mine.get("/account/notices").text
    assert "yi@example.org" in page
    assert "data-desktop" in page
    assert "yi@example.org" not in hub.browser("甲一").get("/account/notices").text


def test_what_cannot_be_is_said_beside_its_field_and_stays(hub: Hub) -> None:
    wrong = FORM | {"mail_address": "yi@example", "digest_hours": "25", "quiet_from": "x", "quiet_to": ""}
    page = hub.browser("乙一").post("/account/notices", wrong)
    assert page.status_code == 422
    assert len(re.findall('aria-invalid="true"', page.text)) == 4
    assert 'value="yi@example"' in page.text
    assert hub.browser("乙一").post("/account/notices", FORM | {"mail_pace": "sometimes"}).status_code == 422


def test_urgent_notices_are_shown_to_whom_they_reached(hub: Hub, office: Office) -> None:
    office.prefer("乙一")
    say(office.scene, at=NIGHT)
    with db.transaction() as session:
        row = session.scalars(select(OutboxRow)).one()
        channel = session.execute(text("select id from channel where title = '家庭'")).scalar_one()
        row.overrode, row.channel_id = "quiet", channel
    assert "越过免打扰" in hub.browser("乙一").get("/account/notices").text
    assert "越过免打扰" not in hub.browser("甲一").get("/account/notices").text


def keys() -> dict[str, str]:
    point = (
        ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    )
    return {
        name: base64.urlsafe_b64encode(part).rstrip(b"=").decode()
        for name, part in (("p256dh", point), ("auth", b"x" * 16))
    }


def subscribe(browser: Browser, endpoint: str) -> int:
    return browser.script("POST", "/notices/push", {"endpoint": endpoint, "keys": keys()}).status_code


def test_a_browser_subscribes_changes_hands_and_leaves(hub: Hub) -> None:
    first, second = hub.browser("乙一"), hub.browser("甲一")
    assert subscribe(first, "https://push.example/1") == 204
    assert "<b>" in first.get("/account/notices").text.split('id="browsers"')[1]
    assert subscribe(second, "https://push.example/1") == 204
    with db.reading() as session:
        (row,) = session.scalars(select(PushSubscription))
    assert row.person_id == hub.scene["甲一"].person_id
    first.script("DELETE", "/notices/push", {"endpoint": "https://push.example/1"})
    first.post(f"/account/notices/browsers/{row.public_id}/removal")
    with db.reading() as session:
        assert session.scalars(select(PushSubscription)).all() != []
    second.post(f"/account/notices/browsers/{row.public_id}/removal")
    with db.reading() as session:
        assert session.scalars(select(PushSubscription)).all() == []


@pytest.mark.parametrize(
    "endpoint", ["http://push.example/", "https://127.0.0.1:8000/x", "https://u@push.example/", "x"]
)
def test_an_endpoint_that_cannot_be_is_refused(hub: Hub, endpoint: str) -> None:
    assert subscribe(hub.browser("乙一"), endpoint) == 422


def test_a_person_has_so_many_browsers(hub: Hub) -> None:
    mine = hub.browser("乙一")
    assert [subscribe(mine, f"https://push.example/{number}") for number in range(11)] == [204] * 10 + [409]


def test_who_signs_out_takes_the_browser_along(hub: Hub) -> None:
    mine, other = hub.browser("乙一"), hub.browser("乙一")
    assert [subscribe(mine, "https://push.example/1"), subscribe(other, "https://push.example/2")] == [204, 204]
    with db.transaction() as session:
        newest = session.scalars(select(SignedInSession.id).order_by(SignedInSession.id.desc())).first()

        end_other_sessions(session, replace(hub.scene["乙一"], session_id=newest))
    with db.reading() as session:
        assert [row.endpoint for row in session.scalars(select(PushSubscription))] == ["https://push.example/2"]


def test_a_browser_that_is_gone_is_forgotten(hub: Hub, office: Office) -> None:
    office.browser("乙一", **keys())
    office.receiver.answer(410)
    say(office.scene)
    assert deliver_at(later(NOON, minutes=1)) == {"suppressed": 1}
    assert rows()[0].reason == "http 410"
    with db.reading() as session:
        assert session.scalars(select(PushSubscription)).all() == []


def test_a_robots_address_is_sealed_and_never_shown(hub: Hub) -> None:
    office = hub.browser("办一")
    assert office.post("/notices/targets", ROBOT).status_code == 302
    page = office.get("/notices/targets").text
    assert "联络员群" in page
    assert "qyapi.weixin.qq.com" in page
    assert "s3cr3t-k3y" not in page
    with db.reading() as session:
        row = session.scalars(select(NoticeTarget)).one()
    assert b"s3cr3t" not in row.sealed_address
    assert unseal(row.sealed_address) == ROBOT["address"]
    assert unseal(row.sealed_address[:-1] + b"x") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "https://hooks.example/x"},
        {"address": "http://qyapi.weixin.qq.com/x"},
        {"kind": "hook", "address": "https://hooks.example/x", "secret": "s" * 20},
        {"kind": "dingtalk"},
        {"kind": "pigeon"},
        {"name": " "},
        {"address": ""},
    ],
)
def test_what_is_no_robots_address_is_refused(hub: Hub, changes: dict[str, str]) -> None:
    page = hub.browser("办一").post("/notices/targets", ROBOT | changes)
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text


def test_a_hook_needs_a_secret_that_is_one(hub: Hub, office: Office) -> None:
    hook = {"kind": "hook", "name": "平台", "address": f"{office.receiver.url}/hook", "secret": "short"}
    assert hub.browser("办一").post("/notices/targets", hook).status_code == 422
    assert hub.browser("管理").post("/notices/targets", hook | {"secret": "s" * 16}).status_code == 302


def test_a_test_says_what_came_of_it(hub: Hub, office: Office) -> None:
    office.target("dingtalk")
    mine = hub.browser("办一")
    with db.reading() as session:
        address = f"/notices/targets/{session.scalars(select(NoticeTarget.public_id)).one()}"
    mine.post(f"{address}/test")
    assert "已收下测试通知" in mine.get("/notices/targets").text
    office.receiver.answer(200, {"errcode": 310000, "errmsg": "sign not match <b>"})
    mine.post(f"{address}/test")
    page = mine.get("/notices/targets").text
    assert "代码310000" in page
    assert "sign not match &lt;b&gt;" in page
    assert [asked.json["text"]["content"].splitlines()[0] for asked in office.receiver.asked] == ["会商：测试通知"] * 2
    mine.post(f"{address}/pause")
    say(office.scene)
    assert rows() == []
    mine.post(f"{address}/resumption")
    say(office.scene)
    assert len(rows()) == 1
    mine.post(f"{address}/removal")
    assert deliver_at(later(NOON, minutes=1)) == {"suppressed": 1}


def test_what_was_not_delivered_is_tried_again_or_given_up(hub: Hub, office: Office) -> None:
    office.prefer("乙一")
    office.mailbox.refusal = "550 no such mailbox"
    say(office.scene)
    say(office.scene)
    deliver_at(later(NOON, minutes=1))
    mine = hub.browser("办一")
    page = mine.get("/notices").text
    assert page.count("邮件服务器拒绝：550") == 2
    assert "乙一" in page
    assert CANARY not in page
    office.mailbox.refusal = ""
    first, second = rows()
    with clock.held_at(later(NOON, minutes=2)):
        assert mine.post(f"/notices/{first.public_id}/retry").status_code == 302
        assert mine.post(f"/notices/{second.public_id}/discard").status_code == 302
        assert mine.post(f"/notices/{second.public_id}/retry").status_code == 404
    assert deliver_at(later(NOON, minutes=3)) == {"sent": 1}
    assert states() == ["sent", "discarded"]
    assert "通知都送到了" in mine.get("/notices").text


def test_content_leaves_only_when_the_office_says_so(
    hub: Hub, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser_keys = keys()
    office.prefer("乙一")
    office.browser("乙一", **browser_keys)
    for kind in ("dingtalk", "wecom", "feishu", "hook"):
        office.target(kind)
    say(office.scene)
    office.receiver.answers.insert(0, (500, {}, CANARY.encode()))
    deliver_at(later(NOON, minutes=1))
    deliver_at(later(NOON, hours=8))
    assert states() == ["sent"] * 6
    assert CANARY not in everything(office, caplog)
    assert hub.browser("管理").post("/notices/content", {"allowed": "1"}).status_code == 404
    assert hub.browser("办一").post("/notices/content", {"allowed": "1"}).status_code == 302
    say(office.scene, at=later(NOON, hours=1))
    deliver_at(later(NOON, hours=2))
    assert CANARY in office.mailbox.letters[-1].get_content()
    assert CANARY in office.receiver.asked[-1].body.decode()
    hub.browser("办一").post("/notices/content", {"allowed": "0"})
    say(office.scene, at=later(NOON, hours=3))
    deliver_at(later(NOON, hours=4))
    assert CANARY not in office.mailbox.letters[-1].get_content()


def everything(office: Office, caplog: pytest.LogCaptureFixture) -> str:
    """All that has left the hub, stands in the tables of notices, or was logged."""
    said = [letter.as_string() + letter.get_content() for letter in office.mailbox.letters]
    said += [asked.path + str(asked.headers) + asked.body.decode(errors="replace") for asked in office.receiver.asked]
    with db.reading() as session:
        for table in ("outbox", "notice_preference", "notice_target", "push_subscription"):
            said += [str(row) for row in session.execute(text(f"select * from {table}"))]  # noqa: S608 (names of ours)
    return "\n".join(said) + caplog.text
