"""Every page that the hub has, in both languages and themes, at a desk and on a phone: sound for axe, and never sideways."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from hub.accounts.views.sign_in import LANGUAGE_COOKIE
from hub.app import create_app
from hub.calendar.rules import Named, published_year
from hub.calendar.rules.notice import as_text
from hub.core import db
from hub.core.config import load_settings
from hub.files import storage
from hub.web.viewer import COOKIE
from tests.services.browsers import DESKTOP, PHONE, NewPage
from tests.services.hub_server import HubServer

from .showcase import alarmed, furnish, speak

SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll("main, .scroll, .page__body, .sheet")]
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => `${element.localName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`)"""
AT_REST = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
}"""
SEND = """([address, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address });
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { name, value }));
  document.body.append(form);
  form.submit();
}"""

PAGES: dict[str, list[tuple[str, str]]] = {
    "accounts.sign_in": [("", "/sign-in"), ("", "/sign-in?ended=1")],
    "channels.home": [("office", "/"), ("liaison", "/?only=me")],
    "channels.channels": [("observer", "/channels")],
    "channels.desk": [
        *(
            ("liaison", "/channels/{channel}"),
            ("liaison", "/channels/{channel}#items"),
            ("office", "/channels/{channel}#item"),
        ),
        *(("office", "/channels/{everyone}"), ("office", "/channels/{quiet}")),
    ],
    "channels.files": [("liaison", "/channels/{channel}/files"), ("office", "/channels/{quiet}/files")],
    "exporting.exports": [
        *(("leader", "/channels/{channel}/exports"), ("office", "/channels/{channel}/exports")),
        ("liaison", "/channels/{channel}/exports"),
    ],
    "issues.register": [
        *(("office", "/issues"), ("liaison", "/issues?group=all&kind=hot"), ("observer", "/issues")),
        *(("committee", "/issues?group=withdrawn"), ("office", "/issues?q=none&mine=1")),
    ],
    "issues.board": [("liaison", "/issues/units/{unit}"), ("observer", "/issues/units/{unit}")],
    "journal.trail": [("auditor", "/audit"), ("auditor", "/audit?action=none")],
    "channels.history": [("liaison", "/messages/{message}/history")],
    "marking.marks": [("liaison", "/channels/{channel}/marks"), ("office", "/channels/{quiet}/marks?kind=task")],
    "marking.forward_form": [("liaison", "/messages/{message}/forward"), ("observer", "/messages/{message}/forward")],
    "readers.readers": [("liaison", "/messages/{message}/readers")],
    "announcements.announcements": [
        *(("liaison", "/channels/{everyone}/announcements"), ("office", "/channels/{quiet}/announcements")),
    ],
    "issues.issue": [
        *(("liaison", "/issues/{climbing}"), ("office", "/issues/{climbing}"), ("leader", "/issues/{working}")),
        *(("office", "/issues/{held}"), ("office", "/issues/{settled}"), ("liaison", "/issues/{working}")),
    ],
    "issues.new": [
        ("liaison", "/channels/{channel}/issues/new?from={message}"),
        ("office", "/channels/{everyone}/issues/new"),
    ],
    "topics.listing": [
        *(("office", "/topics"), ("office", "/topics?group=ended"), ("liaison", "/topics?group=deferred&mine=1")),
        *(("office", "/topics?group=scheduled"), ("observer", "/topics")),
    ],
    "topics.new": [
        *(("liaison", "/topics/new?message={message}"), ("office", "/topics/new"), ("observer", "/topics/new")),
        ("office", "/topics/new?issue={climbing}"),
    ],
    "topics.topic": [
        *(("office", "/topics/{topic_proposed}"), ("liaison", "/topics/{topic_rejected}")),
        *(("office", "/topics/{topic_merged}"), ("office", "/topics/{topic_scheduled}")),
    ],
    "minutes.listing": [
        *(("office", "/minutes"), ("office", "/minutes?group=voided"), ("liaison", "/minutes")),
        ("observer", "/minutes?group=published"),
    ],
    "minutes.page": [
        *(("office", "/minutes/{minutes}"), ("office", "/minutes/{minutes}#rail"), ("liaison", "/minutes/{published}")),
        *(("office", "/minutes/{published}"), ("office", "/minutes/{asked}"), ("liaison", "/minutes/{asked}")),
    ],
    "commenting.show_setting": [("office", "/minutes/comment-setting")],
    "minutes.texts": [("office", "/minutes/{minutes}/passages/{passage}/revisions")],
    "minutes.wording": [("office", "/minutes/wording")],
    "publishing.letterheads": [("office", "/minutes/letterheads")],
    "publishing.register": [("office", "/minutes/register"), ("liaison", "/minutes/register?year=2020")],
    "appraisal.show": [
        *(("office", "/appraisal"), ("office", "/appraisal?by=item"), ("liaison", "/appraisal")),
        *(
            ("office", "/appraisal?from=2020-01-01&to=2020-03-31"),
            ("office", "/appraisal?from=2026-12-31&to=2026-01-01"),
        ),
    ],
    "supervision.channel_chain": [
        *(("office", "/channels/{channel}/chain"), ("liaison", "/channels/{channel}/chain")),
        ("office", "/channels/{quiet}/chain"),
    ],
    "supervision.issue_chain": [("office", "/issues/{climbing}/chain")],
    "bulletins.listing": [("", "/bulletins")],
    "bulletins.show": [
        *(("", "/bulletins/{bulletin}"), ("office", "/bulletins/{bulletin}")),
        ("", "/bulletins/{withdrawn_bulletin}"),
    ],
    "bulletins.new": [
        *(
            ("office", "/bulletins/new?from={past}&to={yesterday}"),
            ("office", "/bulletins/new"),
            ("office", "/bulletins/new?from=2026-12-31&to=2026-01-01"),
        ),
    ],
    "appraisal.evidence": [
        *(
            ("office", address)
            for address in (
                "/appraisal/evidence?figure=follow_ups.open&unit={unit}",
                "/appraisal/evidence?figure=issues.overdue&unit={unit}",
                "/appraisal/evidence?figure=attendance.absent&unit={unit}",
            )
        ),
    ],
    "supervision.register": [
        *(("office", "/follow-ups"), ("liaison", "/follow-ups?group=all&mine=1"), ("observer", "/follow-ups")),
        *(("committee", "/follow-ups?light=overdue"), ("office", "/follow-ups?group=withdrawn&q=none")),
    ],
    "supervision.follow_up": [
        *(("office", "/follow-ups/{followed}"), ("liaison", "/follow-ups/{followed}")),
        *(("office", "/follow-ups/{contested}"), ("committee", "/follow-ups/{done}"), ("office", "/follow-ups/{done}")),
    ],
    "supervision.lights": [("office", "/follow-ups/lights")],
    "arranging.consultations": [
        *(("office", "/consultations"), ("liaison", "/consultations"), ("observer", "/consultations")),
        *(("office", "/consultations?group=cancelled"), ("office", "/consultations?q=none&mine=1")),
    ],
    "arranging.week": [("office", "/consultations/week"), ("liaison", "/consultations/week?on=2026-10-08")],
    "arranging.month": [("office", "/consultations/month"), ("liaison", "/consultations/month?month=2026-10")],
    "arranging.new": [("office", "/consultations/new"), ("office", "/consultations/new?kind=case")],
    "arranging.edit": [("office", "/consultations/{overlapping}/edit")],
    "arranging.rooms": [("office", "/meeting-rooms")],
    "arranging.room": [("office", "/meeting-rooms/{meeting_room}")],
    "arranging.kinds": [("office", "/consultation-kinds")],
    "series.all_series": [("office", "/consultation-series")],
    "series.new": [("office", "/consultation-series/new")],
    "series.one": [("office", "/consultation-series/{monthly}")],
    "meetings.consultation": [
        *(
            ("office", "/consultations/{late}"),
            ("office", "/consultations/{beside}"),
            ("liaison", "/consultations/{arranged}"),
        ),
        *(("office", "/consultations/{case}"), ("office", "/consultations/{called_off}")),
    ],
    "agenda.editor": [("office", "/consultations/{arranged}/agenda")],
    "live.page": [
        *(("office", "/consultations/{held}/live"), ("office", "/consultations/{held}/live#roster")),
        *(("liaison", "/consultations/{held}/live"), ("liaison", "/consultations/{held}/live#agenda")),
        *(("committee", "/consultations/{held}/live#talk"),),
    ],
    "live.screen": [("office", "/consultations/{held}/screen")],
    "live.sign_in": [("liaison", "/consultations/{held}/sign-in")],
    "live.arrival": [("", "/consultations/{held}/arrival?code=1.x")],
    "live.closing": [("office", "/consultations/{held}/closing")],
    "live.record": [("liaison", "/consultations/{over}/record"), ("office", "/consultations/{held}/record")],
    "issues.start": [
        *(("liaison", "/issues/new"), ("office", "/issues/new?channel={channel}"), ("observer", "/issues/new")),
    ],
    "searching.search": [
        *(
            ("liaison", "/search"),
            ("liaison", "/search?q=未成年人"),
            ("office", "/search?q=没有人说过的话&unit={unit}"),
        ),
        *(("office", "/search?q=周&since=2026-02-30"), ("liaison", "/search?q=报送&channel={channel}")),
    ],
    "calendar.this_year": [("office", "/calendar"), ("observer", "/calendar")],
    "calendar.year": [("office", "/calendar/2027"), ("liaison", "/calendar/2027"), ("office", "/calendar/2000")],
    "calendar.day": [("office", "/calendar/days/2026-10-10"), ("office", "/calendar/days/2027-10-01")],
    "calendar.new_import": [("office", "/calendar/import"), ("office", "/calendar/import?year=2026")],
    "plan.plan": [("liaison", "/plan"), ("office", "/plans/{plan}")],
    "plan.new_item": [("office", "/plans/{plan}/items/new")],
    "plan.edit_item": [("office", "/plans/{plan}/items/{item}/edit")],
    "plan.new_import": [("office", "/plans/import")],
    "plan.draft": [
        *(("office", "/plans/drafts/{blocked}"), ("office", "/plans/drafts/{blocked}?item=1#sheet")),
        *(("office", "/plans/drafts/{ready}"), ("office", "/plans/drafts/{ready}?part=facts#sheet")),
    ],
    "plan.application": [("office", "/plans/drafts/{ready}/apply")],
    "accounts.account": [("office", "/account")],
    "notify.preferences": [("liaison", "/account/notices")],
    "polls.poll": [("office", "/polls/{poll}"), ("liaison", "/polls/{poll}")],
    "polls.new": [("office", "/consultations/{overlapping}/poll/new")],
    "feeds.mine": [("liaison", "/calendar-feeds")],
    "notify.lost": [("office", "/notices")],
    "notify.targets": [("office", "/notices/targets"), ("admin", "/notices/targets")],
    "ladders.everything": [("office", "/ladders")],
    "ladders.ladder": [("office", "/ladders/{ladder}")],
    "ladders.moves": [("office", "/ladders/{ladder}/moves")],
    "health.page": [("office", "/health"), ("admin", "/health")],
    "accounts.people": [("admin", "/people"), ("office", "/people?text=nobody")],
    "accounts.person": [("office", "/people/{person}#sheet")],
    "accounts.move": [
        ("office", "/people/{person}/move"),
        ("office", "/people/{person}/move?to_unit={unit}&new_post=科长"),
    ],
    "accounts.new_person": [("office", "/people/new#sheet")],
    "accounts.deactivation": [("office", "/people/{person}/deactivation")],
    "accounts.person_password": [("office", "/people/{person}/password")],
    "accounts.people_import": [("office", "/people/import")],
    "accounts.people_draft": [("office", "/people/import/{roster}")],
    "accounts.units": [("office", "/units")],
    "accounts.unit": [("office", "/units/{unit}#sheet")],
    "accounts.new_unit": [("office", "/units/new#sheet")],
    "accounts.groups": [("office", "/groups")],
    "accounts.group": [("office", "/groups/{group}#sheet")],
    "accounts.new_group": [("office", "/groups/new#sheet")],
    "installing.offline": [
        ("", "/offline"),
        ("office", "/offline"),
    ],  # late: in the language that the pages before left
    "": [("liaison", "/none"), ("", "/channels/none")],
}
"""Pages by endpoint (none: refusals): who opens them, and where."""
SCHEDULE = as_text(
    2025, ["https://www.gov.cn/notice"], [*published_year(2025)[1:], Named(date(2025, 1, 1), "holiday", "新年", 2025)]
)
ANSWERS = {
    "confirm": (
        "liaison",
        "/channels/{everyone}/messages",
        {"body": "@各成员单位 @各街镇 请看", "client_id": "showcase"},
    ),
    "faults": ("office", "/units", {"name": "", "kind": "member", "active_from": "2026-02-30"}),
    "export": (
        "leader",
        "/channels/{channel}/exports",
        {"format": "md", "first_on": "2026-02-01", "last_on": "2026-01-01"},
    ),
    "raise": (
        "liaison",
        "/channels/{channel}/issues/new",
        {"title": "", "severity": "urgent", "client_id": "showcase"},
    ),
    "start": ("liaison", "/issues/new", {"title": "等候过长", "severity": "urgent", "client_id": "showcase"}),
    "hold": ("office", "/issues/{climbing}/hold", {"reason": "等文件", "review_on": "2026-01-01"}),
    "bulk choice": ("office", "/issues/bulk", {"act": "assign", "all": "1"}),
    "bulk faults": (
        "office",
        "/issues/bulk/preview",
        {"act": "change_due", "issue": "{issue}", "due_on": "2020-01-01"},
    ),
    "bulk preview": (
        "office",
        "/issues/bulk/preview",
        {"act": "assign", "issue": "{issue}", "lead": "{unit}", "reason": "职责调整"},
    ),
    "bulk results": ("office", "/issues/bulk/results", {"act": "close", "issue": "{issue}"}),
    "bulk nothing": ("office", "/issues/bulk/preview", {"act": "close"}),
    "preferences": ("liaison", "/account/notices", {"mail_address": "zhou", "digest_hours": "25", "quiet_from": "x"}),
    "feed": ("liaison", "/calendar-feeds", {"name": ""}),
    "target": ("office", "/notices/targets", {"kind": "hook", "name": "", "address": "http://127.0.0.1/"}),
    "holiday schedule": ("office", "/calendar/import", {"text": SCHEDULE.replace("{", "{{").replace("}", "}}")}),
    "no holiday schedule": ("office", "/calendar/import", {"text": "{{"}),
    "no day": ("office", "/calendar/days/2026-10-08", {"kind": "makeup"}),
    "no hours": ("office", "/calendar/hours", {"spans": "9-5", "effective_from": "2099-01-01"}),
    "handling time": ("office", "/handling-times/urgent", {"amount": "0", "soon": "x", "unit": "days"}),
    "ladder": ("office", "/ladders/{ladder}/preview", {"row": "0", "unit": "hours", "based_on": "2"}),
    "stale ladder": (
        "office",
        "/ladders/{ladder}/preview",
        {
            "row": "0",
            "unit": "hours",
            "tier-0": "1",
            "after-0": "4",
            "tells-0": "office",
            "act-0": "topic",
            "reason": "x",
        },
    ),
    "ladder preview": (
        "office",
        "/ladders/{ladder}/preview",
        {
            "row": "0",
            "unit": "hours",
            "tier-0": "1",
            "after-0": "4",
            "tells-0": "office",
            "act-0": "topic",
            "reason": "缩短",
            "based_on": "2",
        },
    ),
    "similar topic": (
        "liaison",
        "/topics/new",
        {"title": "困境儿童寒假走访安排", "client_id": "showcase", "body": "还没有安排"},
    ),
    "arranged": ("office", "/consultations/new", {"kind": "special", "title": "", "date": "", "guest_name": "王医生"}),
    "series": ("office", "/consultation-series/new", {"kind": "regular", "title": "例会", "frequency": "yearly"}),
    "late notice": ("office", "/consultations/{late}/notice", {"urgent_reason": ""}),
    "no room": ("office", "/meeting-rooms", {"name": "", "seats": "x"}),
    "kind": ("office", "/consultation-kinds/special", {"notice_days": "x", "papers_days": "2", "minutes": "60"}),
    "topic": ("liaison", "/topics/new", {"title": "", "client_id": "showcase"}),
    "comment": ("liaison", "/minutes/{asked}/comments", {"text": " ", "about": ""}),
    "comment setting": ("office", "/minutes/comment-setting", {"days": "x", "silence": "agrees"}),
    "topic rejected": ("office", "/topics/{topic_proposed}/rejection", {"reason": ""}),
    "agenda": ("office", "/consultations/{arranged}/agenda/items", {"title": "", "minutes": "0"}),
    "papers": ("office", "/consultations/{arranged}/papers", {}),
    "decision": (
        "office",
        "/consultations/{held}/items/{held_item}/decisions",
        {"text": "每周报送。", "due_on": "2026-01-01", "client_id": "showcase"},
    ),
    "closing": ("office", "/consultations/{held}/closing", {}),
    "lights": ("office", "/follow-ups/lights", {"due_days": "0", "soon_days": "x", "behind_days": "7"}),
    "contest": ("liaison", "/follow-ups/{followed}/contest", {"reason": ""}),
    "assign": ("office", "/follow-ups/{contested}/units", {"reason": "职责调整", "lead": ""}),
    "refused": ("liaison", "/channels/{channel}/messages", {"body": "", "client_id": "showcase"}),
    "given": ("office", "/people/{absent}/password", {}),
}
"""Pages that only a form leads to."""


def open_switcher(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator(".switcher__option").nth(5).wait_for()


def open_sheet(page: Page) -> None:
    page.locator("message-stream[data-following]").focus()
    page.keyboard.press("?")
    page.locator("dialog.keys").wait_for()


def open_beside(page: Page) -> None:
    page.goto(page.url.partition("/channels/")[0] + "/issues")
    page.locator("issue-register:defined a[data-issue]").nth(1).click()
    page.locator(".sheet__title, .issue-page__title").wait_for()


OPEN = {"switcher": open_switcher, "sheet of keys": open_sheet, "issue beside the register": open_beside}
"""What opens over a page."""
ALARMED = [
    *(("office", "/"), ("office", "/issues"), ("office", "/channels/{channel}"), ("office", "/health")),
    ("office", "/issues/{climbing}"),
]
"""Pages with a line above them, while the clock looks wrong."""
NO_PAGES = {
    "static": "files",
    "probes.healthz": "for programs",
    "probes.readyz": "for programs",
    "probes.numbers": "for programs",
    "health.lines": "a fragment, or JSON",
    "installing.manifest": "for browsers",
    "installing.worker": "for browsers",
    "ladders.example": "a fragment, or JSON",
    "openapi.document": "for programs",
    "openapi.swagger": "Swagger UI's own page: its markup is not ours",
    "accounts.people_template": "a spreadsheet",
    "issues.export": "a spreadsheet",
    "feeds.read": "a calendar, for programs",
    "feeds.one": "a calendar",
    "publishing.word_file": "a Word file",
    "publishing.pdf_file": "a PDF",
    "supervision.export": "a spreadsheet",
    "appraisal.spreadsheet": "a spreadsheet",
    "appraisal.notice_file": "a Word file",
    "bulletins.as_json": "for programs",
    "bulletins.as_csv": "a table, for programs",
    "supervision.beside": "a fragment, or JSON",
    "supervision.file": "a file",
    "issues.own_board": "leads to a unit's board",
    "issues.board_choice": "leads to a unit's board",
    "channels.message": "leads to the desk",
    "channels.messages": "a fragment, or JSON",
    "channels.changes": "a fragment, or JSON",
    "channels.file": "a file",
    "channels.file_view": "a file",
    "channels.file_preview": "a file",
    "channels.mentionable": "a fragment, or JSON",
    "channels.items": "a fragment, or JSON",
    "channels.waiting": "a fragment, or JSON",
    "marking.pins": "a fragment, or JSON",
    "issues.parts": "a fragment, or JSON",
    "arranging.overlapping": "a fragment, or JSON",
    "series.preview": "a fragment, or JSON",
    "series.edit": "the form of series.new, filled in",
    "meetings.parts": "a fragment, or JSON",
    "live.parts": "a fragment, or JSON",
    "live.screen_parts": "a fragment, or JSON",
    "live.code": "a fragment, or JSON",
    "topics.similar": "a fragment, or JSON",
    "agenda.parts": "a fragment, or JSON",
    "agenda.paper": "a file",
    "issues.preview": "a fragment, or JSON",
    "issues.beside": "a fragment, or JSON",
    "issues.units": "a fragment, or JSON",
    "exporting.mine": "a fragment, or JSON",
    "exporting.file": "a file",
    "switcher.channels": "a fragment, or JSON",
    "calendar.find_day": "leads to the day",
    "plan.plans": "leads to the newest plan",
}


@dataclass
class House:
    """The running hub over the showcase, and its things."""

    server: HubServer
    database_url: str
    things: dict[str, str]
    locale: str = "zh"

    def speak(self, locale: str) -> None:
        """Everybody reads in this language from now on, at sign-in too."""
        db.open_database(self.database_url)  # another test may have opened its own
        speak(locale)
        self.locale = locale

    def visit(self, page: Page, who: str, address: str, fields: dict[str, str] | None = None) -> None:
        """Open a page as somebody; with `fields`, send them there as a form."""
        # Before the page there asks for something as somebody else; at this hub, or the browser would begin a new process.
        page.goto(f"{self.server.url}/healthz")
        cookies = {LANGUAGE_COOKIE: self.locale} | ({COOKIE: self.things[who]} if who else {})
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": name, "value": value, "url": self.server.url} for name, value in cookies.items()]
        )
        if fields is None:
            page.goto(self.server.url + address.format(**self.things))
        else:
            page.goto(f"{self.server.url}/account")
            with page.expect_navigation():
                filled = {name: value.format(**self.things) for name, value in fields.items()}
                page.evaluate(SEND, [address.format(**self.things), filled])
        assert not who or not page.locator(".signin__form").count(), f"{who} is signed out"


@pytest.fixture(scope="module")
def house(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("showcase")
    shutil.copy(migrated_sqlite, folder / "hub.db")
    url = f"sqlite:///{folder / 'hub.db'}"
    db.open_database(url)
    storage.open_storage("", folder)
    things = furnish()
    server = HubServer(folder, url, {})
    server.restart()
    yield House(server, url, things)
    server.stop()
    db.close_database()
    assert "Traceback" not in server.output


def test_every_page_is_looked_at(tmp_path: Path) -> None:
    app = create_app(load_settings({"HUB_DATA_DIR": str(tmp_path)}))
    opened = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    shown = {endpoint for endpoint in opened if not endpoint.partition(".")[0].endswith("_api")}
    assert shown == (PAGES.keys() - {""}) | NO_PAGES.keys()


Way = tuple[tuple[int, int], str]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("locale", "opened", "turned"),
    [("zh", (DESKTOP, "light"), (PHONE, "dark")), ("en", (PHONE, "light"), (DESKTOP, "dark"))],
    ids=["zh-desk-light-phone-dark", "en-phone-light-desk-dark"],
)
def test_pages_are_sound(
    house: House, new_page: NewPage, axe_source: str, locale: str, opened: Way, turned: Way
) -> None:
    """Each page is opened one way and turned into the other, which costs half of opening it twice."""
    house.speak(locale)
    page = new_page(
        locale={"zh": "zh-CN", "en": "en-GB"}[locale],
        viewport=opened[0],
        color_scheme=opened[1],
        tolerate=["4(04|09|10|22|29)"],
    )
    found = {}

    def look(name: str) -> None:
        bring(page, axe_source)
        found[name] = trouble_on(page, locale)
        turn(page, turned)
        found[f"{name}, turned"] = trouble_on(page, locale)
        turn(page, opened)

    for who, address in (place for places in PAGES.values() for place in places):
        house.visit(page, who, address)
        look(f"{who} {address}")
    for name, open_it in OPEN.items():
        house.visit(page, "office", "/channels/{channel}")
        open_it(page)
        look(name)
    for name, (who, address, fields) in ANSWERS.items():
        house.visit(page, who, address, fields)
        look(name)
    with alarmed():
        for who, address in ALARMED:
            house.visit(page, who, address)
            assert page.locator(".alarm").count() == (address != "/health")
            look(f"alarmed {who} {address}")
    assert not any(found.values()), "\n".join(
        f"{place}: {one}" for place, troubles in found.items() for one in troubles
    )


def turn(page: Page, way: Way) -> None:
    """Another size, the other theme; drawn when this returns."""
    page.set_viewport_size({"width": way[0][0], "height": way[0][1]})
    page.emulate_media(color_scheme="dark" if way[1] == "dark" else "light")
    page.evaluate(AT_REST)


def bring(page: Page, axe_source: str) -> None:
    """axe onto the page, past the page's own policy."""
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": axe_source})


def trouble_on(page: Page, locale: str) -> list[str]:
    """What is wrong with the page as it stands."""
    found = page.evaluate("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations")
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    troubles = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in grave]
    lang = page.evaluate("() => document.documentElement.lang")
    return troubles + page.evaluate(SIDEWAYS) + ([] if lang.startswith(locale) else [f"lang {lang}"])
