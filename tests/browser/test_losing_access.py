"""Somebody loses access while looking on: nothing more reaches them, within two seconds, and they are told."""

import os
import re
import subprocess
import sys
import time

from playwright.sync_api import Page, expect

from hub.accounts.models import Person
from hub.bootstrap.places import ROOT
from hub.core import db
from tests.services.processes import wait_until

from .conftest import BOTH_KINDS, Place, held, say, settled, wait_for_message
from .overheard import Overheard

PROMISED_SECONDS = 2.0


def look_on(place: Place, name: str, channel: str = "家庭") -> tuple[Page, Overheard]:
    """Somebody at a channel, and what reaches them."""
    page = place.sit_down(name, tolerate=["401", "404", "WebSocket"])
    overheard = Overheard(page)
    page.goto(place.desk(channel))
    settled(page)
    return page, overheard


def hub(database_url: str, *words: str) -> None:
    """Run a command of the hub in a process of its own, as the operator does."""
    environ = {**os.environ, "HUB_DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "hub.cli", *words], check=True, env=environ, capture_output=True, timeout=60)


@BOTH_KINDS
def test_a_closed_account_is_out_of_every_page_at_once(place: Place, database_url: str) -> None:
    reader, overheard = look_on(place, "乙一")
    writer = place.open_desk("甲一")
    say(writer, "在的时候说的")
    wait_for_message(reader, "在的时候说的")
    with db.reading() as session:
        login = session.get_one(Person, place.scene["乙一"].person_id).login
    hub(database_url, "people", "deactivate", login)
    closed_at = time.monotonic()
    expect(reader).to_have_url(re.compile("/sign-in"), timeout=1000 * PROMISED_SECONDS)
    assert time.monotonic() - closed_at < PROMISED_SECONDS
    expect(reader.locator(".notice")).to_contain_text("登录已结束")
    say(writer, "走了以后说的")
    wait_for_message(writer, "走了以后说的")
    assert reader.goto(place.desk()).url.startswith(f"{place.server.url}/sign-in")  # type: ignore[union-attr]
    assert overheard.about("在的时候说的")
    assert overheard.about("走了以后说的") == []


@BOTH_KINDS
def test_a_unit_that_no_longer_answers_is_out_of_the_channel_at_once(place: Place) -> None:
    reader, overheard = look_on(place, "乙一")
    office, writer = place.sit_down("办一"), place.open_desk("甲一")
    reader.fill("textarea#body", "写到一半")
    say(writer, "在的时候说的")
    wait_for_message(reader, "在的时候说的")
    office.goto(f"{place.server.url}/plan")
    office.get_by_role("link", name="修改第1项").click()
    office.get_by_role("button", name="移除区乙局").click()
    with held(reader, f"{place.server.url}/"):  # or the page leaves for there before anybody has looked
        office.get_by_role("button", name="保存").last.click()
        taken_at = time.monotonic()
        expect(reader.get_by_text("您已不在这个频道。")).to_be_visible(timeout=1000 * PROMISED_SECONDS)
        expect(reader.locator("[data-log] article")).to_have_count(0)
        expect(reader.locator(".item-link", has_text="家庭")).to_have_count(0)
        assert time.monotonic() - taken_at < PROMISED_SECONDS
    say(writer, "走了以后说的")
    wait_for_message(writer, "走了以后说的")
    expect(reader).to_have_url(f"{place.server.url}/")
    wait_until(lambda: reader.goto(place.desk()).status == 404)  # type: ignore[union-attr]
    assert overheard.about("走了以后说的") == []
