"""Corrections: minutes of their own that say all that the first did, refer to it, and go the whole way again."""

from typing import Any

import pytest
from sqlalchemy import select

from hub.core import db
from hub.core.errors import Conflict, Denied, Invalid, NotFound
from hub.minutes import queries
from hub.minutes.editing import actions as editing
from hub.minutes.editing.queries import page
from hub.minutes.models import Minutes, MinutesEvent
from hub.minutes.publishing import actions
from hub.minutes.publishing.queries import Panel, panel
from tests.channels.pages import Hub
from tests.minutes.story import Told


@pytest.fixture
def out(signed: Told) -> str:
    """The first minutes, which are out: their public id."""
    return str(signed.run(actions.publish, "办一").public_id)


def corrected(told: Told, minutes: str, reason: str = "时限有误") -> str:
    return str(told.do(actions.correct, "办一", minutes, reason).public_id)


def published(told: Told, minutes: str) -> Minutes:
    """These minutes after they went the whole way."""
    told.do(actions.send_to_review, "办一", minutes)
    told.do(actions.send_to_sign, "办一", minutes)
    told.do(actions.sign, "主任", minutes, row_of(minutes).revision)
    return told.do(actions.publish, "办一", minutes)  # type: ignore[no-any-return]


def row_of(minutes: str) -> Minutes:
    with db.reading() as session:
        return session.scalars(select(Minutes).where(Minutes.public_id == minutes)).one()


def words(minutes: str) -> list[tuple[str, str, dict[str, Any], list[tuple[str, str, int | None]]]]:
    """What they say, with the sources of each passage."""
    with db.reading() as session:
        row = session.scalars(select(Minutes).where(Minutes.public_id == minutes)).one()
        return [
            (one.key, one.text, one.data, [(it.kind, it.thing, it.message_id) for it in one.sources])
            for one in queries.passages(session, row.id)
        ]


def beside(told: Told, who: str, minutes: str) -> Panel:
    with db.reading() as session:
        return panel(session, told.scene[who], queries.found(session, told.scene[who], minutes))


def test_it_says_all_that_the_first_did_and_why_it_is_made(signed: Told, out: str) -> None:
    made = corrected(signed, out)
    first, *others = words(made)
    assert others == words(out)
    assert any(sources for _key, _text, _data, sources in others)
    assert first[0] == "correction"
    assert first[1] == (
        "本纪要更正《转介衔接专项会商纪要》（〔2026〕1号，2026年11月24日印发），以本纪要为准。更正原因：时限有误。"
    )
    row = row_of(made)
    assert (row.state, row.number, row.title) == ("draft", "", "转介衔接专项会商纪要（更正）")
    with db.reading() as session:
        seen = page(session, signed.scene["办一"], made)
    assert seen.may_edit
    assert seen.saves == 0


def test_it_goes_the_whole_way_and_both_pages_say_so(signed: Told, out: str) -> None:
    made = corrected(signed, out)
    assert [(one.number, one.state) for one in beside(signed, "办一", out).related.corrections] == [("", "draft")]
    assert beside(signed, "甲一", out).related.corrections == ()  # no draft is theirs to know of
    row = published(signed, made)
    assert row.number == "〔2026〕2号"
    for who in ("办一", "甲一"):
        (known,) = beside(signed, who, out).related.corrections
        assert (known.public_id, known.counts) == (made, True)
        back = beside(signed, who, made).related.corrects
        assert back is not None
        assert (back.public_id, back.number) == (out, "〔2026〕1号")
    assert row_of(out).state == "published"
    assert "correct" not in beside(signed, "办一", out).acts
    with pytest.raises(Conflict, match="〔2026〕2号"):
        corrected(signed, out)
    again = published(signed, corrected(signed, made, "仍有误"))
    assert (again.number, again.title) == ("〔2026〕3号", "转介衔接专项会商纪要（更正）")


def test_one_is_written_at_a_time(signed: Told, out: str) -> None:
    corrected(signed, out)
    with pytest.raises(Conflict, match="已经在起草"):
        corrected(signed, out)


def test_what_is_given_up_leaves_room_for_another(signed: Told, out: str) -> None:
    made = corrected(signed, out)
    assert "discard" in beside(signed, "办一", made).acts
    assert signed.do(actions.discard, "办一", made).public_id == out
    with pytest.raises(NotFound):
        beside(signed, "办一", made)
    assert beside(signed, "办一", out).related.corrections == ()
    assert published(signed, corrected(signed, out)).number == "〔2026〕2号"


def test_void_minutes_are_replaced(signed: Told, out: str) -> None:
    signed.run(actions.void, "办一", "附件错了")
    assert "correct" in beside(signed, "办一", out).acts
    made = corrected(signed, out, "附件错了。")
    assert words(made)[0][1] == (
        "《转介衔接专项会商纪要》（〔2026〕1号，2026年11月24日印发）已经作废，以本纪要为准。更正原因：附件错了。"
    )
    assert published(signed, made).state == "published"


def test_what_is_written_in_it_changes_nothing_of_the_first(signed: Told, out: str) -> None:
    before = words(out)
    made = corrected(signed, out)
    with db.reading() as session:
        heard = next(one for one in queries.passages(session, row_of(made).id) if one.part == "heard")
    signed.do(editing.save, "办一", made, heard.public_id, "改过的话。", 1)
    assert words(out) == before
    with pytest.raises(Conflict):
        signed.do(editing.save, "办一", out, signed_passage(out), "改正式的。", 1)


def signed_passage(minutes: str) -> str:
    with db.reading() as session:
        return queries.passages(session, row_of(minutes).id)[0].public_id


@pytest.mark.parametrize(
    ("who", "reason", "error"), [("甲一", "错", Denied), ("丙一", "错", NotFound), ("办一", " ", Invalid)]
)
def test_the_office_does_it_with_a_reason(
    signed: Told, out: str, who: str, reason: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        signed.do(actions.correct, who, out, reason)


def test_drafts_are_edited_and_not_corrected(drafted: Told) -> None:
    for act in (lambda: drafted.run(actions.correct, "办一", "错"), lambda: drafted.run(actions.discard, "办一")):
        with pytest.raises(Conflict):
            act()
    assert drafted.minutes.state == "draft"


def test_both_records_say_it(signed: Told, out: str) -> None:
    made = corrected(signed, out)
    with db.reading() as session:
        found = select(MinutesEvent.text, MinutesEvent.detail).join(Minutes, Minutes.id == MinutesEvent.minutes_id)
        (of_first,) = session.execute(found.where(Minutes.public_id == out, MinutesEvent.act == "correct"))
        (of_made,) = session.execute(found.where(Minutes.public_id == made, MinutesEvent.act == "draft"))
    assert of_first == ("时限有误", {"correction": made})
    assert of_made == ("时限有误", {"corrects": out})


def test_by_its_page(signed: Told, out: str, hub: Hub) -> None:
    office = hub.browser("办一")
    assert "起草更正" in office.get(f"/minutes/{out}").text
    refused = office.post(f"/minutes/{out}/corrections", {"reason": "长" * 501})
    assert (refused.status_code, "不能超过500个字" in refused.text, "长" * 501 in refused.text) == (422, True, True)
    made = office.post(f"/minutes/{out}/corrections", {"reason": "时限有误"})
    assert made.status_code == 303
    draft = office.get(made.location.removeprefix("http://127.0.0.1:5000"))
    assert "更正原因：时限有误。" in draft.text
    assert "放弃更正" in draft.text
    assert hub.browser("甲一").get(made.location).status_code == 404
    back = office.post(f"{made.location}/discard")
    assert (back.status_code, back.location) == (303, f"/minutes/{out}")
    assert office.get(made.location).status_code == 404
