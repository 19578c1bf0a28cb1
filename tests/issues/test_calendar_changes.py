"""A year's holidays arrive: what was provisional is counted anew, and a date that somebody chose stays."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hub.calendar import CalendarChanged, office_time
from hub.calendar.models import CalendarDay, CalendarRevision, CalendarYear
from hub.core import db, events
from hub.core.clock import SHANGHAI
from hub.core.ids import new_public_id
from hub.escalation.models import Escalation
from hub.issues import actions, recomputing
from hub.issues.ladders.actions import HandlingForm, set_handling_time
from hub.issues.models import Issue, IssueEvent
from hub.issues.timeline import timeline_of
from tests.channels.scene import statements
from tests.issues.story import Story, shanghai

DECEMBER = datetime(2026, 12, 28, 10, 0, tzinfo=SHANGHAI)
DAYS_OFF = [date(2027, 1, day) for day in (4, 5, 6)]


def arrive(session: Session, days: list[date] = DAYS_OFF) -> None:
    """The notice for 2027 comes, with these days off."""
    session.add(CalendarYear(year=2027, source="office", papers=[]))
    session.add_all(CalendarDay(on=on, kind="holiday", year=2027, source="office") for on in [date(2027, 1, 1), *days])
    session.flush()
    raised = update(CalendarRevision).values(number=CalendarRevision.number + 1, stamp=new_public_id())
    session.execute(raised)
    events.record(session, CalendarChanged(2, "year", "2027", len(days)))


def notice() -> None:
    with db.transaction() as session:
        arrive(session)


def lines(session: Session) -> list[tuple[str, str, str]]:
    """Clock ("" for the due time), before and after of each line about it, as Shanghai dates."""
    found = session.scalars(select(IssueEvent.detail).where(IssueEvent.act == "recompute").order_by(IssueEvent.id))

    def day(text: str) -> str:
        return f"{datetime.fromisoformat(text).astimezone(SHANGHAI):%m-%d %H:%M}"

    return [(detail.get("clock", ""), day(detail["from"]), day(detail["due_at"])) for detail in found]


def run(clock: str) -> Escalation:
    with db.reading() as session:
        return session.scalars(select(Escalation).where(Escalation.clock == clock)).one()


def test_due_time_and_step_move_with_the_year(story: Story) -> None:
    story.at(DECEMBER)
    issue = story.raised()
    assert story.issue(issue).due_at == shanghai(1, 12, year=2027)
    assert story.issue(issue).is_provisional
    story.sweep_until(shanghai(12, 31))
    assert run("answer").planned_at == shanghai(1, 4, year=2027)
    notice()
    row = story.issue(issue)
    assert (row.due_at, row.is_provisional) == (shanghai(1, 15, year=2027), False)
    waits = run("answer")
    assert (waits.planned_at, waits.next_step_at) == (shanghai(1, 7, year=2027), shanghai(1, 7, year=2027))
    assert (waits.is_provisional, waits.generation, waits.step_no) == (False, 1, 1)
    with db.reading() as session:
        assert lines(session) == [("", "01-12 17:00", "01-15 17:00"), ("answer", "01-04 17:00", "01-07 17:00")]
        said = [one.said for one in timeline_of(session, session.merge(story.issue(issue)))]
    assert "工作日安排有变，时限由2027年1月12日 17:00改为2027年1月15日 17:00" in said
    assert "工作日安排有变，“受理”的下一步由2027年1月4日 17:00改为2027年1月7日 17:00" in said
    notice_again()
    with db.reading() as session:
        assert len(lines(session)) == 2
    story.sweep_until(shanghai(1, 31, year=2027))
    assert [tier for tier, *_rest in story.told(issue)] == [1, 2, 3, 4, 5]


def notice_again() -> None:
    with db.transaction() as session:
        assert recomputing.recompute(session, office_time(session)) == 0


def test_the_clock_of_the_due_time_goes_with_it(story: Story) -> None:
    story.at(DECEMBER)
    issue = story.raised()
    story.do(actions.acknowledge, "乙一", issue)
    assert run("due").planned_at == shanghai(1, 8, year=2027)
    notice()
    due = run("due")
    assert (due.base_at, due.planned_at, due.is_provisional) == (
        shanghai(1, 15, year=2027),
        shanghai(1, 13, year=2027),
        False,
    )


def test_a_date_that_somebody_chose_stays(story: Story) -> None:
    story.at(DECEMBER)
    issue = story.raised(due_on=date(2027, 1, 5))
    before = story.issue(issue)
    assert (before.due_at, before.is_provisional) == (shanghai(1, 5, year=2027), True)
    notice()
    row = story.issue(issue)
    assert (row.due_at, row.is_provisional) == (before.due_at, False)
    with db.reading() as session:
        assert [line[0] for line in lines(session)] == []


def test_it_is_counted_by_what_it_was_counted_by(story: Story) -> None:
    story.at(DECEMBER)
    issue = story.raised()
    story.do(set_handling_time, "办一", "normal", HandlingForm("30", "2", "days"))
    notice()
    assert story.issue(issue).due_at == shanghai(1, 15, year=2027)


def test_the_time_on_hold_counts_as_it_did(story: Story) -> None:
    story.at(datetime(2026, 12, 29, 10, 0, tzinfo=SHANGHAI))
    issue = story.raised()
    story.at(datetime(2026, 12, 30, 10, 0, tzinfo=SHANGHAI))
    story.do(actions.hold, "办一", issue, "等待市级文件", date(2027, 2, 1))
    story.at(datetime(2026, 12, 31, 10, 0, tzinfo=SHANGHAI))
    story.do(actions.resume, "办一", issue)
    planned = run("answer").planned_at
    assert planned == datetime(2027, 1, 4, 11, 30, tzinfo=SHANGHAI) + timedelta(hours=5.5)
    notice()
    assert run("answer").planned_at == shanghai(1, 7, year=2027)


def test_what_the_office_moved_by_hand_stays(story: Story) -> None:
    story.at(DECEMBER)
    issue = story.raised()
    story.sweep_until(shanghai(12, 31, 9))
    story.do(actions.deescalate, "办一", issue, "已有进展")
    planned = run("answer").planned_at
    assert planned > shanghai(1, 1, year=2027)
    notice()
    assert run("answer").planned_at == planned


def test_what_would_be_past_is_now(story: Story) -> None:
    story.at(DECEMBER)
    story.raised()
    with db.transaction() as session:
        session.execute(
            update(Escalation).values(planned_at=shanghai(2, 1, year=2027), next_step_at=shanghai(2, 1, year=2027))
        )
        session.execute(update(Escalation).values(is_provisional=True))
    story.at(shanghai(1, 20, year=2027))
    notice()
    assert run("answer").planned_at == shanghai(1, 20, year=2027)


def test_how_many_would_move_is_how_many_move(story: Story) -> None:
    story.at(DECEMBER)
    for _ in range(3):
        story.raised()
    story.raised(severity="critical")
    story.sweep_until(shanghai(12, 31))
    with db.transaction() as session:
        session.execute(update(Issue).values(is_provisional=True))
        nested = session.begin_nested()
        arrive_quietly(session)
        would = recomputing.count_moves(session, office_time(session))
        nested.rollback()
    notice()
    with db.reading() as session:
        assert len(lines(session)) == would == 6


def arrive_quietly(session: Session) -> None:
    session.add(CalendarYear(year=2027, source="office", papers=[]))
    session.add_all(CalendarDay(on=on, kind="holiday", year=2027, source="office") for on in DAYS_OFF)
    session.flush()
    session.execute(update(CalendarRevision).values(stamp=new_public_id()))


def test_many_cost_what_few_do(story: Story) -> None:
    story.at(DECEMBER)
    for _ in range(2):
        story.raised()
    with db.transaction() as session, statements() as few:
        arrive(session)
    for _ in range(8):
        story.raised()
    with db.transaction() as session, statements() as many:
        session.execute(update(Issue).values(is_provisional=True))
        session.execute(update(Escalation).where(Escalation.state == "running").values(is_provisional=True))
        recomputing.recompute(session, office_time(session))
    assert len(many) <= len(few) + 2
