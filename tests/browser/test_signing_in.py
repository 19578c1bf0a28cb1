"""In by account and password, out in one tab and thereby in all, and nothing left for whoever comes next."""

import re

from playwright.sync_api import Page, expect

from hub.accounts.models import Person
from hub.accounts.passwords import hash_temporary
from hub.core import db
from hub.web.viewer import COOKIE

from .conftest import Place, settled

SIGN_IN = re.compile("/sign-in")
PASSWORD = "雨天记得带伞出门"


def give_password(place: Place, name: str) -> str:
    """Let somebody of the scene sign in with PASSWORD; returns the account."""
    hashed = hash_temporary(PASSWORD)
    with db.transaction() as session:
        person = session.get_one(Person, place.scene[name].person_id)
        person.password_hash = hashed
        return person.login


def enter(page: Page, login: str, password: str) -> None:
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录").click()


def test_the_form_lets_in_and_leads_on(place: Place) -> None:
    login = give_password(place, "甲一")
    page = place.new_page(tolerate=["422"])
    page.goto(place.desk())
    expect(page).to_have_url(SIGN_IN)
    enter(page, login, "不是这个密码啊")
    expect(page.get_by_role("alert")).to_contain_text("账号或密码不对")
    expect(page.get_by_label("账号")).to_have_value(login)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(place.desk())
    settled(page)
    cookie = next(one for one in page.context.cookies() if one.get("name") == COOKIE)
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert PASSWORD not in page.content()


def test_signing_out_in_one_tab_ends_all_of_them(place: Place) -> None:
    page = place.open_desk("甲一", tolerate=["401", "WebSocket"])
    other = page.context.new_page()
    other.goto(place.desk("全体"))
    settled(other)
    page.locator(".strip__user").click()
    page.get_by_role("button", name="退出").click()
    expect(page).to_have_url(SIGN_IN)
    expect(other).to_have_url(SIGN_IN)
    page.go_back()
    expect(page).to_have_url(SIGN_IN)  # not what the browser remembers of the page
    assert not page.context.cookies() or COOKIE not in {one.get("name") for one in page.context.cookies()}
