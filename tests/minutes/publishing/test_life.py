"""From review to receipt: who may do what when, what is locked, who is told, and what the register keeps."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from hub.core import clock, db
from hub.core.errors import Conflict, Denied, Invalid, NotFound, RateLimited
from hub.minutes.editing import actions as editing
from hub.minutes.events import MinutesPublished
from hub.minutes.models import MinutesEvent, Passage
from hub.minutes.publishing import actions
from hub.minutes.publishing.actions import LetterheadForm
from hub.minutes.publishing.models import Letterhead, Publication, Receipt, Signature
from hub.minutes.publishing.queries import letterhead_of, panel, register
from hub.minutes.publishing.todo import count_steps, waiting_minutes
from tests.minutes.story import Told


def acts(told: Told, who: str) -> set[str]:
    """What somebody may do now, as the page offers it."""
    with db.reading() as session:
        return set(panel(session, told.scene[who], session.merge(told.minutes)).acts)


def waiting(told: Told) -> set[str]:
    """For whom the minutes wait; the count and the list say the same."""
    found = set()
    with db.reading() as session:
        for name, viewer in told.scene.people.items():
            listed = waiting_minutes(session, viewer)
            assert count_steps(session, viewer) == len(listed)
            found |= {name} if listed else set()
    return found


def test_the_way_out(drafted: Told, heard: list[object]) -> None:
    assert acts(drafted, "办一") == {"send-to-review", "ask-units"}
    drafted.run(actions.send_to_review, "办一")
    assert acts(drafted, "办一") == {"send-to-sign", "send-back", "ask-countersign", "call-off-countersign"}
    drafted.run(actions.send_to_sign, "办一")
    assert acts(drafted, "主任") == {"sign", "send-back"}
    drafted.run(actions.sign, "主任", drafted.minutes.revision)
    assert acts(drafted, "办一") == {"publish", "send-back"}
    assert acts(drafted, "主任") == {"send-back"}
    drafted.run(actions.publish, "办一")
    row = drafted.minutes
    assert (row.state, row.number) == ("published", "〔2026〕1号")
    assert row.shown_at == row.published_at
    assert [(one.minutes_id, one.corrects_id) for one in heard if isinstance(one, MinutesPublished)] == [(row.id, None)]
    assert acts(drafted, "甲一") == {"receive"}
    drafted.run(actions.receive, "甲一")
    assert acts(drafted, "甲一") == set()


def test_for_whom_they_wait(drafted: Told) -> None:
    assert waiting(drafted) == set()  # a draft is another entry
    drafted.run(actions.send_to_review, "办一")
    assert waiting(drafted) == {"办一"}
    drafted.run(actions.send_to_sign, "办一")
    assert waiting(drafted) == {"办一", "主任"}  # 办一 is in the chair
    drafted.run(actions.sign, "主任", drafted.minutes.revision)
    assert waiting(drafted) == {"办一"}
    drafted.run(actions.publish, "办一")
    assert waiting(drafted) == {"甲一", "甲长", "乙一"}
    drafted.run(actions.receive, "甲长")
    assert waiting(drafted) == {"乙一"}


@pytest.mark.parametrize(
    ("act", "who", "error"),
    [
        (actions.send_to_review, "甲长", Denied),
        (actions.send_to_review, "甲一", NotFound),
        (actions.send_to_sign, "办一", Conflict),
        (actions.publish, "办一", Conflict),
        (actions.receive, "甲一", NotFound),
    ],
)
def test_nobody_goes_round_the_way(drafted: Told, act: Any, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        drafted.run(act, who)
    assert drafted.minutes.state == "draft"


def test_what_a_summarizer_picked_does_not_go_out_unseen(drafted: Told) -> None:
    with db.transaction() as session:
        session.execute(update(Passage).where(Passage.part == "heard").values(is_extract=True))
    with pytest.raises(Conflict):
        drafted.run(actions.send_to_review, "办一")


def test_one_signs_what_one_has_read(drafted: Told) -> None:
    drafted.run(actions.send_to_review, "办一")
    drafted.run(actions.send_to_sign, "办一")
    seen = drafted.minutes.revision
    drafted.run(editing.save, "办一", drafted.passage("heard").public_id, "悄悄改了。", 1)
    with pytest.raises(Conflict):
        drafted.run(actions.sign, "主任", seen)
    drafted.run(actions.sign, "主任", seen + 1)
    with pytest.raises(Conflict):
        drafted.run(editing.save, "办一", drafted.passage("heard").public_id, "签发以后。", 2)


def test_what_was_not_signed_is_not_published(signed: Told) -> None:
    with db.transaction() as session:  # as nobody can by the pages
        session.execute(update(Passage).where(Passage.part == "decision").values(text="会议议定：另一件事。"))
    with pytest.raises(Conflict):
        signed.run(actions.publish, "办一")
    assert signed.minutes.number == ""


def test_sent_back_a_signature_counts_no_more(signed: Told) -> None:
    with pytest.raises(Invalid):
        signed.run(actions.send_back, "办一", " ")
    signed.run(actions.send_back, "主任", "单位名称有误")
    assert (signed.minutes.state, signed.minutes.locked_at) == ("reviewing", None)
    with db.reading() as session:
        assert panel(session, signed.scene["办一"], session.merge(signed.minutes)).sent_back == "单位名称有误"
    signed.run(actions.send_to_sign, "办一")
    signed.run(actions.sign, "办一", signed.minutes.revision)
    with db.reading() as session:
        kept = session.scalars(select(Signature).order_by(Signature.id)).all()
    assert [one.withdrawn_at is None for one in kept] == [False, True]


def test_what_went_out_is_kept_to_the_letter(signed: Told) -> None:
    signed.run(actions.publish, "办一")
    with db.reading() as session:
        row = session.scalars(select(Publication)).one()
    assert row.content["number"] == "〔2026〕1号"
    assert row.content["printing_office"] == "区民政局办公室"
    assert [one["label"] for one in row.content["passages"] if one["part"] == "heading"] == ["一、", "二、", "三、"]

    def is_whole() -> bool | None:
        with db.reading() as session:
            return panel(session, signed.scene["办一"], session.merge(signed.minutes)).is_whole

    assert is_whole() is True
    with db.transaction() as session:
        session.execute(update(Publication).values(content=row.content | {"title": "另一个标题"}))
    assert is_whole() is False


def test_void_minutes_keep_their_number(signed: Told) -> None:
    signed.run(actions.publish, "办一")
    signed.run(actions.void, "办一", "发错了")
    assert signed.minutes.state == "voided"
    with db.reading() as session:
        seen = [register(session, signed.scene[who], 2026)[0] for who in ("甲一", "丙一")]
    assert [(one.text, one.title, one.void_reason) for one in seen] == [
        ("〔2026〕1号", "转介衔接专项会商纪要", "发错了"),
        ("〔2026〕1号", "", ""),
    ]
    with pytest.raises(Conflict):
        signed.run(actions.receive, "甲一")


def test_missing_receipts_are_asked_for_and_not_too_often(signed: Told) -> None:
    signed.run(actions.publish, "办一")
    signed.run(actions.receive, "甲一")
    assert signed.run(actions.remind, "办一") == 1
    with pytest.raises(RateLimited):
        signed.run(actions.remind, "办一")
    signed.at(clock.now() + timedelta(hours=5))
    signed.run(actions.receive, "乙一")
    with pytest.raises(Conflict):
        signed.run(actions.remind, "办一")
    with db.reading() as session:
        assert session.scalar(select(Receipt.id).where(Receipt.received_at.is_(None))) is None


def test_every_step_is_written_down(signed: Told) -> None:
    signed.run(actions.publish, "办一")
    with db.reading() as session:
        found = session.scalars(select(MinutesEvent.act).order_by(MinutesEvent.id)).all()
    assert found == ["draft", "send-to-review", "send-to-sign", "sign", "publish"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("from_on", "昨天"),
        ("masthead", "会议记录"),
        ("number_pattern", "[{year}]{number}号"),
        ("number_pattern", "〔26〕{number}号"),
        ("number_pattern", "〔{year}〕第{number}号"),
        ("number_pattern", "〔{year}〕号"),
        ("number_pattern", "{year}{month}{number}"),
        ("printing_office", ""),
    ],
)
def test_letterheads_that_nobody_may_print(drafted: Told, field: str, value: str) -> None:
    given = {
        "from_on": "2027-01-01", "masthead": "会议纪要", "number_pattern": "第{number}期", "printing_office": "办公室"
    }  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        drafted.do(actions.write_letterhead, "办一", LetterheadForm(**given | {field: value}))
    assert refusal.value.field == field


def test_the_letterhead_of_the_day_counts(drafted: Told) -> None:
    later = LetterheadForm("2027-01-01", "会议纪要", "长未保办纪要〔{year}〕{number}号", "区委社会工作部办公室")
    made = drafted.do(actions.write_letterhead, "办一", later).public_id
    today = clock.today()
    with db.reading() as session:
        masts = [letterhead_of(session, on) for on in (today, today.replace(year=2027), today.replace(year=2025))]
    assert [one.printing_office if one else None for one in masts] == ["区民政局办公室", "区委社会工作部办公室", None]
    drafted.do(actions.remove_letterhead, "办一", made)
    with db.reading() as session:
        left = session.scalars(select(Letterhead)).one()
    with pytest.raises(Invalid):
        drafted.do(actions.remove_letterhead, "办一", left.public_id)
    with pytest.raises(Denied):
        drafted.do(actions.write_letterhead, "甲一", later)
