"""The place of bytes, one test for a folder and for a bucket of an S3 server over HTTP: they behave alike."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.core.addresses import object_store
from hub.core.config import WrongSetting, load_settings
from hub.core.errors import Unavailable
from hub.files import receiving, storage
from hub.files.storage import Storage, open_storage

from .conftest import Counter
from .s3_server import BUCKET, KEY, SECRET, S3Server
from .test_receiving import TEXT, content, upload


@pytest.fixture
def server() -> Iterator[S3Server]:
    running = S3Server()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    monkeypatch.setattr(storage, "_storage", None)
    url = request.getfixturevalue("server").address if request.param == "bucket" else ""
    return open_storage(url, tmp_path)


def test_what_is_put_is_there(place: Storage) -> None:
    data = bytes(range(256)) * 1000
    place.put("files/ab/abcd-1", data)
    assert b"".join(place.open("files/ab/abcd-1")) == data
    assert place.size("files/ab/abcd-1") == len(data)
    place.put("files/ab/abcd-1", b"other")
    assert storage.read("files/ab/abcd-1") == b"other"


@pytest.mark.parametrize(
    ("start", "length"), [(0, 1), (0, None), (100, 50), (255_999, 1), (200_000, None), (70_000, 150_000)]
)
def test_a_range_of_it(place: Storage, start: int, length: int | None) -> None:
    data = bytes(range(256)) * 1000
    place.put("files/a", data)
    assert b"".join(place.open("files/a", start, length)) == data[start : None if length is None else start + length]


def test_what_is_not_there(place: Storage) -> None:
    with pytest.raises(FileNotFoundError):
        place.open("files/none")
    with pytest.raises(FileNotFoundError):
        place.size("files/none")
    place.delete("files/none")
    assert place.keys("parts/none/") == []


def test_what_is_deleted_is_gone_and_its_neighbours_stay(place: Storage) -> None:
    for name in ("parts/u/1", "parts/u/2", "parts/v/1"):
        place.put(name, b"x")
    assert place.keys("parts/u/") == ["parts/u/1", "parts/u/2"]
    place.delete("parts/u/1")
    assert place.keys("parts/u/") == ["parts/u/2"]
    assert place.keys("parts/v/") == ["parts/v/1"]


def test_a_folder_is_its_owners_alone_and_empty_ones_go(tmp_path: Path) -> None:
    place = open_storage("", tmp_path)
    place.put("parts/u/1", b"x")
    path = tmp_path / "files" / "parts" / "u" / "1"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    place.delete("parts/u/1")
    assert not path.parent.exists()


def test_a_write_that_fails_leaves_nothing_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = open_storage("", tmp_path)
    place.put("files/a", b"before")
    monkeypatch.setattr("os.fsync", lambda _handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Unavailable, match="存不下"):
        place.put("files/a", b"after")
    assert storage.read("files/a") == b"before"
    assert [path.name for path in (tmp_path / "files" / "files").iterdir()] == ["a"]


def test_what_was_being_written_when_the_plug_was_pulled_goes_at_the_next_start(tmp_path: Path) -> None:
    open_storage("", tmp_path).put("files/a", b"x")
    aside = tmp_path / "files" / "aside"
    for name, age in (("old", 7200), ("young", 60)):
        (aside / name).write_bytes(b"half")
        os.utime(aside / name, (time.time() - age, time.time() - age))
    open_storage("", tmp_path)
    assert [path.name for path in aside.iterdir()] == ["young"]


def test_a_bucket_that_is_away_or_refuses_says_so(server: S3Server, tmp_path: Path) -> None:
    stranger = open_storage(server.address.replace("hub:", "stranger:"), tmp_path)
    with pytest.raises(Unavailable, match="连不上"):
        stranger.put("files/a", b"x")
    place = open_storage(server.address, tmp_path)
    server.broken = True
    for act in (
        lambda: place.put("a", b"x"),
        lambda: place.open("a"),
        lambda: place.size("a"),
        lambda: place.delete("a"),
    ):
        with pytest.raises(Unavailable, match="连不上"):
            act()
    assert server.objects == {}


def test_uploads_go_into_a_bucket_as_into_a_folder(
    counter: Counter, server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_storage", None)
    open_storage(server.address, tmp_path)
    made = upload(counter.mine, "说明.txt", TEXT)
    assert content(made)[0] == TEXT
    assert list(server.objects) == [content(made)[1].storage_key]
    receiving.give_up(counter.mine, made)


def test_the_address_of_a_bucket() -> None:
    found = object_store(f"s3://{KEY}:{SECRET.replace('/', '%2F')}@minio.example:9000/{BUCKET}?region=cn-east-1")
    assert (found.host, found.bucket, found.key, found.secret) == ("minio.example:9000", BUCKET, KEY, SECRET)
    assert (found.region, found.is_tls) == ("cn-east-1", True)
    assert not object_store("s3+http://a:b@10.0.0.5/files").is_tls


@pytest.mark.parametrize(
    "text",
    [
        *("http://a:b@h/bucket", "s3://h/bucket", "s3://a@h/bucket", "s3://a:b@h", "s3://a:b@h/", "s3://a:b@/bucket"),
        *("s3://a:b@h/x", "s3://a:b@h/Bucket", "s3://a:b@h/bu/cket", "s3://a:b@h/bucket?tls=0", "s3://a:b@h:0/bucket"),
        *("s3://a:b@h:x/bucket", "s3://a:b@h/bucket#x", "s3://a:b@[::1/bucket", "bucket", "s3://a:b@h h/bucket"),
    ],
)
def test_what_is_no_address_of_a_bucket_stops_the_start(text: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="HUB_FILES_URL: .*s3://KEY:SECRET@host/bucket"):
        load_settings({"HUB_DATA_DIR": str(tmp_path), "HUB_FILES_URL": text})
