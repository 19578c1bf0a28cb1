"""问题: whoever has to act is told once, outside too, of why and where; not of what is over, and never of the words."""

from collections import Counter
from collections.abc import Iterator

import pytest

from hub.issues import actions
from tests.issues.story import Story, shanghai

from .acts import CANARY, deliver_at, later
from .conftest import Office, rows

EVERYBODY = ("甲一", "甲长", "乙一", "办一", "主任")


@pytest.fixture
def told(office: Office) -> Iterator[Story]:
    """The committee, everybody with a mail address and without quiet hours."""
    for who in EVERYBODY:
        office.prefer(who, quiet_from_minute=0, quiet_to_minute=0)
    with Story(office.scene) as story:
        yield story


def kinds(office: Office) -> list[tuple[str, str]]:
    names = {viewer.person_id: name for name, viewer in office.scene.people.items()}
    return [(row.kind, names[row.person_id or 0]) for row in rows()]


def texts(office: Office) -> str:
    return "\n".join(letter.get_content() for letter in office.mailbox.letters)


def test_the_unit_is_told_of_an_issue_and_nobody_else(office: Office, told: Story) -> None:
    told.raised(title=CANARY)
    assert kinds(office) == [("issue-raised", "乙一")]
    assert deliver_at(later(shanghai(11, 16, 10), minutes=1)) == {"sent": 1}
    assert "需要您单位受理" in texts(office)
    assert not any(CANARY in letter.as_string() for letter in office.mailbox.letters)


def test_each_step_is_one_row_for_each_person_told(office: Office, told: Story) -> None:
    issue = told.raised()
    told.sweep_until(shanghai(12, 31))
    steps = [pair for pair in kinds(office) if pair[0] == "issue-answer"]
    names = [name for _tier, _clock, people in told.told(issue) for name in people.split("、") if name]
    assert steps == [("issue-answer", name) for name in names]
    assert len({row.dedup_key for row in rows()}) == len(rows())


def test_a_step_that_an_act_overtakes_is_not_said(office: Office, told: Story) -> None:
    issue = told.raised()
    deliver_at(shanghai(11, 16, 11))
    told.sweep_until(shanghai(11, 18))
    told.do(actions.acknowledge, "乙一", issue)
    assert deliver_at(shanghai(11, 18, 17, 5)) == {"suppressed": 1}
    assert "升级到您" not in texts(office)


def test_many_steps_at_once_are_one_letter(office: Office, told: Story) -> None:
    for _turn in range(5):
        told.raised()
    deliver_at(shanghai(11, 16, 11))
    told.sweep_until(shanghai(11, 18))
    before = len(office.mailbox.letters)
    assert deliver_at(shanghai(11, 18, 17, 5)) == {"sent": 1, "together": 4}
    assert len(office.mailbox.letters) == before + 1
    assert "有5个问题到时仍未受理" in texts(office)
    assert Counter((row.state, row.reason) for row in rows() if row.kind == "issue-answer") == {
        ("sent", ""): 1,
        ("suppressed", "together"): 4,
    }


def test_who_raised_it_is_told_that_it_is_settled(office: Office, told: Story) -> None:
    issue = told.raised()
    told.do(actions.resolve, "乙一", issue, "已开设转介号源。", told.key())
    assert kinds(office)[-1] == ("issue-settled", "甲一")


def test_a_request_is_told_to_who_decides_and_its_end_to_who_asked(office: Office, told: Story) -> None:
    issue = told.raised("乙一", "区甲局")
    told.do(actions.acknowledge, "甲一", issue)
    request = told.do(actions.ask_extension, "甲一", issue, shanghai(12, 15).date(), "等市级文件")
    assert kinds(office)[-1] == ("extension-asked", "甲长")
    told.do(actions.decide_extension, "甲长", request.public_id, is_approved=True)
    assert kinds(office)[-1] == ("extension-decided", "甲一")


def test_an_urgent_one_goes_past_quiet_hours_and_says_so(office: Office, told: Story) -> None:
    office.prefer("乙一", quiet_from_minute=0, quiet_to_minute=24 * 60 - 1)
    told.raised()
    told.raised(severity="critical")
    assert [(row.kind, row.overrode) for row in rows()] == [("digest", ""), ("issue-raised", "quiet")]
