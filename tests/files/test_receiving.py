"""Uploads: in pieces, cut and continued, repeated, at once, by two; what is kept is what was sent, once."""

import hashlib
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hub.core import clock, db
from hub.core.errors import Conflict, HubError, Invalid, NotFound, RateLimited, TooLarge, Unavailable
from hub.core.viewer import Viewer
from hub.files import actions, queries, receiving, rules, storage
from hub.files.folder import Folder
from hub.files.models import StoredFile, Upload, UploadPart
from hub.files.rules import CHUNK_LIMIT, FILE_LIMIT, UPLOADS_LIMIT
from hub.files.shapes import UploadView

from .conftest import Counter
from .samples import SOUND, archive, photograph, picture

TEXT = ("请各单位于周五前报送。\n" * 100_000).encode()
"""Three pieces and a bit."""


def begin(viewer: Viewer, name: str, data: bytes) -> str:
    with db.transaction() as session:
        return actions.begin(session, viewer, name, len(data)).public_id


def stands(viewer: Viewer, upload: str) -> UploadView:
    with db.reading() as session:
        return queries.upload(session, viewer, upload)


def send(viewer: Viewer, upload: str, data: bytes, step: int = CHUNK_LIMIT) -> UploadView:
    """Send the rest, from where it stands."""
    now = stands(viewer, upload)
    while not now.is_ready:
        now = receiving.receive(viewer, upload, now.received, data[now.received : now.received + step])
    return now


def at_once(works: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def upload(viewer: Viewer, name: str, data: bytes) -> str:
    made = begin(viewer, name, data)
    send(viewer, made, data)
    return made


def content(upload: str) -> tuple[bytes, StoredFile]:
    with db.reading() as session:
        row = session.scalars(
            select(StoredFile).join(Upload, Upload.file_id == StoredFile.id).where(Upload.public_id == upload)
        ).one()
    return storage.read(row.storage_key), row


@pytest.mark.parametrize("step", [CHUNK_LIMIT, 333_333])
def test_what_is_kept_is_what_was_sent(counter: Counter, step: int) -> None:
    made = begin(counter.mine, "说明.txt", TEXT)
    assert send(counter.mine, made, TEXT, step).received == len(TEXT)
    data, row = content(made)
    assert data == TEXT
    assert (row.sha256, row.size, row.media_type) == (hashlib.sha256(TEXT).hexdigest(), len(TEXT), "text/plain")
    assert counter.stored == [row.storage_key], "the pieces are gone"
    assert row.sha256 in row.storage_key


@pytest.mark.parametrize(("name", "data"), SOUND.items(), ids=list(SOUND))
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_kind_comes_in(counter: Counter, name: str, data: bytes) -> None:
    kept, row = content(upload(counter.mine, name, data))
    is_image = row.media_type.startswith("image/")
    assert is_image or kept == data
    assert is_image == (row.width is not None) == (f"{row.storage_key}.preview" in counter.stored)


def test_the_place_of_a_photograph_is_stored_nowhere(counter: Counter) -> None:
    data = photograph()
    made = begin(counter.mine, "现场.jpg", data)
    send(counter.mine, made, data)
    for key in counter.stored:
        assert b"Exif" not in (counter.folder / key).read_bytes()


def test_a_repeated_piece_is_not_doubled(counter: Counter) -> None:
    made = begin(counter.mine, "说明.txt", TEXT)
    receiving.receive(counter.mine, made, 0, TEXT[:1000])
    with pytest.raises(Conflict, match="位置"):
        receiving.receive(counter.mine, made, 0, TEXT[:1000])
    with pytest.raises(Conflict):
        receiving.receive(counter.mine, made, 2000, TEXT[2000:3000])
    assert stands(counter.mine, made).received == 1000
    send(counter.mine, made, TEXT)
    assert content(made)[0] == TEXT


def test_those_that_race_leave_one_file_and_no_rubbish(counter: Counter) -> None:
    made = begin(counter.mine, "说明.txt", TEXT)
    outcomes: list[object] = []

    def race() -> None:
        try:
            for begins in range(0, len(TEXT), CHUNK_LIMIT):
                receiving.receive(counter.mine, made, begins, TEXT[begins : begins + CHUNK_LIMIT])
            outcomes.append("through")
        except HubError as refusal:
            outcomes.append(type(refusal))

    at_once([race] * 4)
    assert len(outcomes) == 4, outcomes
    send(counter.mine, made, TEXT)
    assert content(made)[0] == TEXT
    assert len(counter.stored) == 1


def test_whoever_comes_second_to_the_same_place_changes_nothing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another piece comes in between the look at where it stands and the claim of the place."""
    made = begin(counter.mine, "说明.txt", b"first\nhalf\n")
    put = Folder.put

    def late(folder: Folder, key: str, data: bytes) -> None:
        monkeypatch.setattr(Folder, "put", put)
        folder.put(key, data)
        receiving.receive(counter.mine, made, 0, b"first\n")

    monkeypatch.setattr(Folder, "put", late)
    with pytest.raises(Conflict):
        receiving.receive(counter.mine, made, 0, b"wrong\n")
    assert stands(counter.mine, made).received == 6
    receiving.receive(counter.mine, made, 6, b"half\n")
    assert content(made)[0] == b"first\nhalf\n"
    assert len(counter.stored) == 1


def test_the_same_content_is_stored_once(counter: Counter) -> None:
    first = upload(counter.mine, "说明.txt", TEXT)
    again = upload(counter.mine, "又一份.txt", TEXT)
    others = upload(counter.other, "别人的.md", TEXT)
    assert content(first)[1].id == content(again)[1].id == content(others)[1].id
    assert len(counter.stored) == 1


def test_two_who_finish_the_same_content_at_once_share_it(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one is through between the storing of our bytes and our row."""
    made = begin(counter.mine, "说明.txt", TEXT)
    theirs: list[str] = []
    real_kept = receiving._kept

    def kept(*args: Any, **options: Any) -> UploadView | None:
        monkeypatch.setattr(receiving, "_kept", real_kept)
        at_once([lambda: theirs.append(upload(counter.other, "别人的.txt", TEXT))])
        return real_kept(*args, **options)

    monkeypatch.setattr(receiving, "_kept", kept)
    send(counter.mine, made, TEXT)
    assert content(made)[1].id == content(theirs[0])[1].id
    assert content(made)[0] == TEXT
    assert len(counter.stored) == 1, "whoever came second leaves no copy"


def test_content_that_is_tidied_away_meanwhile_is_stored_again(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction() as session:
        session.add(
            StoredFile(
                sha256=hashlib.sha256(TEXT).hexdigest(), size=1, media_type="text/plain", storage_key="files/x/gone"
            )
        )
    real_kept = receiving._kept

    def kept(*args: Any, **options: Any) -> UploadView | None:
        monkeypatch.setattr(receiving, "_kept", real_kept)
        with db.transaction() as session:
            session.delete(session.scalars(select(StoredFile)).one())
        return real_kept(*args, **options)

    monkeypatch.setattr(receiving, "_kept", kept)
    assert content(upload(counter.mine, "说明.txt", TEXT))[0] == TEXT


def test_what_is_refused_at_the_end_leaves_nothing(counter: Counter) -> None:
    data = archive({"a.exe": b"MZ"})
    made = begin(counter.mine, "材料.zip", data)
    with pytest.raises(Invalid, match="材料.zip"):
        send(counter.mine, made, data)
    with pytest.raises(NotFound):
        stands(counter.mine, made)
    assert counter.stored == []
    with db.reading() as session:
        assert session.scalars(select(UploadPart)).all() == []


def test_a_check_that_was_cut_off_is_done_again(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    data = picture()
    made = begin(counter.mine, "现场.png", data)
    with monkeypatch.context() as patch:
        patch.setattr(receiving, "_keep", lambda *_: (_ for _ in ()).throw(Unavailable("cut")))
        with pytest.raises(Unavailable):
            receiving.receive(counter.mine, made, 0, data)
    assert (stands(counter.mine, made).received, stands(counter.mine, made).is_ready) == (len(data), False)
    assert receiving.receive(counter.mine, made, len(data), b"").is_ready
    assert receiving.receive(counter.mine, made, len(data), b"").is_ready, "once more does no harm"


def test_an_upload_is_its_owners_alone(counter: Counter) -> None:
    made = begin(counter.mine, "说明.txt", TEXT)
    for attempt in (
        lambda: receiving.receive(counter.other, made, 0, b"x"),
        lambda: receiving.give_up(counter.other, made),
        lambda: stands(counter.other, made),
        lambda: stands(counter.mine, "x" * 14),
        lambda: stands(counter.mine, "../../etc"),
    ):
        with pytest.raises(NotFound):
            attempt()
    with db.reading() as session:
        assert [one.public_id for one in queries.uploads(session, counter.mine)] == [made]
        assert queries.uploads(session, counter.other) == []


def test_giving_up_leaves_nothing(counter: Counter) -> None:
    made = begin(counter.mine, "说明.txt", TEXT)
    receiving.receive(counter.mine, made, 0, TEXT[:1000])
    assert counter.stored
    receiving.give_up(counter.mine, made)
    assert counter.stored == []


def test_giving_up_what_others_share_takes_nothing_from_them(counter: Counter) -> None:
    first = upload(counter.mine, "说明.txt", TEXT)
    others = upload(counter.other, "说明.txt", TEXT)
    receiving.give_up(counter.mine, first)
    assert content(others)[0] == TEXT


@pytest.mark.parametrize(
    ("name", "size", "kind", "said"),
    [
        ("a.txt", 0, Invalid, "空的"),
        ("a.txt", -1, Invalid, "空的"),
        ("a.txt", True, Invalid, "空的"),
        ("a.txt", FILE_LIMIT + 1, TooLarge, "20 MB"),
        ("a.txt", 10**30, TooLarge, "20 MB"),
        ("a.exe", 10, Invalid, "不能上传"),
        ("", 10, Invalid, "名称"),
    ],
)
def test_what_cannot_come_is_refused_before_it_is_sent(
    counter: Counter, name: str, size: int, kind: type[HubError], said: str
) -> None:
    with db.transaction() as session, pytest.raises(kind, match=said):
        actions.begin(session, counter.mine, name, size)


def test_more_than_was_announced_or_than_a_piece_may_have_is_refused(counter: Counter) -> None:
    made = begin(counter.mine, "说明.txt", TEXT)
    with pytest.raises(TooLarge, match="1 MB"):
        receiving.receive(counter.mine, made, 0, b"x" * (CHUNK_LIMIT + 1))
    short = begin(counter.mine, "短.txt", b"1234")
    with pytest.raises(Invalid, match="声明"):
        receiving.receive(counter.mine, short, 0, b"12345")
    assert stands(counter.mine, short).received == 0


def test_nobody_piles_uploads_up(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(UPLOADS_LIMIT):
        begin(counter.mine, "说明.txt", b"x")
    with pytest.raises(RateLimited, match="没有发出"):
        begin(counter.mine, "说明.txt", b"x")
    begin(counter.other, "说明.txt", b"x")
    monkeypatch.setattr(actions, "UPLOADS_BYTES", 100)
    with pytest.raises(RateLimited):
        begin(counter.other, "说明.txt", b"x" * 100)


def test_a_piece_prolongs_the_time_there_is(counter: Counter) -> None:
    made = begin(counter.mine, "说明.txt", TEXT)
    later = clock.now() + timedelta(hours=40)
    with clock.held_at(later):
        receiving.receive(counter.mine, made, 0, TEXT[:10])
    assert stands(counter.mine, made).expires_at == later + rules.KEEP_UPLOADS


def test_a_file_in_one_piece(counter: Counter) -> None:
    assert content(receiving.take_whole(counter.mine, "说明.txt", TEXT).public_id)[0] == TEXT
    with pytest.raises(Invalid):
        receiving.take_whole(counter.mine, "现场.png", b"not a picture")
    with db.reading() as session:
        assert len(queries.uploads(session, counter.mine)) == 1, "the refused one is not left behind"
