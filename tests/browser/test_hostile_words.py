"""Words that would run in a careless page, in every place that shows text, in a real browser under the hub's own policy.

A console error, an uncaught exception and a violation of the content security policy fail these tests by the fixture
`new_page`: what is shown must be inert text, not something that the policy has to stop.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.accounts.models import Person, Unit, UnitGroup
from hub.channels import actions
from hub.channels.models import Channel
from hub.channels.rules import clean_body
from hub.core import db
from hub.core.errors import HubError
from hub.plan.models import WorkItem, WorkPlan
from tests.channels.scene import Scene, build
from tests.core.xss import payloads

from .conftest import OpenPlace, Place, say, settled, wait_for_message

COUNT = 150
BREAK_OUTS = (
    *("</title>", "</script>", "</style>", "</textarea>", "</template>", "</noscript>", "-->", '">', "'>", "`>"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "{{7*7}}", "${alert(1)}"),
    *("<a href=javascript:alert(1)>x</a>", "%(n)s", "{n}", "&lt;script&gt;", '" onfocus=alert(1) autofocus x="'),
)
NAME = "坏" + "".join(BREAK_OUTS)
"""A name that breaks out of every context at once."""

TRAP = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = (what) => window.__ran.push(`${name} ${what}`);
"""
LIVE = """() => [...document.querySelectorAll("*")]
  .filter((element) => !element.matches('link[rel="icon"][href^="data:image/png;base64,"]')) // drawn by attention.js
  .filter((element) =>
    [...element.attributes].some(({ name, value }) => name.startsWith("on") || /^\\s*(javascript|vbscript|data):/i.test(value))
    || element.matches("iframe, object, embed, base, img, video, audio, math, marquee, isindex, x-element")
    || (element.matches("script") && !element.nonce && !element.src?.startsWith?.(location.origin)))
  .map((element) => element.outerHTML.slice(0, 200))"""
"""What stands in the page as an element or attribute that can do something, and is none of the hub's."""


def hostile(session: Session) -> Scene:
    """The committee, with NAME in every name and title (written past the rules that would refuse some)."""
    scene = build(session)
    unit, person = session.get_one(Unit, scene.units["区乙局"]), session.get_one(Person, scene["乙一"].person_id)
    unit.name = unit.short_name = f"区{NAME}"
    unit.tile = '"<'
    person.name = person.post = NAME
    group = session.get_one(UnitGroup, scene.groups["公检法司"])
    group.name = f"各{NAME}"
    item = session.get_one(WorkItem, scene.items["家庭"])
    item.title = item.section = item.body = NAME
    session.scalars(select(Channel).where(Channel.item_id == item.id)).one().title = NAME
    plan = session.scalars(select(WorkPlan)).one()
    plan.title = plan.number = plan.issuer = NAME
    return scene


@pytest.fixture
def place(open_place: OpenPlace) -> Place:
    return open_place(hostile)


def trapped(place: Place, name: str) -> Page:
    """A browser that notes whatever runs, and whom else it asks for something."""
    page = place.sit_down(name, tolerate=["4(04|22)"])
    page.add_init_script(TRAP)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    strangers: list[str] = []
    page.on("request", lambda request: request.url.startswith(place.server.url) or strangers.append(request.url))
    page.strangers = strangers  # type: ignore[attr-defined]
    return page


def assert_inert(page: Page) -> None:
    """The words are on the page, and only as words."""
    assert "alert" in page.content(), f"nothing to test on {page.url}"
    assert page.evaluate("() => window.__ran") == []
    assert page.evaluate(LIVE) == []
    assert page.strangers == []  # type: ignore[attr-defined]


def bodies() -> list[str]:
    """COUNT payloads of every kind, of those that a message may hold."""
    fit = [payload for payload in payloads() if _may_be_said(payload)]
    return fit[:: len(fit) // COUNT][:COUNT]


def _may_be_said(payload: str) -> bool:
    try:
        return bool(clean_body(payload))
    except HubError:
        return False


@pytest.mark.slow
def test_messages_are_words(place: Place) -> None:
    """All of them out of the database; then some through the composer, to be drawn by the scripts of two browsers."""
    said = bodies()
    assert len(said) == COUNT
    for body in said:
        place.speak(body)
    reader, writer = trapped(place, "乙一"), trapped(place, "甲一")
    seen: set[str] = set()
    for middle in (25, 76, 126):
        reader.goto(f"{place.desk()}?seq={middle}")
        settled(reader)
        assert_inert(reader)
        seen |= set(reader.eval_on_selector_all("[data-log] article", "(all) => all.map((one) => one.dataset.seq)"))
    assert len(seen) == COUNT
    for page in (reader, writer):
        page.goto(place.desk())
        settled(page)
    for number, body in enumerate(said[::12]):
        say(writer, f"{body} 第{number}次")
        wait_for_message(reader, f"第{number}次")
    reader.locator("article", has_text="第0次").hover()
    reader.get_by_role("button", name="引用回复").click()
    say(reader, f"{said[0]} 已阅")
    wait_for_message(writer, "已阅")
    writer.locator("textarea#body").press("ArrowUp")
    expect(writer.locator("textarea#body")).to_have_value(re.compile("次$"))
    for page in (reader, writer):
        assert_inert(page)


@pytest.mark.slow
def test_names_and_titles_are_words_on_every_page(place: Place) -> None:
    message = place.speak(f"@区{NAME} 看看", who="乙一")
    with db.transaction() as session:
        actions.edit_message(session, place.scene["乙一"], message, "改成这样 <img src=x onerror=alert(1)>")
    place.speak(f"@区{NAME} @{NAME} 请看 <script>alert(1)</script>", who="甲一")
    mine, office = trapped(place, "乙一"), trapped(place, "办一")
    channel = f"/channels/{place.scene.channels['家庭']}"
    with db.reading() as session:
        person, unit = place.scene["乙一"].public_id, place.scene["乙一"].unit_public_id
        group = session.get_one(UnitGroup, place.scene.groups["公检法司"]).public_id
        item = session.get_one(WorkItem, place.scene.items["家庭"])
        plan = session.get_one(WorkPlan, item.plan_id).public_id
    for page, addresses in (
        (mine, ("/", "/?only=me", channel, f"/messages/{message}/history", "/plan", "/account")),
        (
            office,
            (
                *("/", channel, "/plan", f"/plans/{plan}/items/{item.public_id}/edit", f"/plans/{plan}/items/new"),
                *("/people", f"/people/{person}", f"/people/{person}/deactivation", f"/people/{person}/password"),
                *("/people/new", "/units", f"/units/{unit}", "/groups", f"/groups/{group}"),
                "/people?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            ),
        ),
    ):
        for address in addresses:
            page.goto(place.server.url + address)
            assert_inert(page)
    office.goto(f"{place.server.url}/sign-in?next=javascript:alert(1)")
    assert office.url == f"{place.server.url}/"


def test_names_are_words_where_scripts_write_them(place: Place) -> None:
    """The list after an @, who is typing, the quote above the composer, what asks before it reaches many."""
    place.speak("说一句", who="乙一")
    mine, other = trapped(place, "乙一"), trapped(place, "甲一")
    for page in (mine, other):
        page.goto(place.desk())
        settled(page)
    mine.locator("textarea#body").press_sequentially("在写")
    expect(other.locator("[data-typing]")).to_contain_text("alert(1)")
    other.locator("article", has_text="说一句").hover()
    other.get_by_role("button", name="引用回复").click()
    expect(other.locator("[data-bound]")).to_contain_text("alert(1)")
    other.locator("textarea#body").press_sequentially("@")
    expect(other.locator("[role=option]", has_text="alert(1)").first).to_be_visible()
    assert_inert(other)
    other.reload()
    settled(other)
    expect(other.locator("[data-bound]")).to_contain_text("alert(1)")  # from the browser's own store
    assert_inert(other)
    assert_inert(mine)


def test_documents_are_words_in_their_previews(place: Place, tmp_path: Path) -> None:
    office = trapped(place, "办一")
    plan = f"2026年{NAME}要点\n\n一、部分{NAME}\n\n1. 标题{NAME}。正文{NAME}。（责任单位：区甲局、{NAME}局）\n"
    plan += "\n2. 第二件事。做好它。（责任单位：区丙局）\n"
    office.goto(f"{place.server.url}/plans/import")
    office.get_by_label("粘贴全文").fill(plan)
    office.get_by_role("button", name="读取并核对").click()
    office.wait_for_url("**/plans/drafts/**")
    assert_inert(office)
    office.locator(".plan-table .table__title a").first.click()
    office.locator("#item-form").wait_for()
    assert_inert(office)
    roster = tmp_path / f"名单{'<img src=x onerror=alert(1)>'.replace('/', '')}.csv"
    rows = ["姓名,单位,账号,职务,角色", f'"{_quoted(NAME)}",区甲局,bad-one,"{_quoted(NAME)}",联络员']
    roster.write_text("\n".join([*rows, f'好人,"{_quoted(NAME)}",good-one,,"{_quoted(NAME)}"']), encoding="utf-8")
    office.goto(f"{place.server.url}/people/import")
    office.get_by_label("名单文件").set_input_files(roster)
    office.get_by_role("button", name="上传并预览").click()
    office.wait_for_url("**/people/import/*")
    assert_inert(office)


def _quoted(text: str) -> str:
    return text.replace('"', '""')
