"""Files of messages in real browsers: picked, dropped, pasted; cut off and resumed; seen by members and by nobody else."""

import base64
import hashlib
import io
import random
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from hub.channels.attachments.models import Attachment
from hub.core import db
from hub.files.models import StoredFile, Upload
from tests.files.samples import docx, photograph, picture
from tests.services.browsers import come_true

from .conftest import DOWN, Place, say, settled, wait_for_message
from .overheard import Overheard

NOTICE = docx()
LINES = "[data-tray] li"
READY = "[data-tray] li[data-state=ready]"
CUT = [*DOWN, "ERR_FAILED", "ERR_ABORTED", "WebSocket", "503"]
TRANSFER = """([files]) => {
  const transfer = new DataTransfer();
  for (const [name, type, data] of files) {
    transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type }));
  }
  return transfer;
}"""


def payload(name: str, data: bytes, media_type: str = "") -> dict[str, Any]:
    return {"name": name, "mimeType": media_type, "buffer": data}


def large() -> bytes:
    """Three megabytes that no one compresses: a PDF, so that they are kept as they are."""
    return b"%PDF-1.7\n" + random.Random(7).randbytes(3_000_000) + b"\n%%EOF\n"


def pick(page: Page, *files: dict[str, Any]) -> None:
    page.locator("file-tray input[type=file]").set_input_files(list(files))


def ready(page: Page, count: int) -> None:
    expect(page.locator(READY)).to_have_count(count, timeout=30_000)


def send(page: Page, body: str = "") -> None:
    say(page, body)
    expect(page.locator(LINES)).to_have_count(0)


def stored() -> dict[str, str]:
    """The files of all messages by name, with the hash of what is kept."""
    with db.reading() as session:
        rows = session.execute(
            select(Attachment.name, StoredFile.sha256).join(StoredFile, StoredFile.id == Attachment.file_id)
        )
        return {name: sha256 for name, sha256 in rows}


def bring(page: Page, kind: str, *files: tuple[str, str, bytes]) -> None:
    """Let the browser see files dragged over the conversation, dropped, or pasted."""
    given = [[name, media_type, base64.b64encode(data).decode()] for name, media_type, data in files]
    transfer = page.evaluate_handle(TRANSFER, [given])
    if kind == "paste":
        page.evaluate(
            """(clipboardData) => document.querySelector("textarea#body")
              .dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))""",
            transfer,
        )
    else:
        page.dispatch_event("message-stream", kind, {"dataTransfer": transfer})


def test_two_units_share_files_and_a_third_learns_nothing(place: Place) -> None:
    outsider = place.sit_down("丙一", tolerate=["404"])
    overheard = Overheard(outsider)
    outsider.goto(place.desk("全体"))
    settled(outsider)
    writer, reader = place.open_desk("甲一"), place.open_desk("乙一")
    pick(
        writer,
        payload("现场.jpg", photograph((900, 600)), "image/jpeg"),
        payload("截图.png", picture("PNG", (300, 200)), "image/png"),
        payload("通知.docx", NOTICE),
    )
    ready(writer, 3)
    send(writer)
    for page in (writer, reader):
        article = page.locator("[data-log] article").last
        expect(article.locator("img")).to_have_count(2)
        expect(article.locator(".file__name")).to_have_text("通知.docx")
        page.wait_for_function(
            "() => [...document.querySelectorAll('.shot img')].every((image) => image.naturalWidth > 0)"
        )
    with reader.expect_download() as download:
        reader.locator(".file").click()
    assert download.value.suggested_filename == "通知.docx"
    assert download.value.path().read_bytes() == NOTICE
    addresses = reader.eval_on_selector_all(
        "[data-log] a.shot, [data-log] a.file", "(links) => links.map(({ href }) => href)"
    )
    assert len(addresses) == 3
    statuses = [outsider.context.request.get(address).status for address in [*addresses, f"{place.desk()}/files"]]
    assert statuses == [404] * 4
    say(place.open_desk("办一", channel="全体"), "大家都知道的事")
    wait_for_message(outsider, "大家都知道的事")
    assert overheard.about("通知.docx") == overheard.about("现场.jpg") == []
    taken = reader.context.request.get(addresses[0]).body()
    assert dict(Image.open(io.BytesIO(taken)).getexif()) == {}


def test_a_file_that_has_hardly_begun_stays_while_a_message_is_corrected(place: Place) -> None:
    page, held = place.open_desk("甲一"), list[Any]()
    say(page, "写错的话")
    wait_for_message(page, "写错的话")
    page.route("**/api/v1/uploads", lambda route: held.append(route))  # noqa: PLW0108 (Playwright looks at its parameters)
    pick(page, payload("通知.docx", NOTICE))
    expect(page.locator(LINES)).to_have_count(1)
    page.focus("textarea#body")
    page.keyboard.press("ArrowUp")
    expect(page.locator("textarea#body")).to_have_value("写错的话")
    page.keyboard.press("Escape")
    expect(page.locator("textarea#body")).to_have_value("")
    for route in held:
        route.continue_()
    assert len(held) == 1
    ready(page, 1)


def test_pictures_are_looked_at_by_keyboard(place: Place) -> None:
    page = place.open_desk("甲一")
    pick(page, payload("第一张.png", picture("PNG", (300, 200))), payload("第二张.png", picture("PNG", (301, 200))))
    ready(page, 2)
    send(page, "两张")
    page.locator(".shot").first.focus()
    page.keyboard.press("Enter")
    viewer = page.locator("dialog.viewer")
    expect(viewer).to_have_attribute("aria-label", "第一张.png")
    page.keyboard.press("ArrowRight")
    expect(viewer).to_have_attribute("aria-label", "第二张.png")
    page.keyboard.press("ArrowRight")
    expect(viewer.locator(".viewer__place")).to_have_text("第 2 张，共 2 张")
    with page.expect_download() as download:
        viewer.locator("a[download]").click()
    assert download.value.suggested_filename == "第二张.png"
    page.keyboard.press("ArrowLeft")
    expect(viewer).to_have_attribute("aria-label", "第一张.png")
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    assert page.evaluate("() => document.activeElement.className") == "shot"


def test_files_are_dropped_on_the_conversation_and_pasted_into_the_words(place: Place) -> None:
    page = place.open_desk("甲一")
    bring(page, "dragenter", ("a.txt", "text/plain", b"x"))
    expect(page.locator(".drop-hint")).to_be_visible()
    bring(page, "drop", ("拖来的.txt", "text/plain", "拖来的话".encode()), ("另一个.md", "", "另一个".encode()))
    expect(page.locator(".drop-hint")).to_be_hidden()
    bring(page, "paste", ("image.png", "image/png", picture()))
    ready(page, 3)
    send(page, "看这三个")
    wait_for_message(page, "看这三个")
    names = set(stored())
    assert {"拖来的.txt", "另一个.md"} < names
    assert [name for name in names if name.startswith("截图") and name.endswith(".png")]


def test_nothing_goes_before_everything_is_there_and_what_is_refused_says_why(place: Place) -> None:
    page = place.open_desk("甲一", tolerate=["422"])
    pick(page, payload("现场.png", b"MZ this is a program"), payload("通知.txt", "请看".encode()))
    expect(page.locator(f"{LINES}[data-state=refused] [data-state]")).to_contain_text("现场.png", timeout=15_000)
    ready(page, 1)
    page.fill("textarea#body", "还不能发")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("1 个文件没有传好")
    assert page.input_value("textarea#body") == "还不能发"
    page.locator(f"{LINES}[data-state=refused] [data-act=remove]").click()
    send(page, "还不能发")
    wait_for_message(page, "还不能发")
    assert set(stored()) == {"通知.txt"}
    pick(page, payload("大.pdf", b"%PDF-1.7" + b"x" * 21 * 1024 * 1024))
    expect(page.locator(".toast")).to_contain_text("超过 20 MB")
    pick(page, *(payload(f"{number}.txt", b"x") for number in range(12)))
    expect(page.locator(LINES)).to_have_count(10)
    expect(page.locator(".toast")).to_contain_text("最多带 10 个")


def received() -> int:
    with db.reading() as session:
        return session.scalar(select(Upload.received)) or 0


def piece_by_piece(page: Page, pieces: int) -> None:
    """Let so many pieces through, and cut the line at the next one."""
    left = [pieces]

    def decide(route: Any) -> None:
        if route.request.method != "PATCH" or left[0] > 0:
            left[0] -= route.request.method == "PATCH"
            route.continue_()
        else:
            route.abort()

    page.route("**/api/v1/uploads/*", decide)


def test_a_cut_is_resumed_where_it_was_cut(place: Place) -> None:
    page = place.open_desk("甲一", tolerate=CUT)
    data = large()
    piece_by_piece(page, 2)
    pick(page, payload("长.pdf", data))
    expect(page.locator(f"{LINES}[data-state=waiting] [data-state]")).to_contain_text("34% 继续", timeout=20_000)
    progress = page.locator(f"{LINES} progress")
    assert 30 <= progress.evaluate("(element) => element.value") < 70
    assert received() == 2 * 512 * 1024
    place.server.kill()
    place.server.restart()
    page.unroute("**/api/v1/uploads/*")
    asked: list[str] = []
    page.on("request", lambda request: request.method == "PATCH" and asked.append(request.headers["upload-offset"]))
    ready(page, 1)
    assert asked[0] == str(2 * 512 * 1024), "what was there is not sent again"
    send(page, "传好了")
    wait_for_message(page, "传好了")
    assert stored() == {"长.pdf": hashlib.sha256(data).hexdigest()}


def test_a_reload_loses_nothing_while_the_browser_has_the_file(place: Place) -> None:
    page = place.open_desk("甲一", tolerate=CUT)
    data = large()
    piece_by_piece(page, 1)
    pick(page, payload("长.pdf", data))
    page.fill("textarea#body", "附件还在传")
    expect(page.locator(f"{LINES}[data-state=waiting]")).to_have_count(1, timeout=20_000)
    page.wait_for_function(
        "() => Object.entries(localStorage).some(([key, value]) => key.includes(':draft:') && value.includes('长.pdf'))"
    )
    page.unroute("**/api/v1/uploads/*")
    page.reload()
    settled(page)
    ready(page, 1)
    assert page.input_value("textarea#body") == "附件还在传"
    send(page, "附件还在传")
    wait_for_message(page, "附件还在传")
    assert stored() == {"长.pdf": hashlib.sha256(data).hexdigest()}


def test_a_file_that_the_browser_has_lost_is_picked_again_and_goes_on(place: Place) -> None:
    page = place.open_desk("甲一", tolerate=CUT)
    data = large()
    piece_by_piece(page, 1)
    pick(page, payload("长.pdf", data))
    page.fill("textarea#body", "附件还在传")
    expect(page.locator(f"{LINES}[data-state=waiting]")).to_have_count(1, timeout=20_000)
    page.wait_for_function(
        "() => Object.entries(localStorage).some(([key, value]) => key.includes(':draft:') && value.includes('长.pdf'))"
    )
    page.goto("about:blank")
    page.unroute("**/api/v1/uploads/*")
    page.goto(f"{place.server.url}/account")
    page.evaluate(
        """async () => { for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name) }"""
    )
    page.goto(place.desk())
    settled(page)
    line = page.locator(f"{LINES}[data-state=again]")
    expect(line.locator("[data-state]")).to_contain_text("请重新选择")
    with page.expect_file_chooser() as chooser:
        line.locator("[data-act=again]").click()
    chooser.value.set_files(payload("长.pdf", data))
    ready(page, 1)
    send(page, "又找到了")
    wait_for_message(page, "又找到了")
    assert stored() == {"长.pdf": hashlib.sha256(data).hexdigest()}


def test_whoever_signs_out_leaves_no_file_in_the_browser(place: Place) -> None:
    page = place.open_desk("甲一", tolerate=CUT)
    piece_by_piece(page, 0)
    pick(page, payload("机密.txt", "机密".encode()))
    expect(page.locator(f"{LINES}[data-state=waiting]")).to_have_count(1, timeout=20_000)
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 1
    page.locator("details.menu > summary.strip__user").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in*")
    come_true(page, "async () => (await indexedDB.databases()).length === 0")
