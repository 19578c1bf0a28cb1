"""What is forgotten, and what is not: uploads in their time, content when nothing refers to it, and nothing else ever."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.core import clock, db
from hub.files import housekeeping, receiving
from hub.files.models import StoredFile, Upload
from hub.files.rules import KEEP_UPLOADS

from .conftest import Counter
from .samples import picture
from .test_receiving import TEXT, begin, content, stands, upload


def test_uploads_go_when_their_time_is_over(counter: Counter) -> None:
    old = begin(counter.mine, "说明.txt", TEXT)
    receiving.receive(counter.mine, old, 0, TEXT[:1000])
    later = clock.now() + KEEP_UPLOADS - timedelta(minutes=1)
    with clock.held_at(later):
        young = begin(counter.mine, "说明.txt", TEXT)
        receiving.receive(counter.mine, young, 0, TEXT[:1000])
    assert housekeeping.forget_uploads(later) == 0
    assert housekeeping.forget_uploads(later + timedelta(minutes=2)) == 1
    assert stands(counter.mine, young).received == 1000
    assert [key.split("/")[1] for key in counter.stored] == [young]


def test_content_goes_with_the_last_that_refers_to_it(counter: Counter) -> None:
    first = upload(counter.mine, "现场.png", picture())
    second = upload(counter.other, "现场.png", picture())
    later = clock.now() + timedelta(days=3)
    assert housekeeping.forget_files(later) == 0
    receiving.give_up(counter.mine, first)
    assert housekeeping.forget_files(later) == 0
    assert content(second)[0]
    receiving.give_up(counter.other, second)
    assert housekeeping.forget_files(clock.now() - timedelta(days=1)) == 0, "not before the grace is over"
    assert len(counter.stored) == 2
    assert housekeeping.forget_files(later) == 1
    assert counter.stored == []


def test_an_expired_upload_that_was_whole_leaves_its_content_to_the_grace(counter: Counter) -> None:
    upload(counter.mine, "说明.txt", TEXT)
    later = clock.now() + KEEP_UPLOADS + timedelta(minutes=1)
    assert housekeeping.forget_uploads(later) == 1
    assert len(counter.stored) == 1
    assert housekeeping.forget_files(later) == 1
    assert counter.stored == []


def test_bytes_of_a_check_that_broke_off_go_with_the_upload(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    made = begin(counter.mine, "说明.txt", b"x")
    with monkeypatch.context() as patch:
        patch.setattr(receiving, "_kept", lambda *_, **__: (_ for _ in ()).throw(MemoryError))
        with pytest.raises(MemoryError):
            receiving.receive(counter.mine, made, 0, b"x")
    assert len(counter.stored) == 2, "the piece, and the content without a row"
    assert housekeeping.forget_uploads(clock.now() + KEEP_UPLOADS + timedelta(minutes=1)) == 1
    assert counter.stored == []
    with db.reading() as session:
        assert session.scalars(select(StoredFile)).all() == session.scalars(select(Upload)).all() == []
