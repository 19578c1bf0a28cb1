"""The office keeps the ladders of follow-ups with those of issues: the same pages, the same versions, their own words."""

import re

from sqlalchemy import select

from hub.core import clock, db
from hub.escalation.models import EscalationLadder, LadderVersion
from hub.meetings.models import Participant
from tests.channels.pages import Hub
from tests.issues.story import shanghai

from .story import NUMBER, Followed

FORM = {
    "row": "0", "tier-0": "1", "after-0": "1", "tells-0": "leader", "act-0": "remind", "unit": "days", "reason": "从快",
    "based_on": "1",
}  # fmt: skip


def ladder(which: str) -> str:
    """The public id of a ladder of follow-ups."""
    with db.reading() as session:
        found = select(EscalationLadder.public_id).where(EscalationLadder.matter == "follow_up")
        return session.scalars(found.where(EscalationLadder.clock == which)).one()


def test_they_stand_beside_those_of_issues(hub: Hub, story: Followed) -> None:
    page = hub.browser("办一").get("/ladders").text
    shown = page.partition('id="follow_up"')[2]
    assert re.findall(r"<h3>(.+?)</h3>", shown) == [
        "承办", "办理时限", "进展反馈", "确认和销号", "未保办处理"
    ]  # fmt: skip
    assert "从交办起计，责任单位全部承办后停止" in shown


def test_another_version_moves_what_runs(hub: Hub, story: Followed) -> None:
    office, address = hub.browser("办一"), f"/ladders/{ladder('answer')}"
    page = office.get(address).text
    assert "督办事项·承办阶梯" in page
    assert 'value="raiser"' not in page  # no unit has raised it
    preview = office.post(f"{address}/preview", FORM).text
    assert f'href="/follow-ups/{NUMBER}"' in preview
    assert "统一校内初筛表" in preview
    assert office.post(f"{address}/versions", FORM | {"moves": "1"}).status_code == 302
    story.sweep_until(shanghai(11, 25, 17))
    assert [(which, who) for which, _tier, who, _at in story.fired()] == [("answer", "甲长")]


def test_whom_there_is_not_cannot_be_told(hub: Hub, story: Followed) -> None:
    answer = hub.browser("办一").post(f"/ladders/{ladder('due')}/versions", FORM | {"tells-0": "raiser"})
    assert answer.status_code == 422
    with db.reading() as session:
        assert session.query(LadderVersion).filter_by(number=2).count() == 0


def test_of_a_case_the_preview_says_the_number_alone(hub: Hub, story: Followed) -> None:
    story.only_named()
    with db.transaction() as session:
        for one in session.query(Participant).filter_by(person_id=story.scene["办一"].person_id):
            one.ended_at = clock.now()
    preview = hub.browser("办一").post(f"/ladders/{ladder('answer')}/preview", FORM).text
    assert NUMBER in preview
    assert "统一校内初筛表" not in preview
