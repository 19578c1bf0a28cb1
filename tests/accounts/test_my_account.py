"""My account in a browser: password, language, sessions and tokens."""

import re

import pytest
from sqlalchemy import select

from hub.accounts.models import ApiToken
from hub.accounts.rules.devices import device_name
from hub.accounts.rules.passwords import PasswordFault, password_fault
from hub.accounts.throttle import TRIES
from hub.core import db

from .conftest import PASSWORD, Browser, OpenBrowser, on_sqlite, said

NEW = "大象-慢慢-过河-带伞"


def test_it_shows_me_and_nothing_of_anybody_else(browse: OpenBrowser) -> None:
    browse(who="chenjing")
    page = said(browse(who="jiaoyu-zhoumin").get("/account"))
    assert "周敏" in page
    assert "区教育局" in page
    assert "联络员" in page
    assert "陈静" not in page
    assert page.count('class="account__row"') == 3  # this browser, and the lines that say: no deputy, no tokens


def test_a_new_password_ends_my_other_browsers(browse: OpenBrowser) -> None:
    mine, other = browse(who="chenjing"), browse("10.0.0.2", who="chenjing")
    response = mine.post("/account/password", {"current": PASSWORD, "new": NEW, "again": NEW})
    assert response.location == "/account"
    assert "密码已更改" in said(mine.get("/account"))
    assert other.get("/account").status_code == 302
    assert browse().sign_in("chenjing", PASSWORD).status_code == 422
    assert browse().sign_in("chenjing", NEW).status_code == 302


@on_sqlite
@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"current": "wrong", "new": NEW, "again": NEW}, "当前密码不对"),
        ({"current": PASSWORD, "new": NEW, "again": NEW + "x"}, "两次填写的新密码不一致"),
        ({"current": PASSWORD, "new": "short", "again": "short"}, "密码至少10位"),
        ({"current": PASSWORD, "new": "chenjing-2026", "again": "chenjing-2026"}, "不能包含账号（或其中一部分）或姓名"),
        ({"current": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "新密码与当前密码相同"),
        ({}, "请填写当前密码"),
    ],
)
def test_a_refused_password_says_why_and_changes_nothing(
    browse: OpenBrowser, form: dict[str, str], sentence: str
) -> None:
    browser, other = browse(who="chenjing"), browse(who="chenjing")
    page = browser.post("/account/password", form)
    assert page.status_code == 422
    assert sentence in said(page)
    assert other.get("/account").status_code == 200
    assert browse().sign_in("chenjing", PASSWORD).status_code == 302


@on_sqlite
def test_a_borrowed_browser_cannot_guess_the_password(browse: OpenBrowser) -> None:
    browser = browse(who="chenjing")
    form = {"current": "guess", "new": NEW, "again": NEW}
    for _ in range(TRIES):
        assert "当前密码不对" in said(browser.post("/account/password", form))
    page = browser.post("/account/password", form | {"current": PASSWORD})
    assert "尝试次数过多" in said(page)


def test_i_end_a_browser_that_i_left_somewhere(browse: OpenBrowser) -> None:
    mine, left, third = browse(who="chenjing"), browse("10.0.0.2", who="chenjing"), browse("10.0.0.3", who="chenjing")
    page = said(mine.get("/account"))
    ends = re.findall(r"/account/sessions/(\w{14})/end", page)
    assert len(ends) == 2
    for public_id in ends:
        if left.get("/account").status_code == 200:
            mine.post(f"/account/sessions/{public_id}/end")
    assert left.get("/account").status_code == 302
    assert mine.get("/account").status_code == 200
    mine.post("/account/sessions/end")
    assert third.get("/account").status_code == 302
    assert "已经不在登录状态" in said(mine.post(f"/account/sessions/{ends[0]}/end", follow_redirects=True))


def test_nobody_ends_anybody_elses(browse: OpenBrowser) -> None:
    mine, theirs = browse(who="chenjing"), browse(who="jiaoyu-zhoumin")
    browse(who="jiaoyu-zhoumin")
    (public_id,) = re.findall(r"/account/sessions/(\w{14})/end", said(theirs.get("/account")))
    mine.post(f"/account/sessions/{public_id}/end")
    assert len(re.findall(r"/account/sessions/(\w{14})/end", said(theirs.get("/account")))) == 1


def test_a_token_is_shown_once_and_works_until_revoked(browse: OpenBrowser) -> None:
    browser, program = browse(who="chenjing"), browse()
    token = re.findall(r"hub_[\w-]{43}", said(browser.post("/account/tokens", {"name": "统计"})))[0]
    assert token not in said(browser.get("/account"))
    headers = {"Authorization": f"Bearer {token}"}
    me = program.get("/api/v1/me", headers=headers).get_json()
    assert (me["name"], me["unit"]["name"], me["roles"]) == ("陈静", "区未保办", ["office"])
    with db.reading() as session:
        row = session.scalars(select(ApiToken)).one()
        assert row.used_at is not None
    browser.post(f"/account/tokens/{row.public_id}/revoke")
    assert program.get("/api/v1/me", headers=headers).status_code == 401


def test_a_token_makes_no_tokens_and_no_passwords(browse: OpenBrowser) -> None:
    page = said(browse(who="chenjing").post("/account/tokens", {"name": "统计"}))
    headers = {"Authorization": f"Bearer {re.findall(r'hub_[0-9A-Za-z_-]{43}', page)[0]}"}
    program = browse()
    assert program.post("/account/tokens", {"name": "又一个"}, headers=headers).status_code == 403
    form = {"current": PASSWORD, "new": NEW, "again": NEW}
    assert program.post("/account/password", form, headers=headers).status_code == 403
    assert browse().sign_in("chenjing", PASSWORD).status_code == 302


@on_sqlite
def test_the_language_is_mine_and_stays(browse: OpenBrowser) -> None:
    browser = browse(who="chenjing")
    response = browser.post("/account/locale", {"locale": "en", "next": "https://evil.example"})
    assert response.location == "/"
    assert '<html lang="en">' in said(browser.get("/account"))
    assert '<html lang="en">' in said(browse(who="chenjing").get("/account"))
    assert '<html lang="zh-Hans-CN">' in said(browse(who="jiaoyu-zhoumin").get("/account"))
    assert browser.post("/account/locale", {"locale": "xx"}).status_code == 422


def language(browser: Browser, path: str = "/account") -> str:
    return re.findall(r'<html lang="([\w-]+)">', said(browser.get(path)))[0]


def test_a_language_chosen_before_signing_in_is_kept(browse: OpenBrowser) -> None:
    browser = browse()
    browser.get("/sign-in?lang=en")
    browser.sign_in("chenjing")
    assert language(browser) == "en"
    assert language(browse(who="chenjing")) == "en"
    browser.post("/account/locale", {"locale": "zh"})
    browser.post("/sign-out")
    assert language(browser, "/sign-in") == "en"
    browser.sign_in("chenjing")
    assert language(browser) == "zh-Hans-CN", "what was chosen since is undone"
    browser.post("/sign-out")
    browser.sign_in("jiaoyu-zhoumin")
    assert language(browser) == "zh-Hans-CN", "what one chose is taken for another's choice"


@on_sqlite
def test_a_language_that_nobody_speaks_changes_nothing(browse: OpenBrowser) -> None:
    browser = browse()
    browser.get("/sign-in?lang=xx")
    browser.sign_in("chenjing")
    assert language(browser) == "zh-Hans-CN"


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("蓝鲸-跳过-第7座桥", None),
        ("k7mq-3xtd-9vhp", None),
        ("correct horse battery", None),
        ("123456789", PasswordFault.SHORT),
        ("x" * 129, PasswordFault.LONG),
        ("1234567890", PasswordFault.COMMON),
        ("0987654321", PasswordFault.COMMON),
        ("aaaaaaaaaaaa", PasswordFault.COMMON),
        ("abcabcabcabc", PasswordFault.COMMON),
        ("Password2026!", PasswordFault.COMMON),
        ("1qaz2wsx3edc", PasswordFault.COMMON),
        ("qwertyuiop", PasswordFault.COMMON),
        ("2019010112345", PasswordFault.COMMON),
        ("13800138000", PasswordFault.COMMON),
        ("JIAOYU-zhoumin", PasswordFault.OWN),
        ("zhoumin-likes-tea", PasswordFault.OWN),
        ("我叫周敏我叫周敏呀", PasswordFault.SHORT),
        ("大家好我叫周敏我叫周敏呀", PasswordFault.OWN),
    ],
)
def test_passwords_that_are_refused(password: str, fault: PasswordFault | None) -> None:
    assert password_fault(password, "jiaoyu-zhoumin", "周敏") == fault


def test_devices_have_names() -> None:
    windows = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Safari/537.36"
    )
    assert device_name(windows) == "Chrome · Windows"
    assert device_name(windows + " Edg/120") == "Edge · Windows"
    assert device_name("curl/8") == ""
