"""审计: the auditor's first page, for nobody else; what it shows, filters, and pages by."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from hub.accounts.models import Person, PersonRole
from hub.accounts.passwords import hash_password
from hub.accounts.queries import viewer_of_person
from hub.core import clock, db
from hub.core.caller import Caller, calling
from hub.core.clock import SHANGHAI
from hub.journal import chain, queries
from hub.journal.models import AuditEntry
from hub.journal.rules import Note
from tests.channels.pages import ORIGIN, Browser, Hub
from tests.channels.scene import statements


@pytest.fixture
def auditor(hub: Hub) -> Browser:
    """The administrator of the scene, who is only the auditor now."""
    with db.transaction() as session:
        session.get_one(Person, hub.scene["管理"].person_id).role_rows = [PersonRole(role="auditor")]
    return hub.browser("管理")


def put_down(*actions: str, who: str = "", thing: str = "") -> None:
    with calling(Caller(who, "page", "192.0.2.7")), db.transaction() as session:
        chain.append(session, [Note(action, "person", thing) for action in actions])


def numbers(page: str) -> list[int]:
    return [int(seq) for seq in re.findall(r'<code title="[0-9a-f]{64}">(\d+)</code>', page)]


def newest() -> int:
    with db.reading() as session:
        return chain.head(session).seq


def test_it_is_the_auditors_first_page_and_nobody_elses(hub: Hub, auditor: Browser) -> None:
    assert auditor.get("/").headers["Location"] == "/audit"
    page = auditor.get("/audit")
    assert page.status_code == 200
    assert 'href="/audit"' in page.text
    assert 'href="/channels' not in page.text
    for name in ("办一", "甲长", "主任", "专家"):
        assert hub.browser(name).get("/audit").status_code == 404
        assert "/audit" not in hub.browser(name).get("/").text


def test_an_administrator_is_no_auditor(hub: Hub) -> None:
    assert hub.browser("管理").get("/audit").status_code == 404


def test_it_says_who_did_what_to_whom_and_from_where(hub: Hub, auditor: Browser) -> None:
    put_down("password.reset", who=hub.scene["办一"].public_id, thing=hub.scene["甲一"].public_id)
    page = auditor.get("/audit").text
    row = page[page.index("<tbody>") : page.index("</tr>", page.index("<tbody>"))]
    assert all(said in row for said in ("重置密码", "区未保办 办一", "区甲局 甲一", "网页 192.0.2.7"))


def test_pages_go_back_by_number_and_never_repeat(auditor: Browser) -> None:
    put_down(*["token.make"] * 120)
    seen: list[int] = []
    address = "/audit"
    while address:
        page = auditor.get(address).text
        seen += numbers(page)
        link = re.search(r'href="(/audit\?[^"]*before=[^"]*)"', page)
        address = link[1].replace("&amp;", "&") if link else ""
    assert seen == list(range(newest(), 0, -1))


def test_filters_by_action_person_and_shanghai_days(hub: Hub, auditor: Browser) -> None:
    first = newest() + 1
    for day, who in ((19, "甲一"), (20, "乙一"), (21, "甲一")):
        for hour, minute in ((0, 0), (23, 59)):
            with clock.held_at(datetime(2030, 11, day, hour, minute, tzinfo=SHANGHAI)):
                put_down("token.make", who=hub.scene[who].public_id)
    put_down("token.revoke", who="nobody", thing=hub.scene["乙一"].public_id)

    def found(**asked: str) -> list[int]:
        return [seq - first for seq in numbers(auditor.get(f"/audit?{urlencode(asked)}").text)]

    assert found(first_on="2030-11-20", last_on="2030-11-20") == [3, 2]
    assert found(first_on="2030-11-21") == [5, 4]
    assert found(last_on="2030-11-19", action="token.make") == [1, 0]
    assert found(person="甲一", action="token.make") == [5, 4, 1, 0]
    assert found(person="乙一", action="token.revoke") == [6]
    assert found(person="%") == found(action="none") == found(person="没有这个人") == []
    assert found(first_on="9999-12-31", last_on="0001-01-01") == []
    assert "没有符合条件的记录" in auditor.get("/audit?action=none").text
    assert auditor.get("/audit?first_on=2026-02-30&before=x").status_code == 200


def test_a_page_costs_the_same_however_long_the_trail(hub: Hub, auditor: Browser) -> None:
    put_down(*["token.make"] * 200, who=hub.scene["甲一"].public_id)
    with db.reading() as session:
        asking = viewer_of_person(session, hub.scene["管理"].person_id)
        assert asking is not None
    with db.reading() as session, statements() as sent:
        queries.trail(session, asking, queries.TrailFilter(last_on=clock.today() + timedelta(days=1)))
    assert len(sent) <= 4


def test_signing_in_and_failing_to_are_told_of(hub: Hub, auditor: Browser) -> None:
    password = "一个相当长的密码 2026"
    hashed = hash_password(password)
    with db.transaction() as session:
        person = session.get_one(Person, hub.scene["甲一"].person_id)
        person.password_hash, login, mine = hashed, person.login, person.public_id
    before = newest()
    for account, said in ((login, "wrong"), (password, "wrong field"), (login, password)):
        client = hub.app.test_client()
        form = {"account": account, "password": said}
        client.post("/sign-in", data=form, headers={"Origin": ORIGIN}, base_url=ORIGIN)
    with db.reading() as session:
        rows = session.scalars(select(AuditEntry).where(AuditEntry.seq > before).order_by(AuditEntry.seq)).all()
        found = [(row.action, row.person, row.thing, row.result) for row in rows]
        addresses = {(row.way, row.address) for row in rows}
    assert found == [
        ("session.begin", "", mine, "refused"),
        ("session.begin", "", "", "refused"),
        ("session.begin", mine, mine, "ok"),
    ]
    assert addresses == {("page", "127.0.0.1")}
    page = auditor.get("/audit").text
    assert "未成功" in page
    assert "没有这个账号" in page
    assert password not in page
