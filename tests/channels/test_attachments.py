"""Files of messages: taken along once and whole, for members alone, gone with the message; limits, lists and rooms."""

import io
import re
import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import select

from hub.channels import actions as channel_actions
from hub.channels import intake, queries
from hub.channels.attachments import actions
from hub.channels.attachments.models import Attachment, ChannelFiles
from hub.channels.attachments.queries import of_channel
from hub.channels.attachments.rules import FILES_LIMIT, KEEP_WITHDRAWN
from hub.channels.marking.actions import save_message
from hub.channels.models import Channel, Membership
from hub.channels.posting import post_all
from hub.channels.searching.queries import search
from hub.channels.shapes import AckWish, FileView, MessageDraft, Posted, Question
from hub.core import clock, db
from hub.core.errors import Conflict, Denied, HubError, Invalid, NotFound, TooLarge
from hub.files import actions as uploads
from hub.files import housekeeping, receiving, storage
from hub.files.models import StoredFile, Upload
from hub.jobs import ticks
from tests.files.samples import photograph, picture, xlsx

from .pages import ORIGIN, Browser, Hub, desk
from .scene import statements

NOTICE = "请各单位于周五前报送台账。".encode()


@pytest.fixture(autouse=True)
def room() -> None:
    actions.begin(2048)


def bring(hub: Hub, who: str, name: str = "通知.txt", data: bytes = NOTICE) -> str:
    return receiving.take_whole(hub.scene[who], name, data).public_id


def send(hub: Hub, who: str, *files: str, body: str = "请看附件", channel: str = "家庭", key: str = "") -> Posted:
    draft = MessageDraft(hub.scene.channels[channel], key or str(uuid4()), body, files=files)
    return intake.post(hub.scene[who], draft)


def seen(hub: Hub, who: str, message: str) -> tuple[FileView, ...]:
    with db.reading() as session:
        return queries.message(session, hub.scene[who], message).facets.files


def room_taken(hub: Hub, channel: str = "家庭") -> int:
    with db.reading() as session:
        wanted = select(ChannelFiles.total_bytes).join(Channel, Channel.id == ChannelFiles.channel_id)
        return session.scalar(wanted.where(Channel.public_id == hub.scene.channels[channel])) or 0


def test_a_message_has_its_files_in_their_order(hub: Hub) -> None:
    files = [bring(hub, "甲一", name) for name in ("丙.txt", "甲.txt", "乙.md")]
    posted = send(hub, "甲一", *files)
    found = seen(hub, "乙一", posted.id)
    assert [(file.name, file.size, file.look) for file in found] == [
        ("丙.txt", len(NOTICE), "text"), ("甲.txt", len(NOTICE), "text"), ("乙.md", len(NOTICE), "text"),
    ]  # fmt: skip
    with db.reading() as session:
        assert session.scalars(select(Upload)).all() == []
        assert len({row.file_id for row in session.scalars(select(Attachment))}) == 1, "each content once"


def test_a_page_of_messages_costs_one_query_more_for_all_their_files(hub: Hub) -> None:
    def cost() -> int:
        with db.reading() as session, statements() as sent:
            queries.messages(session, hub.scene["乙一"], hub.scene.channels["家庭"])
        return len(sent)

    send(hub, "甲一")
    before = cost()
    for _number in range(5):
        send(hub, "甲一", bring(hub, "甲一"), bring(hub, "甲一"))
    assert cost() == before + 1


def test_files_need_no_words_but_nothing_at_all_is_no_message(hub: Hub) -> None:
    posted = send(hub, "甲一", bring(hub, "甲一"), body="　\n ")
    with db.reading() as session:
        assert queries.message(session, hub.scene["乙一"], posted.id).body == ""
    with pytest.raises(Invalid, match="不能为空"):
        send(hub, "甲一", body=" ")


def test_a_retry_doubles_nothing(hub: Hub) -> None:
    file = bring(hub, "甲一")
    first = send(hub, "甲一", file, key="k")
    again = send(hub, "甲一", file, key="k")
    assert (again.id, again.duplicate) == (first.id, True)
    assert len(seen(hub, "甲一", first.id)) == 1
    assert room_taken(hub) == len(NOTICE)


@pytest.mark.parametrize("who", ["甲一", "乙一"])
def test_an_upload_is_used_once_and_by_its_owner(hub: Hub, who: str) -> None:
    file = bring(hub, "甲一")
    if who == "甲一":
        send(hub, "甲一", file)
    with pytest.raises(Invalid, match="不在了"):
        send(hub, who, file)
    with db.reading() as session:
        assert len(session.scalars(select(Attachment)).all()) == (who == "甲一")


def test_a_message_of_files_alone_has_a_title_wherever_it_waits(hub: Hub) -> None:
    posted = send(hub, "甲一", bring(hub, "甲一"), body="")
    with db.transaction() as session:
        save_message(session, hub.scene["乙一"], posted.id)
    draft = MessageDraft(
        hub.scene.channels["家庭"], "asks", "", acknowledgement=AckWish(), files=(bring(hub, "甲一", "名单.txt"),)
    )
    intake.post(hub.scene["甲一"], draft)
    with db.reading() as session:
        waiting = {entry.kind: entry.title for entry in queries.waiting(session, hub.scene["乙一"])}
    assert (waiting["saved"], waiting["acknowledgement"]) == ("（没有文字）", "（没有文字）")


def test_files_are_found_by_their_names(hub: Hub) -> None:
    send(hub, "甲一", bring(hub, "甲一", "困境儿童名单.txt"), body="见附件")
    with db.reading() as session:
        found = search(session, hub.scene["乙一"], Question(words="儿童名单"))
        assert [hit.message.body for hit in found.hits] == ["见附件"]
        assert search(session, hub.scene["丙一"], Question(words="儿童名单")).hits == ()


def test_the_same_key_with_other_files_is_another_message(hub: Hub) -> None:
    one, other = bring(hub, "甲一"), bring(hub, "甲一", "名单.txt", b"1,2")
    send(hub, "甲一", one, key="k")
    for files in ((other,), (), (one, other)):
        with pytest.raises(Conflict):
            send(hub, "甲一", *files, key="k")


def test_one_upload_in_two_messages_of_one_batch_goes_to_the_first(hub: Hub) -> None:
    file = bring(hub, "甲一")
    drafts = [MessageDraft(hub.scene.channels["家庭"], key, "看", files=(file,)) for key in ("a", "b")]
    with db.transaction() as session:
        outcomes = post_all(session, [(hub.scene["甲一"], draft) for draft in drafts])
    assert [type(outcome) for outcome in outcomes] == [Posted, Invalid]


def test_one_upload_in_messages_sent_at_once_goes_to_one(hub: Hub) -> None:
    file = bring(hub, "甲一")
    outcomes: list[str] = []

    def race() -> None:
        try:
            draft = MessageDraft(hub.scene.channels["家庭"], str(uuid4()), "看", files=(file,))
            with db.transaction() as session:
                outcomes.append(type(post_all(session, [(hub.scene["甲一"], draft)])[0]).__name__)
        except HubError as refusal:
            outcomes.append(type(refusal).__name__)

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Invalid", "Invalid", "Invalid", "Posted"]


def test_what_is_not_finished_cannot_go(hub: Hub) -> None:
    with db.transaction() as session:
        half = uploads.begin(session, hub.scene["甲一"], "通知.txt", 10).public_id
    with pytest.raises(Invalid, match="还没有传完"):
        send(hub, "甲一", half)


def test_there_are_limits_with_sentences(hub: Hub) -> None:
    files = [bring(hub, "甲一") for _ in range(FILES_LIMIT + 1)]
    with pytest.raises(Invalid, match="最多带 10 个"):
        send(hub, "甲一", *files)
    with pytest.raises(Invalid, match="写了两次"):
        send(hub, "甲一", files[0], files[0])
    with pytest.raises(NotFound):
        send(hub, "甲一", "../../x")
    assert len(seen(hub, "甲一", send(hub, "甲一", *files[:FILES_LIMIT]).id)) == FILES_LIMIT


def test_a_channel_holds_so_much_and_has_room_again_after_a_retraction(hub: Hub) -> None:
    actions.begin(1)
    large = b"x" * 600_000
    first = send(hub, "甲一", bring(hub, "甲一", data=large))
    second = bring(hub, "甲一", data=large)
    with pytest.raises(TooLarge, match="总量已满"):
        send(hub, "甲一", second)
    send(hub, "甲一", bring(hub, "甲一", data=large), channel="全体")
    with db.transaction() as session:
        channel_actions.retract_message(session, hub.scene["甲一"], first.id)
    assert room_taken(hub) == 0
    send(hub, "甲一", second)
    assert room_taken(hub) == len(large)


def test_a_batch_counts_together(hub: Hub) -> None:
    actions.begin(1)
    drafts = [
        MessageDraft(hub.scene.channels["家庭"], key, "看", files=(bring(hub, "甲一", data=b"x" * 600_000),))
        for key in "ab"
    ]
    with db.transaction() as session:
        outcomes = post_all(session, [(hub.scene["甲一"], draft) for draft in drafts])
    assert [type(outcome) for outcome in outcomes] == [Posted, TooLarge]


def test_a_refused_post_leaves_its_uploads_to_be_sent_elsewhere(hub: Hub) -> None:
    file = bring(hub, "甲一")
    with db.transaction() as session:
        session.query(Channel).filter_by(public_id=hub.scene.channels["家庭"]).one().archived_at = clock.now()
    with pytest.raises(Denied):
        send(hub, "甲一", file)
    with pytest.raises(NotFound):
        send(hub, "丙一", bring(hub, "丙一"))
    assert room_taken(hub) == 0
    assert seen(hub, "乙一", send(hub, "甲一", file, channel="全体").id)


# --- who may open a file ---------------------------------------------------------------------------------------------


def opened(hub: Hub, who: str, url: str) -> int:
    return hub.browser(who).get(url).status_code


def addresses(file: FileView) -> list[str]:
    api = f"/api/v1/files/{file.public_id}"
    return [file.url, file.preview_url, file.view_url, api] if file.is_image else [file.url, api]


def test_members_open_it_and_nobody_else(hub: Hub) -> None:
    file = seen(hub, "甲一", send(hub, "甲一", bring(hub, "甲一", "现场.png", picture())).id)[0]
    for url in addresses(file):
        assert {who: opened(hub, who, url) for who in ("甲一", "乙一", "办一", "丙一", "东一", "专家", "管理")} == {
            "甲一": 200, "乙一": 200, "办一": 200, "丙一": 404, "东一": 404, "专家": 404, "管理": 404,
        }  # fmt: skip
        anonymous = hub.app.test_client().get(url, base_url=ORIGIN)
        assert anonymous.status_code in {302, 401}


def test_whoever_leaves_opens_nothing_more(hub: Hub) -> None:
    file = seen(hub, "甲一", send(hub, "甲一", bring(hub, "甲一", "现场.png", picture())).id)[0]
    browser = hub.browser("乙一")
    before = browser.get(file.url)
    assert before.status_code == 200
    with db.transaction() as session:
        session.query(Membership).filter_by(person_id=hub.scene["乙一"].person_id).update({"ended_at": clock.now()})
    for url in addresses(file):
        again = browser.get(url, **{"If-None-Match": before.headers["ETag"]})
        assert again.status_code == 404, "not even that it is still the same"
        assert NOTICE not in again.data
    for url in (f"{desk(hub)}/files", f"/api/v1/channels/{hub.scene.channels['家庭']}/files"):
        assert browser.get(url).status_code == 404


def test_a_retracted_message_takes_its_files_with_it(hub: Hub) -> None:
    posted = send(hub, "甲一", bring(hub, "甲一", "现场.png", picture()))
    kept = send(hub, "甲一", bring(hub, "甲一"))
    file = seen(hub, "甲一", posted.id)[0]
    with db.transaction() as session:
        channel_actions.retract_message(session, hub.scene["甲一"], posted.id)
    for who in ("甲一", "办一"):
        for url in addresses(file):
            assert opened(hub, who, url) == 404
    assert seen(hub, "甲一", posted.id) == ()
    assert file.name not in hub.browser("甲一").get(desk(hub)).text
    with db.reading() as session:
        listed = of_channel(session, hub.scene["甲一"], hub.scene.channels["家庭"]).entries
    assert [entry.message for entry in listed] == [kept.id]


def test_an_edit_keeps_the_files(hub: Hub) -> None:
    posted = send(hub, "甲一", bring(hub, "甲一"))
    with db.transaction() as session:
        view = channel_actions.edit_message(session, hub.scene["甲一"], posted.id, "")
    assert (view.body, len(view.facets.files)) == ("", 1)
    bare = send(hub, "甲一")
    with pytest.raises(Invalid), db.transaction() as session:
        channel_actions.edit_message(session, hub.scene["甲一"], bare.id, "")


def test_the_same_bytes_in_another_channel_open_no_door(hub: Hub) -> None:
    """What is stored once is still two attachments with two doors."""
    mine = seen(hub, "甲一", send(hub, "甲一", bring(hub, "甲一")).id)[0]
    theirs = seen(hub, "东一", send(hub, "东一", bring(hub, "东一"), channel="街镇").id)[0]
    assert mine.public_id != theirs.public_id
    assert opened(hub, "甲一", mine.url) == 200
    assert opened(hub, "甲一", theirs.url) == 404
    assert opened(hub, "东一", mine.url) == 404


# --- what is served --------------------------------------------------------------------------------------------------


def test_headers_let_nothing_run_and_nobody_else_keep_it(hub: Hub) -> None:
    data = xlsx()
    file = seen(hub, "甲一", send(hub, "甲一", bring(hub, "甲一", "台账 “甲”;x=1.xlsx", data)).id)[0]
    answer = hub.browser("乙一").get(file.url)
    assert answer.data == data
    headers = answer.headers
    assert re.fullmatch(
        r"attachment; filename=.*; filename\*=UTF-8''%E5%8F%B0%E8%B4%A6.*\.xlsx", headers["Content-Disposition"]
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert headers["Content-Length"] == str(len(data))


def test_previews_are_shown_and_files_are_saved(hub: Hub) -> None:
    file = seen(hub, "甲一", send(hub, "甲一", bring(hub, "甲一", "现场.jpg", photograph((900, 600)))).id)[0]
    browser = hub.browser("乙一")
    shown = {url: browser.get(url) for url in addresses(file)[:3]}
    kinds = {url: answer.headers["Content-Disposition"].partition(";")[0] for url, answer in shown.items()}
    assert kinds == {file.url: "attachment", file.preview_url: "inline", file.view_url: "inline"}
    for answer in shown.values():
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        image = Image.open(io.BytesIO(answer.data))
        assert dict(image.getexif()) == {}, "nobody learns where it was taken"
    assert Image.open(io.BytesIO(shown[file.preview_url].data)).size == (320, 480)
    assert (file.width, file.height) == (600, 900)
    text = seen(hub, "甲一", send(hub, "甲一", bring(hub, "甲一")).id)[0]
    assert (
        opened(hub, "甲一", f"/files/{text.public_id}/view")
        == opened(hub, "甲一", f"/files/{text.public_id}/preview")
        == 404
    )


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, (0, 4)),
        ("bytes=4-", 206, (4, None)),
        ("bytes=-5", 206, (-5, None)),
        ("bytes=0-0", 206, (0, 1)),
        ("bytes=0-99999", 206, (0, None)),
        ("bytes=99999-", 416, None),
        ("bytes=0-1,3-4", 200, (0, None)),
        ("lines=0-1", 200, (0, None)),
        ("nonsense", 200, (0, None)),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_part_of_a_file(hub: Hub, asked: str, status: int, part: tuple[int, int | None] | None) -> None:
    file = seen(hub, "甲一", send(hub, "甲一", bring(hub, "甲一")).id)[0]
    answer = hub.browser("乙一").get(file.url, Range=asked)
    assert answer.status_code == status
    if part is not None:
        expected = NOTICE[part[0] : part[1]]
        assert answer.data == expected
        assert answer.headers["Content-Length"] == str(len(expected))
    if status == 206:
        first = NOTICE.index(expected)
        assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(expected) - 1}/{len(NOTICE)}"


def test_a_browser_that_has_it_is_told_so_and_ranges_of_another_file_are_not_mixed(hub: Hub) -> None:
    file = seen(hub, "甲一", send(hub, "甲一", bring(hub, "甲一")).id)[0]
    browser = hub.browser("乙一")
    etag = browser.get(file.url).headers["ETag"]
    again = browser.get(file.url, **{"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert browser.get(file.url, Range="bytes=0-3", **{"If-Range": etag}).status_code == 206
    assert browser.get(file.url, Range="bytes=0-3", **{"If-Range": '"another"'}).status_code == 200


def test_a_file_whose_bytes_are_away_says_so(hub: Hub) -> None:
    file = seen(hub, "甲一", send(hub, "甲一", bring(hub, "甲一")).id)[0]
    with db.reading() as session:
        storage.storage().delete(session.scalars(select(StoredFile.storage_key)).one())
    answer = hub.browser("甲一").get(file.url)
    assert answer.status_code == 503
    assert "取不到" in answer.text


# --- forms, programs, lists ------------------------------------------------------------------------------------------


def form(browser: Browser, hub: Hub, files: list[tuple[str, bytes]], body: str = "请看", **fields: str) -> str:
    data = {
        "body": body,
        "client_id": str(uuid4()),
        "files": [(io.BytesIO(data), name) for name, data in files],
        **fields,
    }
    answer = browser.client.post(
        f"{desk(hub)}/messages",
        data=data,
        headers={"Origin": ORIGIN},
        base_url=ORIGIN,
        content_type="multipart/form-data",
    )
    return f"{answer.status_code} {answer.headers.get('Location', '')}\n{answer.text}"


def test_a_form_without_script_brings_files(hub: Hub) -> None:
    browser = hub.browser("甲一")
    assert form(browser, hub, [("通知.txt", NOTICE), ("现场.png", picture())]).startswith("303 ")
    assert form(browser, hub, [("只有文件.txt", NOTICE)], body="").startswith("303 ")
    page = hub.browser("乙一").get(desk(hub)).text
    for name in ("通知.txt", "现场.png", "只有文件.txt"):
        assert name in page


def test_a_refused_form_keeps_the_words_and_the_files_that_came(hub: Hub) -> None:
    browser = hub.browser("甲一")
    page = form(browser, hub, [("通知.txt", NOTICE), ("坏.png", b"MZ")], body="还没有说完的话")
    assert page.startswith("422 ")
    assert "还没有说完的话" in page
    assert "坏.png" in page
    kept = re.findall(r'name="uploads" value="(\w+)"', page)
    assert len(kept) == 1
    assert form(browser, hub, [], uploads=kept[0]).startswith("303 ")
    assert "通知.txt" in browser.get(desk(hub)).text


def test_programs_bring_and_fetch_files(hub: Hub) -> None:
    browser = hub.browser("甲一")
    begun = browser.script("POST", "/api/v1/uploads", {"name": "../通知.txt", "size": len(NOTICE)})
    assert (begun.status_code, begun.json["name"], begun.json["offset"]) == (201, "通知.txt", 0)
    address = f"/api/v1/uploads/{begun.json['id']}"

    def piece(begins: str, data: bytes) -> tuple[int, str | None]:
        answer = browser.client.patch(
            address, data=data, base_url=ORIGIN, headers={"Origin": ORIGIN, "Upload-Offset": begins},
            content_type="application/offset+octet-stream",
        )  # fmt: skip
        return answer.status_code, answer.headers.get("Upload-Offset")

    assert piece("0", NOTICE[:10]) == (200, "10")
    assert piece("0", NOTICE[:10])[0] == 409
    for wrong in ("", "-1", "1.5", "９", "x", "9" * 30):
        assert piece(wrong, b"x")[0] == 422
    assert piece("10", b"x" * (1024 * 1024 + 1))[0] == 413
    stands = browser.client.head(address, base_url=ORIGIN)
    assert (stands.headers["Upload-Offset"], stands.headers["Upload-Length"]) == ("10", str(len(NOTICE)))
    assert piece("10", NOTICE[10:]) == (200, str(len(NOTICE)))
    sent = browser.script(
        "POST",
        f"/api/v1/channels/{hub.scene.channels['家庭']}/messages",
        {"client_id": "k", "body": "", "files": [begun.json["id"]]},
    )
    assert sent.status_code == 201
    message = hub.browser("乙一").get(f"/api/v1/messages/{sent.json['id']}").json
    assert [(file["name"], file["size"]) for file in message["files"]] == [("通知.txt", len(NOTICE))]
    assert hub.browser("乙一").get(message["files"][0]["url"]).data == NOTICE
    assert browser.client.delete(address, base_url=ORIGIN, headers={"Origin": ORIGIN}).status_code == 404


def test_pending_uploads_are_seen_by_their_owner_alone(hub: Hub) -> None:
    file = bring(hub, "甲一")
    for who, status in (("甲一", 200), ("甲长", 404), ("办一", 404), ("乙一", 404)):
        assert opened(hub, who, f"/api/v1/uploads/{file}") == status
    assert hub.browser("甲长").get("/api/v1/uploads").json == {"uploads": []}
    assert file not in hub.browser("甲长").get(desk(hub)).text


def test_the_files_of_a_channel_by_pages(hub: Hub) -> None:
    for number in range(7):
        send(hub, "甲一" if number % 2 else "乙一", bring(hub, "甲一" if number % 2 else "乙一", f"文件{number}.txt"))
    address = f"/api/v1/channels/{hub.scene.channels['家庭']}/files?limit=3"
    browser, names, before = hub.browser("办一"), [], None
    for _page in range(3):
        page = browser.get(address + (f"&before={before}" if before else "")).json
        names += [(file["name"], file["unit"], file["author"]) for file in page["files"]]
        before = page["before"]
    assert before is None
    assert names == [
        (f"文件{number}.txt", "区甲局" if number % 2 else "区乙局", "甲一" if number % 2 else "乙一")
        for number in range(6, -1, -1)
    ]
    shown = browser.get(f"{desk(hub)}/files").text
    assert re.findall(r">(文件\d\.txt)</a>", shown) == [f"文件{number}.txt" for number in range(6, -1, -1)]
    assert "还没有文件" in hub.browser("东一").get(f"{desk(hub, '街镇')}/files").text


# --- in time ---------------------------------------------------------------------------------------------------------


def test_what_was_taken_back_is_deleted_for_good_after_a_month(hub: Hub, tmp_path: Path) -> None:
    posted = send(hub, "甲一", bring(hub, "甲一", "现场.png", picture()))
    kept = send(hub, "甲一", bring(hub, "甲一"))
    with db.transaction() as session:
        channel_actions.retract_message(session, hub.scene["甲一"], posted.id)

    def left() -> int:
        return sum(path.is_file() for path in (tmp_path / "files").rglob("*"))

    assert left() == 3
    for later, files in ((KEEP_WITHDRAWN - timedelta(hours=1), 3), (KEEP_WITHDRAWN + timedelta(hours=1), 1)):
        with clock.held_at(clock.now() + later):
            ticks.tidy_files()
        assert left() == files
    assert hub.browser("乙一").get(seen(hub, "乙一", kept.id)[0].url).data == NOTICE


def test_housekeeping_never_takes_what_a_message_has(hub: Hub, caplog: pytest.LogCaptureFixture) -> None:
    posted = send(hub, "甲一", bring(hub, "甲一"))
    assert housekeeping.forget_files(clock.now() + timedelta(days=4000)) == 0
    assert hub.browser("甲一").get(seen(hub, "甲一", posted.id)[0].url).status_code == 200
