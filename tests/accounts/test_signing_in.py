"""The front door: who gets in, what the cookie is, how often one may try, and where it leads."""

import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from hub.accounts import actions, passwords
from hub.accounts.access import rights_changed
from hub.accounts.models import Person, SignedInSession
from hub.accounts.rules.addresses import own_path
from hub.accounts.throttle import TRIES, TRIES_FROM_ONE_ADDRESS, Throttle
from hub.core import clock, db
from hub.core.errors import RateLimited

from .conftest import PASSWORD, OpenBrowser, World, on_sqlite, said


def test_the_right_password_leads_to_the_page_that_was_wanted(browse: OpenBrowser) -> None:
    browser = browse()
    turned_away = browser.get("/people?role=leader")
    assert turned_away.status_code == 302
    assert "next=/people?role%3Dleader" in turned_away.location.replace("%2F", "/").replace("%3F", "?")
    assert 'name="next" value="/people?role=leader"' in said(browser.get(turned_away.location))
    response = browser.sign_in(" ChenJing ", next="/people?role=leader")
    assert (response.status_code, response.location) == (302, "/people?role=leader")
    assert browser.get("/people").status_code == 200


def test_a_wrong_one_says_how_many_tries_are_left_and_keeps_the_account(browse: OpenBrowser) -> None:
    page = browse().sign_in("jiaoyu-zhoumin", "wrong")
    assert page.status_code == 422
    assert "账号或密码不对。再错4次，将锁定15分钟。" in said(page)
    assert 'value="jiaoyu-zhoumin"' in said(page)
    assert "wrong" not in said(page)


@on_sqlite
def test_the_documentation_of_the_api_is_a_page(browse: OpenBrowser, world: World) -> None:
    turned_away = browse().get("/api/docs")
    assert turned_away.status_code == 302
    assert turned_away.location == "/sign-in?next=/api/docs"
    assert browse().get("/api/docs", headers={"Authorization": "Bearer wrong"}).status_code == 401
    with db.transaction() as session:
        session.execute(update(Person).values(must_change_password=True))
        rights_changed(session)
    assert browse(who="chenjing").get("/api/docs").location == "/account#password"


@on_sqlite
def test_the_auditor_is_told_what_the_role_opens(browse: OpenBrowser) -> None:
    assert "查看审计记录" in said(browse(who="chenjing").get("/people/new"))


@on_sqlite
def test_the_cookie_is_for_the_server_alone(browse: OpenBrowser, app: Flask) -> None:
    header = browse().sign_in("chenjing").headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(header.split("; "))
    assert "Max-Age" not in header
    assert "Max-Age=28800" in browse().sign_in("chenjing", keep="1").headers["Set-Cookie"]


@on_sqlite
def test_the_cookie_is_secure_behind_tls(app: Flask, browse: OpenBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browse()
    settings = app.config["HUB"]
    monkeypatch.setitem(app.config, "HUB", type("Tls", (), {"is_https": True, **_fields(settings)})())
    assert "Secure" in browser.sign_in("chenjing").headers["Set-Cookie"]


def _fields(settings: object) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__slots__}  # type: ignore[attr-defined]


def test_a_planted_secret_is_not_taken_over(browse: OpenBrowser) -> None:
    attacker, victim = browse(who="jiaoyu-zhoumin"), browse()
    planted = attacker.secret
    assert planted is not None
    victim.secret = planted
    victim.post("/sign-out")
    victim.secret = planted
    victim.sign_in("chenjing")
    assert victim.secret not in (None, planted)
    assert attacker.get("/account").status_code == 302, "the attacker's own session should have ended"


def test_signing_in_over_a_session_ends_it(browse: OpenBrowser) -> None:
    browser = browse(who="chenjing")
    before = browser.secret
    browser.sign_in("chenjing")
    with db.reading() as session:
        ended = session.scalars(select(SignedInSession.ended_at).order_by(SignedInSession.id)).all()
    assert browser.secret != before
    assert [moment is None for moment in ended] == [False, True]


def test_signing_out_ends_the_session_itself(browse: OpenBrowser) -> None:
    browser = browse(who="chenjing")
    secret = browser.secret
    assert secret is not None
    assert browser.post("/sign-out").location == "/"
    assert browser.secret is None
    browser.secret = secret
    assert browser.get("/account").status_code == 302


def test_an_idle_browser_has_to_sign_in_again(browse: OpenBrowser) -> None:
    start = clock.now()
    with clock.held_at(start):
        browser = browse(who="chenjing")
    for minutes, status in ((25, 200), (50, 200), (81, 302)):
        with clock.held_at(start + timedelta(minutes=minutes)):
            assert browser.get("/account").status_code == status, f"after {minutes} minutes"


@on_sqlite
def test_what_a_page_fetches_by_itself_keeps_nobody_signed_in(browse: OpenBrowser) -> None:
    start = clock.now()
    with clock.held_at(start):
        browser = browse(who="chenjing")
    for minutes, status in ((10, 200), (20, 200), (29, 200), (31, 401)):
        with clock.held_at(start + timedelta(minutes=minutes)):
            response = browser.get("/api/v1/me", headers={"Sec-Fetch-Mode": "cors"})
            assert response.status_code == status, f"after {minutes} minutes"


@on_sqlite
def test_a_form_of_another_site_signs_nobody_in(browse: OpenBrowser) -> None:
    form = {"account": "chenjing", "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        browser = browse()
        assert browser.post("/sign-in", form, headers=headers).status_code == 403
        assert browser.secret is None


@on_sqlite
@pytest.mark.parametrize("account", ["jiaoyu-zhoumin", "nobody", "closed"])
def test_it_does_not_tell_which_accounts_there_are(browse: OpenBrowser, world: World, account: str) -> None:
    with db.transaction() as session:
        person = session.scalars(select(Person).where(Person.login == "jiaoyu-zhoumin")).one()
        session.add(Person(login="closed", name="离岗", unit=person.unit, deactivated_at=clock.now()))
    browser, seen = browse(), []
    for _ in range(TRIES + 1):
        page = browser.sign_in(account, "not the password")
        seen.append((page.status_code, said(page).split('role="alert">')[1].split("<span>")[1].split("</span>")[0]))
    assert [status for status, _ in seen] == [422] * TRIES + [429]
    assert [text[:11] for _, text in seen[:TRIES]] == ["账号或密码不对。再错4", "账号或密码不对。再错3", "账号或密码不对。再错2",
                                                     "账号或密码不对。再错1", "账号或密码不对。这里已"]  # fmt: skip


def test_an_unknown_account_costs_as_much_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = passwords.hash_password("something else")
    cheaper = passwords.hash_temporary("something else")
    work: list[str] = []
    monkeypatch.setattr(passwords, "_fits", lambda given, password: work.append(given) or False)
    for given in (stored, None, "", cheaper):
        work.clear()
        assert not passwords.verify_password(given, "a guess")
        assert [one for one in work if not passwords.needs_rehash(one)], f"no hash at full cost for {given!r}"


@on_sqlite
def test_a_lock_stands_at_one_address_and_leaves_the_owner_the_others(browse: OpenBrowser) -> None:
    guesser = browse("203.0.113.7")
    for _ in range(TRIES):
        guesser.sign_in("chenjing", "guess")
    locked = guesser.sign_in("chenjing", PASSWORD)
    assert locked.status_code == 429
    assert 0 < int(locked.headers["Retry-After"]) <= 900
    assert guesser.secret is None
    assert browse("10.0.0.9").sign_in("chenjing").status_code == 302
    assert guesser.sign_in("jiaoyu-zhoumin").status_code == 302


@on_sqlite
def test_the_right_password_forgives_the_wrong_ones(browse: OpenBrowser) -> None:
    browser = browse()
    for _ in range(3):
        for _ in range(TRIES - 1):
            assert browser.sign_in("chenjing", "slip").status_code == 422
        assert browser.sign_in("chenjing").status_code == 302


@on_sqlite
def test_a_thousand_tries_come_to_nothing(browse: OpenBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    monkeypatch.setattr(passwords, "verify_password", lambda stored, password: verified.append(password) or False)
    guesser = browse("203.0.113.7")
    statuses = [guesser.sign_in(f"person-{number % 250}", str(number)).status_code for number in range(1000)]
    assert statuses.count(422) == len(verified) == TRIES_FROM_ONE_ADDRESS
    assert statuses[-1] == 429


def test_a_lock_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    start = time.time()
    monkeypatch.setattr(time, "time", lambda: start)
    throttle = Throttle(window_seconds=60)
    for left in (4, 3, 2, 1, 0):
        assert throttle.count_try("chenjing", "10.0.0.1") == left
    with pytest.raises(RateLimited) as refusal:
        throttle.count_try("chenjing", "10.0.0.1")
    later = start + refusal.value.retry_in_seconds
    assert later <= start + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert throttle.count_try("chenjing", "10.0.0.1") == 4


def test_one_household_of_ipv6_is_one_address() -> None:
    throttle = Throttle()
    for number in range(TRIES):
        throttle.count_try("chenjing", f"2001:db8:1:2::{number}")
    with pytest.raises(RateLimited):
        throttle.count_try("chenjing", "2001:db8:1:2:ffff::1")
    throttle.count_try("chenjing", "2001:db8:1:3::1")


def test_tries_are_counted_here_while_the_bus_is_down(caplog: pytest.LogCaptureFixture) -> None:
    throttle = Throttle("redis://127.0.0.1:1/0")
    for _ in range(TRIES):
        throttle.count_try("chenjing", "10.0.0.1")
    with pytest.raises(RateLimited):
        throttle.count_try("chenjing", "10.0.0.1")
    assert "Redis does not answer" in caplog.text


def test_a_temporary_password_must_be_changed_first(browse: OpenBrowser, world: World) -> None:
    temporary = passwords.temporary_password()
    hashed = passwords.hash_temporary(temporary)
    with db.transaction() as session:
        actions.reset_password(session, world.office, world.liaison.public_id, hashed)
    browser = browse()
    assert browser.sign_in("jiaoyu-zhoumin", temporary).status_code == 302
    assert browser.get("/").location.startswith("/account")
    assert "请先设置自己的密码" in said(browser.get("/account"))
    form = {"current": temporary, "new": "大象-慢慢-过河-带伞", "again": "大象-慢慢-过河-带伞"}
    assert browser.post("/account/password", form).location == "/"
    assert browser.get("/account").status_code == 200
    assert browse().sign_in("jiaoyu-zhoumin", temporary).status_code == 422
    assert browse().sign_in("jiaoyu-zhoumin", "大象-慢慢-过河-带伞").status_code == 302


def test_an_old_hash_is_made_stronger_at_sign_in(browse: OpenBrowser, world: World) -> None:
    weak = passwords.hash_temporary(PASSWORD)
    with db.transaction() as session:
        session.get_one(Person, world.liaison.person_id).password_hash = weak
    browse(who="jiaoyu-zhoumin")
    with db.reading() as session:
        stored = session.get_one(Person, world.liaison.person_id).password_hash
    assert stored != weak
    assert not passwords.needs_rehash(stored)


def test_nothing_is_hashed_inside_a_transaction(database: str) -> None:
    with db.transaction(), pytest.raises(RuntimeError, match="transaction"):
        passwords.hash_password("anything")


@on_sqlite
def test_the_page_speaks_english(browse: OpenBrowser) -> None:
    browser = browse()
    assert 'lang="en"' in said(browser.get("/sign-in?lang=en"))
    assert '<html lang="en">' in said(browser.sign_in("chenjing", "wrong")), "the choice should outlast the form"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example", "///evil.example", "https://evil.example", "http:evil.example", "javascript:alert(1)",
        "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", " //evil.example", "evil", "", None,
        "/x\r\nSet-Cookie: a=b",
    ],
)  # fmt: skip
def test_a_sign_in_leads_to_no_other_site(address: str | None) -> None:
    assert own_path(address) == "/"


@pytest.mark.parametrize("address", ["/", "/people?role=office&text=周", "/channels/abc#m5", "/a//b"])
def test_it_leads_back_to_the_hubs_own_pages(address: str) -> None:
    assert own_path(address) == address
