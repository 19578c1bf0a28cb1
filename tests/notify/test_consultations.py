"""会商: who is invited, moved, called off or reminded is told once, outside too; of a 个案会商 without a word of its title."""

from collections.abc import Iterator

import pytest

from hub.channels.actions import post_message
from hub.channels.shapes import MessageDraft
from hub.core import db
from hub.meetings import actions
from hub.meetings.answering import actions as answering
from hub.meetings.answering.rules import AnswerDraft
from hub.notify.models import NoticeSetting
from tests.meetings.story import Meetings, at

from .acts import CANARY, deliver_at
from .conftest import Office, rows


@pytest.fixture
def told(office: Office) -> Iterator[Meetings]:
    """The committee, everybody with a mail address and without quiet hours."""
    for who in ("甲一", "甲长", "乙一", "丙一", "办一", "主任", "专家"):
        office.prefer(who, quiet_from_minute=0, quiet_to_minute=0)
    with Meetings(office.scene) as story:
        yield story


def kinds(office: Office, since: int = 0) -> set[tuple[str, str]]:
    names = {viewer.person_id: name for name, viewer in office.scene.people.items()}
    return {(row.kind.removeprefix("consultation-"), names[row.person_id or 0]) for row in rows()[since:]}


def said(office: Office) -> str:
    return "\n".join(str(letter["Subject"]) + letter.as_string() for letter in office.mailbox.letters)


def test_whoever_answers_for_an_invited_unit_or_is_named_is_told(office: Office, told: Meetings) -> None:
    made = told.announced(people=(told.named("专家", "observer"),), chair=told.person("主任"))
    assert kinds(office) == {("invited", who) for who in ("甲一", "甲长", "乙一", "专家", "主任")}
    assert deliver_at(at(11, 16, 10, 5)) == {"sent": 5}
    letters = [letter.get_body(("plain",)).get_content() for letter in office.mailbox.letters]
    assert all("请您单位参加“转介衔接专项会商”" in one for one in letters)
    assert f"/consultations/{made}" in letters[0]


def test_a_draft_is_nobodys_news(office: Office, told: Meetings) -> None:
    made = told.prepared()
    told.do(actions.change, "办一", made, told.draft("区甲局", "区丙局"))
    assert rows() == []


def test_a_change_is_told_to_who_was_told_before(office: Office, told: Meetings) -> None:
    made = told.announced()
    before = len(rows())
    told.do(actions.change, "办一", made, told.draft(note="请带材料"))
    assert len(rows()) == before
    told.do(actions.change, "办一", made, told.draft("区甲局", "区丙局", starts_at=at(11, 25)))
    assert kinds(office, before) == {
        *(("changed", who) for who in ("甲一", "甲长")),
        ("invited", "丙一"),
        ("uninvited", "乙一"),
    }
    told.do(actions.cancel, "办一", made, "合并召开")
    assert {pair for pair in kinds(office, before) if pair[0] == "cancelled"} == {
        ("cancelled", who) for who in ("甲一", "甲长", "丙一")
    }


def test_what_no_longer_holds_is_not_said(office: Office, told: Meetings) -> None:
    made = told.announced("区甲局")
    told.do(answering.remind, "办一", made, "明天开会")
    told.do(answering.answer, "甲一", made, AnswerDraft("attending"))
    assert deliver_at(at(11, 16, 10, 5)) == {"sent": 2, "suppressed": 2}  # invited; reminded
    told.do(actions.change, "办一", made, told.draft("区甲局", place="三楼"))
    told.do(actions.cancel, "办一", made, "合并召开")
    assert deliver_at(at(11, 16, 10, 15)) == {"sent": 2, "suppressed": 2}  # cancelled; changed


def test_nothing_of_a_case_leaves_the_hub(office: Office, told: Meetings) -> None:
    with db.transaction() as session:
        session.add(NoticeSetting(name="allows_content", person_id=told.scene["办一"].person_id))
    made = told.announced(kind="case", title=CANARY, note=CANARY, people=(told.named("甲一"),))
    channel = told.sheet("甲一", made).channel
    told.do(post_message, "办一", MessageDraft(channel, "named", f"@甲一 {CANARY}"))
    assert {who for _kind, who in kinds(office)} == {"甲一"}
    deliver_at(at(11, 16, 10, 30))
    assert len(office.mailbox.letters) == 2
    assert CANARY not in said(office)
    told.do(actions.change, "办一", made, told.draft(kind="case", title=CANARY, people=(told.named("乙一"),)))
    deliver_at(at(11, 16, 10, 45))
    assert {who for _kind, who in kinds(office)} == {"甲一", "乙一"}
    assert CANARY not in said(office)
