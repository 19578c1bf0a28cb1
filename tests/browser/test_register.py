"""The office narrows the register, chooses lines, looks at what will come of each, and only then closes them; by mouse alone."""

from uuid import uuid4

from playwright.sync_api import expect
from sqlalchemy import select

from hub.accounts.models import Unit
from hub.core import db
from hub.issues import actions
from hub.issues.models import Issue
from hub.issues.shapes import IssueDraft

from .conftest import Place


def test_the_office_filters_and_closes_several_at_once(place: Place) -> None:
    done, waits = _raise(place, "转介已办好", resolves=True), _raise(place, "转介在等候", resolves=False)
    _raise(place, "校车停靠点", resolves=False)
    page = place.sit_down("办一")
    page.goto(f"{place.server.url}/issues")
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_label("标题或编号").fill("转介")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    assert "q=%E8%BD%AC%E4%BB%8B" in page.url
    for box in page.locator("tbody [name=issue]").all():
        box.check()
    page.get_by_label("批量办理").select_option(label="销号")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="预览结果").click()
    expect(page.get_by_text("问题尚未受理。")).to_be_visible()
    assert [_state(issue) for issue in (done, waits)] == ["resolved", "open"], "nothing has happened yet"
    page.get_by_role("button", name="确认办理1件").click()
    expect(page.get_by_text("已办理1件。")).to_be_visible()
    expect(page.get_by_text("1件没有办理")).to_be_visible()
    assert [_state(issue) for issue in (done, waits)] == ["closed", "open"]


def _raise(place: Place, title: str, *, resolves: bool) -> str:
    with db.transaction() as session:
        unit = session.scalars(select(Unit.public_id).where(Unit.name == "区乙局")).one()
        draft = IssueDraft(place.scene.channels["家庭"], str(uuid4()), "hard", "normal", title, "", (unit,))
        issue = actions.raise_issue(session, place.scene["甲一"], draft).public_id
        if resolves:
            actions.resolve(session, place.scene["乙一"], issue, "已办", str(uuid4()))
    return issue


def _state(issue: str) -> str:
    with db.reading() as session:
        return session.scalars(select(Issue.state).where(Issue.public_id == issue)).one()
