"""The page 台账 and a unit's board: what they show to whom, and that the address keeps what was asked."""

import re
from html import unescape

import pytest

from hub.issues import actions, queries
from tests.channels.pages import Browser, Hub

from .story import Story, shanghai


@pytest.fixture
def told(story: Story) -> dict[str, str]:
    """One overdue in 家庭, one fresh in 司法, one on hold and one closed in 家庭; by what they are."""
    late = story.raised(title="<b>等候过长</b>")
    held = story.raised("甲一", title="待市级文件", kind="key")
    closed = story.raised("甲一", title="已经办好")
    story.do(actions.acknowledge, "乙一", closed)
    story.do(actions.resolve, "乙一", closed, "已办", story.key())
    story.do(actions.close, "甲一", closed)
    story.do(actions.hold, "办一", held, "待文件", shanghai(12, 20).date())
    story.sweep_until(shanghai(12, 2, 10))
    fresh = story.raised("东一", "区乙局", channel="司法", title="口径不一", severity="critical", kind="hot")
    return {"late": late, "held": held, "closed": closed, "fresh": fresh}


def titles(browser: Browser, path: str) -> list[str]:
    """The titles of the lines that a page shows, in its order."""
    page = browser.get(path)
    assert page.status_code == 200
    return [unescape(found) for found in re.findall(r'<td class="table__title">.*?title="([^"]*)"', page.text)]


def test_the_office_sees_all_and_a_unit_what_is_in_its_channels(hub: Hub, told: dict[str, str]) -> None:
    assert titles(hub.browser("办一"), "/issues") == ["<b>等候过长</b>", "待市级文件", "口径不一"]
    assert titles(hub.browser("甲一"), "/issues") == ["<b>等候过长</b>", "待市级文件"]
    assert titles(hub.browser("东一"), "/issues") == ["口径不一"]
    assert titles(hub.browser("丙一"), "/issues?group=all") == []


def test_a_light_has_words_and_a_line_its_facts(hub: Hub, told: dict[str, str]) -> None:
    page = hub.browser("办一").get("/issues").text
    row = page[page.index("2026-0001") - 400 : page.index("2026-0002") - 200]
    assert '<span class="light light--overdue">逾期2天</span>' in row
    assert "&lt;b&gt;等候过长&lt;/b&gt;" in row
    assert "提请会商" in row
    assert "区乙局" in row
    assert "11月30日" in row
    assert "12月20日复核" in page
    assert "挂账" in page


def test_segments_count_what_the_viewer_sees(hub: Hub, told: dict[str, str]) -> None:
    def segments(who: str, path: str = "/issues") -> list[str]:
        return re.findall(r'class="segments__item"[^>]*>([^<]*)</a>', hub.browser(who).get(path).text)

    assert segments("办一") == ["未办结 3", "已逾期 1", "挂账 1", "已销号 1", "全部 4"]
    assert segments("东一") == ["未办结 1", "已逾期 0", "全部 1"]
    assert segments("办一", "/issues?kind=hot") == ["未办结 1", "已逾期 0", "全部 1"]


def test_the_strip_says_how_many_are_overdue_for_ones_unit(hub: Hub, told: dict[str, str]) -> None:
    def late(who: str) -> list[str]:
        return re.findall(r'<span class="strip__count" title="[^"]*">(\d+)<', hub.browser(who).get("/account").text)

    assert [late(who) for who in ("办一", "乙一", "甲一", "东一")] == [["1"], ["1"], [], []]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=key", ["待市级文件"]),
        ("q=口径", ["口径不一"]),
        ("q=2026-0003", ["已经办好"]),
        ("group=closed", ["已经办好"]),
        ("severity=critical", ["口径不一"]),
        ("tier=4", ["<b>等候过长</b>"]),
        ("supervised=1", ["<b>等候过长</b>"]),
        ("year=2025", []),
        ("sort=-number", ["口径不一", "待市级文件", "<b>等候过长</b>"]),
        ("tier=x&year=x", ["<b>等候过长</b>", "待市级文件", "口径不一"]),
    ],
)
def test_the_address_says_what_is_shown(hub: Hub, told: dict[str, str], query: str, found: list[str]) -> None:
    assert titles(hub.browser("办一"), f"/issues?{query}") == found


def test_the_form_keeps_what_was_asked_and_columns_say_their_order(hub: Hub, told: dict[str, str]) -> None:
    page = hub.browser("办一").get("/issues?q=口径&kind=hot&sort=-tier&group=all").text
    assert 'name="q" value="口径"' in page
    assert '<option value="hot" selected>' in page
    assert '<input type="hidden" name="group" value="all">' in page
    assert page.count("aria-sort") == 1
    assert 'class="col-tier" aria-sort="descending"' in page
    assert "sort=tier" in re.search(r'class="col-tier"[^>]*><a class="table__sort" href="([^"]*)"', page)[1]  # type: ignore[index]


def test_unknown_values_are_said_to_be_so(hub: Hub, told: dict[str, str]) -> None:
    assert hub.browser("办一").get("/issues?group=none").status_code == 422
    assert hub.browser("办一").get("/issues?after=none").status_code == 422


def test_empty_lists_say_what_to_do(hub: Hub, story: Story) -> None:
    browser = hub.browser("甲一")
    assert "没有未办结的问题" in browser.get("/issues").text
    assert "没有符合条件的问题" in browser.get("/issues?kind=hot").text
    assert "没有逾期的问题" in browser.get("/issues?group=overdue").text
    assert "这里还没有问题" in browser.get("/issues?group=closed").text


def test_more_pages_follow(hub: Hub, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        story.raised(title=f"第{number}件")
    monkeypatch.setattr(queries.register, "__defaults__", ("", 2))
    browser, path, found = hub.browser("办一"), "/issues", []
    while path:
        page = browser.get(path).text
        found += titles(browser, path)
        more = re.search(r'href="([^"]*after=[^"]*)"', page)
        path = unescape(more[1]) if more else ""
    assert found == [f"第{number}件" for number in range(5)]


def test_only_the_office_can_choose_lines(hub: Hub, told: dict[str, str]) -> None:
    assert 'name="issue"' in hub.browser("办一").get("/issues").text
    assert 'name="issue"' not in hub.browser("甲一").get("/issues").text


def test_a_board_shows_what_a_unit_owes_and_has_raised(hub: Hub, story: Story, told: dict[str, str]) -> None:
    browser = hub.browser("乙一")
    led = browser.get("/issues/units/own")
    assert led.status_code == 302
    assert led.headers["Location"].endswith(story.unit("区乙局"))
    page = browser.get(f"/issues/units/{story.unit('区乙局')}").text
    assert re.findall(r"<h2><span class=\"light[^\"]*\">([^<]*)</span></h2>", page) == ["已逾期", "待受理", "挂账"]
    assert "没有提出的问题" in page
    assert titles(browser, f"/issues/units/{story.unit('区甲局')}") == ["<b>等候过长</b>", "待市级文件"]


def test_a_board_holds_nothing_of_other_channels(hub: Hub, story: Story, told: dict[str, str]) -> None:
    assert titles(hub.browser("甲一"), f"/issues/units/{story.unit('东街道')}") == []
    assert "口径不一" not in hub.browser("甲一").get(f"/issues/units/{story.unit('区乙局')}").text
    assert titles(hub.browser("办一"), f"/issues/units/{story.unit('东街道')}") == ["口径不一"]
    assert hub.browser("甲一").get("/issues/units/00000000000000").status_code == 404
    chosen = hub.browser("甲一").get(f"/issues/units?unit={story.unit('东街道')}")
    assert chosen.headers["Location"].endswith(story.unit("东街道"))
