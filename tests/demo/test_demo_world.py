"""The first start makes a whole small world; `python3 -m hub init` an empty one; neither touches a database that has people."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

import hub.app  # noqa: F401 (every feature wired to the others)
from hub.accounts import passwords
from hub.accounts.models import Person, Unit, UnitGroup
from hub.accounts.queries import viewer_of_person
from hub.channels import queries as channels
from hub.channels.acknowledgements.models import Acknowledgement
from hub.channels.marking.models import MessageMark, Pin
from hub.channels.models import Channel, Membership, Message
from hub.core import clock, db
from hub.core.errors import Conflict, Invalid
from hub.core.viewer import Role
from hub.demo import demo_world, empty_world
from hub.demo.people import PEOPLE
from hub.demo.problems import PROBLEMS
from hub.demo.talk import TALK
from hub.demo.units import UNITS
from hub.escalation.models import EscalationEvent
from hub.issues import queries as issues
from hub.issues.listing import RegisterFilter
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.models import Attendance, Consultation
from hub.meetings.polls.models import PollAnswer
from hub.meetings.topics.models import Topic
from hub.plan import queries
from hub.plan.models import WorkPlan

SPOKEN = len(TALK) + sum(1 + sum(done.act in {"report", "resolve"} for done in one.since) for one in PROBLEMS)
SPOKEN += 1  # the notice of the consultation
"""What was said, the cards of issues and what was written about them among it."""


@pytest.fixture(scope="module")
def made(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database with the demo world, made once, and what was printed."""
    path = tmp_path_factory.mktemp("demo") / "hub.db"
    shutil.copy(migrated_sqlite, path)
    db.open_database(f"sqlite:///{path}")
    said = demo_world()
    db.close_database()
    return path, said


@pytest.fixture
def said(made: tuple[Path, str], tmp_path: Path) -> Iterator[str]:
    """A demo world of this test's own is open; this was printed."""
    shutil.copy(made[0], tmp_path / "demo.db")
    db.open_database(f"sqlite:///{tmp_path / 'demo.db'}")
    yield made[1]
    db.close_database()


@pytest.fixture
def empty(database_url: str) -> Iterator[str]:
    """An empty, migrated database of each kind is open."""
    db.open_database(database_url)
    yield database_url
    db.close_database()


def count(model: type) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def person(login: str) -> Person:
    with db.reading() as session:
        return session.scalars(select(Person).where(Person.login == login)).one()


def given_passwords(table: str) -> dict[str, str]:
    return dict(re.findall(r"^ {2}([a-z-]+) +((?:[a-z0-9]{4}-?){3}) ", table, re.MULTILINE))


def test_everybody_on_the_table_can_sign_in_with_a_password_of_their_own(said: str) -> None:
    given = given_passwords(said)
    assert given.keys() == {one.login for one in PEOPLE}
    assert len(set(given.values())) == len(PEOPLE)
    for login in ("weiban-chenjing", "jiaoyu-zhoumin", "admin"):
        assert passwords.verify_password(person(login).password_hash, given[login])
        assert not person(login).must_change_password


def test_nobody_has_their_own_words_to_read(said: str) -> None:
    with db.reading() as session:
        read = select(Membership.channel_id, Membership.person_id, Membership.last_read_seq)
        marks = {(channel, one): seq for channel, one, seq in session.execute(read)}
        spoken = session.execute(select(Message.channel_id, Message.author_id, Message.seq)).all()
    assert len(spoken) == SPOKEN
    assert all(marks[channel, author] >= seq for channel, author, seq in spoken)


def test_the_sample_plan_has_its_channels_with_the_right_people_in_them(said: str) -> None:
    with db.reading() as session:
        office = viewer_of_person(session, person("weiban-chenjing").id)
        assert office is not None
        plan = queries.newest_plan(session, office)
        channels = session.execute(
            select(Channel.title, func.count())
            .join(Membership, Membership.channel_id == Channel.id)
            .group_by(Channel.id)
        ).all()
    assert plan is not None
    assert (plan.year, len(plan.items), len(plan.sections)) == (2023, 20, 6)
    assert all(item.place for item in plan.items)
    assert [[party.name for party in item.leads] for item in plan.items if item.number in {1, 7, 14}] == [
        ["区教育局"], [], ["区未保办"],
    ]  # fmt: skip
    members = dict(channels)
    assert len(members) == 22
    assert members["全体"] == len(PEOPLE) - 1, "all but the administrator"
    assert members["推进未成年人检察业务集中统一办理"] == 2 + 3, (
        "the liaison and leader of 区检察院, the office, the committee"
    )


def test_every_unit_has_somebody_and_roles_are_held(said: str) -> None:
    assert count(Unit) == len(UNITS) == 32
    assert {one.unit for one in PEOPLE} == {unit.short_name for unit in UNITS}
    assert {one.role for one in PEOPLE} == {Role.OFFICE, Role.LIAISON, Role.LEADER, Role.COMMITTEE, Role.ADMIN}


def test_what_was_said_lies_in_the_past_in_order(said: str) -> None:
    with db.reading() as session:
        rows = session.scalars(select(Message).order_by(Message.channel_id, Message.seq)).all()
    assert len(rows) == SPOKEN
    assert all(row.posted_at < clock.now() for row in rows)
    assert all(clock.local(row.posted_at).weekday() < 5 for row in rows)
    for earlier, later in zip(rows, rows[1:], strict=False):
        assert earlier.channel_id != later.channel_id or earlier.posted_at < later.posted_at
    assert any(name["kind"] == "group" for row in rows for name in row.mentioned)


def test_some_units_have_acknowledged_and_others_owe(said: str) -> None:
    with db.reading() as session:
        asked = session.scalars(select(Acknowledgement)).all()
        kept = (session.scalars(select(MessageMark.kind)).all(), len(session.scalars(select(Pin)).all()))
        liaison = viewer_of_person(session, person("jiaoyu-zhoumin").id)
        assert liaison is not None
        owed = [entry.kind for entry in channels.waiting(session, liaison)]
    assert sum(row.acknowledged_at is not None for row in asked) == 3 < len(asked)
    assert kept == (["statement"], 1)
    assert owed.count("acknowledgement") == 1


def test_issues_are_in_every_state_and_the_oldest_has_climbed(said: str) -> None:
    with db.reading() as session:
        office = viewer_of_person(session, person("weiban-chenjing").id)
        assert office is not None
        page = issues.register(session, office, RegisterFilter(group="all", sort="number"))
        climbed = session.scalars(select(EscalationEvent.fired_at).order_by(EscalationEvent.id)).all()
        topics = session.scalars(select(Topic.state)).all()
    assert [(row.card.state, row.card.light) for row in page.rows] == [
        ("closed", "idle"),
        ("open", "overdue"),
        ("on_hold", "idle"),
        ("acknowledged", "soon"),
        ("resolved", "idle"),
        ("open", "calm"),
    ]
    assert [row.card.tier for row in page.rows][1] == 4
    assert sorted(topics) == ["proposed", "scheduled"]
    assert climbed == sorted(climbed)
    assert climbed[-1] < clock.now()


def test_a_consultation_is_announced_and_units_have_answered(said: str) -> None:
    with db.reading() as session:
        liaison = viewer_of_person(session, person("tianshan-ludan").id)
        assert liaison is not None
        owed = [entry.kind for entry in channels.waiting(session, liaison)]
        answers = session.scalars(
            select(Attendance.answer).join(Consultation).where(Consultation.state == "announced")
        ).all()
        asked = session.execute(select(PollAnswer.answer)).all()
        items = session.scalars(select(AgendaItem.kind).order_by(AgendaItem.consultation_id, AgendaItem.position)).all()
    assert sorted(answers) == ["attending"] * 3 + ["delegated", "excused"] + ["waiting"] * 3
    assert "invitation" in owed
    assert len(asked) == 6
    assert items[:4] == ["follow_up", "topic", "plain", "plain"]


def test_a_second_time_nothing_happens(empty: str) -> None:
    demo_world()
    for again in (demo_world, lambda: empty_world("admin2", "系统管理员")):
        with pytest.raises(Conflict):
            again()
    assert (count(WorkPlan), count(Person), count(Message)) == (1, len(PEOPLE), SPOKEN)


def test_an_interrupted_first_start_leaves_nothing(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.demo.world._talk", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        demo_world()
    assert (count(Person), count(Unit), count(Channel)) == (0, 0, 0)


def test_an_empty_world_has_one_administrator_the_groups_and_the_common_channel(empty: str) -> None:
    (password,) = re.findall(r"[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}", empty_world("admin", "系统管理员"))
    admin = person("admin")
    assert passwords.verify_password(admin.password_hash, password)
    assert (admin.roles, admin.must_change_password) == ({Role.ADMIN}, True)
    assert (count(Person), count(Unit), count(UnitGroup), count(Channel), count(WorkPlan)) == (1, 1, 2, 1, 0)


def test_a_given_password_is_kept_to_itself_and_must_be_a_good_one(empty: str) -> None:
    with pytest.raises(Invalid):
        empty_world("admin", "系统管理员", "admin12345")
    assert "蓝鲸" not in empty_world("admin", "系统管理员", "蓝鲸-跳过-第7座桥")
    assert not person("admin").must_change_password
