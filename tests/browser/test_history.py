"""A long channel: endless both ways, with jumps, and nothing moving under the reader's eyes."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from hub.core import clock
from tests.services.processes import wait_until

from .conftest import DOWN, Place, say, settled, wait_for_message

STREAM = "message-stream"


def seqs(page: Page) -> list[int]:
    return [
        int(seq)
        for seq in page.eval_on_selector_all("[data-log] article", "(all) => all.map((one) => one.dataset.seq)")
    ]


def top_of(page: Page, seq: int) -> float:
    box = page.locator(f"[data-seq='{seq}']").bounding_box()
    assert box is not None
    return box["y"]


def to_edge(page: Page, end: bool) -> None:
    page.eval_on_selector(STREAM, "(stream, end) => { stream.scrollTop = end ? stream.scrollHeight : 0; }", end)


def scroll_until(page: Page, seq: int, end: bool) -> None:
    """Scroll to the edge again and again until message `seq` has been fetched."""
    for _ in range(40):
        if page.locator(f"[data-seq='{seq}']").count():
            return
        before = seqs(page)
        to_edge(page, end)
        edge = f"(all) => {'all.at(-1)' if end else 'all[0]'}.dataset.seq"
        page.wait_for_function(
            f"(before) => ({edge})([...document.querySelectorAll('[data-log] article')]) !== before",
            arg=str(before[-1 if end else 0]),
        )
    raise AssertionError(f"{seq} never came; the last was {seqs(page)}")


def test_history_is_endless_both_ways_and_never_has_gaps(place: Place) -> None:
    place.fill(420)
    page = place.open_desk("乙一")
    assert seqs(page)[-1] == 420
    scroll_until(page, 1, end=False)
    expect(page.locator("[data-more='before']")).to_be_hidden()
    found = seqs(page)
    assert found == list(range(1, found[-1] + 1))
    assert len(found) <= 300
    scroll_until(page, 420, end=True)
    found = seqs(page)
    assert found == list(range(found[0], 421))
    expect(page.locator("[data-more='after']")).to_be_hidden()


def test_what_could_not_be_fetched_comes_when_the_connection_is_back(place: Place) -> None:
    place.fill(200)
    page = place.open_desk("乙一", tolerate=DOWN)
    earliest = seqs(page)[0]
    place.server.kill()
    page.wait_for_selector("message-stream:not([data-following])")
    to_edge(page, end=False)
    expect(page.locator(".toast")).to_contain_text("网络中断")
    place.server.restart()
    page.wait_for_selector(f"[data-seq='{earliest - 1}']")


def test_what_one_reads_stays_in_place_while_more_comes(place: Place) -> None:
    place.fill(200)
    page, writer = place.open_desk("乙一"), place.open_desk("甲一")
    page.eval_on_selector(STREAM, "(stream) => { stream.scrollTop = 300; }")
    page.wait_for_function("() => Number(document.querySelector('[data-log] article').dataset.seq) < 150")
    page.wait_for_function(
        "() => document.querySelector('message-stream').scrollTop > 1500"
    )  # the older ones stand above
    page.eval_on_selector("[data-seq='165']", "(article) => article.scrollIntoView({ block: 'center' })")
    before = top_of(page, 165)
    say(writer, "新来的话")
    wait_for_message(page, "新来的话")
    assert abs(top_of(page, 165) - before) < 2
    button = page.locator("[data-to-end]")
    expect(button).to_contain_text("1条新消息")
    button.click()
    expect(page.locator("article", has_text="新来的话")).to_be_in_viewport()
    expect(button).to_be_hidden()


def test_it_opens_at_the_first_unread_message_and_says_so(place: Place) -> None:
    place.fill(3)
    reader = place.open_desk("乙一")
    expect(reader.locator(".item-link[aria-current] .count")).to_be_hidden()
    wait_until(lambda: place.has_read_all("乙一"))  # the page says so a moment later
    reader.goto("about:blank")
    place.fill(100, who="办一")
    reader.goto(place.desk())
    settled(reader)
    line = reader.locator(".unread")
    expect(line).to_be_in_viewport()
    assert line.evaluate("(line) => line.nextElementSibling.dataset.seq") == "4"
    expect(reader.locator(".item-link[aria-current] .count")).not_to_have_text("100")


def test_a_date_and_a_permalink_lead_to_their_place(place: Place) -> None:
    place.fill(24 * 12)
    page = place.open_desk("乙一")
    wanted = clock.today() - timedelta(days=6)
    page.locator("summary[title='跳到日期']").click()
    page.locator("input[name=on]").fill(wanted.isoformat())
    page.get_by_role("button", name="跳转").click()
    settled(page)
    sought = page.locator(f"[data-seq='{page.locator(STREAM).get_attribute('data-sought')}']")
    expect(sought).to_be_in_viewport()
    posted_on = sought.locator("time").get_attribute("datetime")
    assert posted_on is not None
    assert clock.local(clock.now().fromisoformat(posted_on)).date() == wanted
    link = sought.get_attribute("data-message")
    page.goto(f"{place.server.url}/messages/{link}")
    settled(page)
    expect(page.locator(f"[data-message='{link}']")).to_be_in_viewport()
    expect(page.locator(f"[data-message='{link}']")).to_be_focused()


def test_days_and_follow_ups_are_drawn_alike_by_server_and_browser(place: Place) -> None:
    place.fill(60)
    page = place.open_desk("乙一", query="?seq=30")
    drawn = "() => document.querySelector('[data-log]').innerText.replace(/\\s+/g, ' ')"
    plain = place.sit_down("主任", java_script_enabled=False)
    plain.goto(place.desk() + "?seq=30")
    by_server = " ".join(plain.locator("[data-log]").inner_text().split())
    assert page.evaluate(drawn).strip().startswith(by_server[:200])


def test_a_burst_arrives_whole_and_in_order(place: Place) -> None:
    page = place.open_desk("乙一")
    place.fill(150)
    wait_for_message(page, "第150条", seconds=20)
    assert seqs(page) == list(range(1, 151))
