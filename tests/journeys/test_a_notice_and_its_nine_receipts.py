"""The office posts a notice and asks nine units; they answer one by one; reminders reach only who is missing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

import hub.channels.acknowledgements.asking
import hub.channels.acknowledgements.reactions
import hub.channels.announcements.announcing
import hub.channels.reactions  # noqa: F401 (they answer the news)
from hub.accounts.models import Person
from hub.accounts.queries import directory, viewer_of_person
from hub.calendar import office_time
from hub.channels import actions as talk
from hub.channels import queries
from hub.channels.acknowledgements import actions
from hub.channels.acknowledgements.events import AcknowledgementsReminded
from hub.channels.announcements.queries import announcements
from hub.channels.shapes import AcknowledgementView, AckWish, MessageDraft, TodoEntry
from hub.core import clock, db, events
from hub.core.errors import Conflict, RateLimited
from hub.core.viewer import Viewer
from hub.demo import demo_world

NINE = ("区教育局", "区民政局", "区司法局", "区公安分局", "区法院", "区检察院", "区卫生健康委", "区残联", "团区委")
MORNING = datetime(2026, 11, 20, 9, 30, tzinfo=clock.SHANGHAI)
"""A Friday."""


@pytest.fixture(autouse=True)
def world(database_url: str) -> Iterator[None]:
    db.open_database(database_url)
    demo_world()
    yield
    db.close_database()


@pytest.fixture
def reminded(monkeypatch: pytest.MonkeyPatch) -> list[AcknowledgementsReminded]:
    """Every reminder from now on."""
    found: list[AcknowledgementsReminded] = []

    def listen(told: list[object]) -> None:
        found.extend(event for event in told if isinstance(event, AcknowledgementsReminded))

    monkeypatch.setattr(events, "_listeners", [listen])
    return found


def test_a_notice_and_its_nine_receipts(reminded: list[AcknowledgementsReminded]) -> None:
    office, units = office_viewer(), {name: liaison(name) for name in NINE}
    with clock.held_at(MORNING):
        notice = announce(office)
    due_at = card(office, notice).due_at
    with db.reading() as session:
        assert due_at == office_time(session).add_hours(MORNING, timedelta(hours=8))
    assert [len(owed(viewer)) for viewer in units.values()] == [1] * 9
    assert owed(liaison("区财政局")) == owed(office) == []

    for minutes, name in enumerate(NINE[:6]):
        with clock.held_at(MORNING + timedelta(minutes=minutes)):
            acknowledge(units[name], notice)
        assert owed(units[name]) == []
        assert len(card(office, notice).received) == minutes + 1
    assert [unit.name for unit in card(office, notice).missing] == list(NINE[6:])

    with clock.held_at(MORNING + timedelta(hours=5)):
        remind(office, notice, "15:00前要报区委办")
        with pytest.raises(RateLimited):
            remind(office, notice, "再催一次")
        assert [entry.source for entry in owed(units["团区委"])] == ["第1次催办：15:00前要报区委办"]
    assert {*reminded[0].person_ids} >= {units[name].person_id for name in NINE[6:]}
    assert not {*reminded[0].person_ids} & {units[name].person_id for name in NINE[:6]}

    with clock.held_at(MORNING + timedelta(days=3, hours=6)):
        assert [entry.note for entry in owed(units["团区委"])] == ["已逾期"]
        for name in NINE[6:8]:
            acknowledge(units[name], notice)
        remind(office, notice, "只差一家")
        acknowledge(units["团区委"], notice)
        with pytest.raises(Conflict):
            remind(office, notice, "都到了")
    last = {*reminded[-1].person_ids}
    assert units["团区委"].person_id in last
    assert not last & {units[name].person_id for name in NINE[:8]}

    done = card(office, notice)
    assert [unit.name for unit in done.received] == list(NINE)
    assert [unit.acknowledged_by for unit in done.received] == [units[name].name for name in NINE]
    at = [unit.acknowledged_at for unit in done.received[:6]]
    assert at == [MORNING + timedelta(minutes=minutes) for minutes in range(6)]
    assert [owed(viewer) for viewer in units.values()] == [[]] * 9


def announce(office: Viewer) -> str:
    """The notice in 全体, as an announcement, with eight working hours for the nine."""
    with db.transaction() as session:
        known = {unit.short_name: unit.public_id for unit in directory(session).units}
        place = next(entry.public_id for entry in queries.channels_of(session, office) if entry.kind == "everyone")
        wish = AckWish(tuple(known[name] for name in NINE), 8)
        draft = MessageDraft(place, "notice", "关于报送四季度数据的通知", acknowledgement=wish, is_announcement=True)
        posted = talk.post_message(session, office, draft)
    with db.reading() as session:
        listed, _more = announcements(session, office, place)
    assert [message.public_id for message in listed] == [posted.id]
    return posted.id


def acknowledge(viewer: Viewer, message: str) -> None:
    with db.transaction() as session:
        actions.acknowledge(session, viewer, message)


def remind(viewer: Viewer, message: str, reason: str) -> None:
    with db.transaction() as session:
        actions.remind(session, viewer, message, reason)


def card(viewer: Viewer, message: str) -> AcknowledgementView:
    with db.reading() as session:
        found = queries.message(session, viewer, message).facets.acknowledgement
    assert found is not None
    return found


def owed(viewer: Viewer) -> list[TodoEntry]:
    """What the viewer's unit owes in 全体; the demo world asks for something else elsewhere."""
    with db.reading() as session:
        place = next(entry.public_id for entry in queries.channels_of(session, viewer) if entry.kind == "everyone")
        entries = queries.waiting(session, viewer)
        return [entry for entry in entries if entry.kind == "acknowledgement" and entry.channel == place]


def office_viewer() -> Viewer:
    return person("未保办", "office")


def liaison(unit: str) -> Viewer:
    return person(unit.removeprefix("区"), "liaison")


def person(unit: str, role: str) -> Viewer:
    """Somebody of the unit with the role."""
    with db.reading() as session:
        for row in session.scalars(select(Person).order_by(Person.id)):
            if row.unit.short_name.removeprefix("区") == unit.removeprefix("区") and role in row.roles:
                found = viewer_of_person(session, row.id)
                assert found is not None
                return found
    raise AssertionError(f"nobody of {unit} is {role}")
