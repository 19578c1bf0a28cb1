"""One tap of whoever acts for the unit answers for it, once, however many tap."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import select, update

from hub.accounts.events import PersonAdded
from hub.accounts.models import Person, Unit
from hub.channels.acknowledgements.events import Acknowledged
from hub.channels.acknowledgements.models import Acknowledgement
from hub.channels.events import MessageChanged
from hub.channels.models import ChangeLog, Channel
from hub.core import clock, db
from hub.core.errors import Conflict, Denied, HubError, NotFound
from hub.core.events import record
from hub.core.viewer import Role
from tests.channels.scene import Scene
from tests.factories import make_person, viewer_of

from .asking import NOON, ask, card, give, missing, owed, received, undo


def colleague(scene: Scene, name: str, unit: str, role: Role = Role.LIAISON) -> None:
    """One more person in a unit, by this name in the scene."""
    with db.transaction() as session:
        person = make_person(session, session.get_one(Unit, scene.units[unit]), role, name=name)
        record(session, PersonAdded(person.id))
        scene.people[name] = viewer_of(session, person)


def test_one_tap_answers_for_the_unit(scene: Scene) -> None:
    colleague(scene, "乙二", "区乙局")
    with clock.held_at(NOON):
        message = ask(scene, "办一")
        view = give(scene, "乙一", message)
    found = card(scene, message)
    assert received(scene, message) == ["区乙局"]
    assert found.received[0].acknowledged_at == NOON
    assert found.received[0].acknowledged_by == "乙一"
    assert missing(scene, message) == ["区甲局"]
    assert view.facets.acknowledgement == found
    assert owed(scene, "乙一") == owed(scene, "乙二") == []
    assert len(owed(scene, "甲长")) == 1


def test_the_second_hears_who_was_first(scene: Scene) -> None:
    message = ask(scene, "办一")
    give(scene, "甲长", message)
    with pytest.raises(Conflict, match="甲长已于.*代区甲局回执"):
        give(scene, "甲一", message)


def test_tapping_twice_is_tapping_once(scene: Scene, heard: list[object]) -> None:
    message = ask(scene)
    give(scene, "乙一", message)
    heard.clear()
    assert give(scene, "乙一", message).facets.acknowledgement == card(scene, message)
    assert heard == []


@pytest.mark.parametrize("who", ["主任", "专家"])
def test_neither_the_committee_nor_observers_answer(scene: Scene, who: str) -> None:
    message = ask(scene, "办一", "全体")
    with pytest.raises((Denied, NotFound)):
        give(scene, who, message)
    assert "区丙局" in missing(scene, message)


def test_who_was_not_asked_and_who_is_not_in(scene: Scene) -> None:
    message = ask(scene)
    with pytest.raises(Conflict, match="没有要求"):
        give(scene, "办一", message)
    with pytest.raises(NotFound):
        give(scene, "丙一", message)


def test_every_screen_follows(scene: Scene, heard: list[object]) -> None:
    message = ask(scene)
    heard.clear()
    give(scene, "乙一", message)
    changed = next(event for event in heard if isinstance(event, MessageChanged))
    assert changed.action == "acknowledge"
    assert changed.reached == (scene["乙一"].person_id,)
    assert any(isinstance(event, Acknowledged) and not event.is_undone for event in heard)
    with db.reading() as session:
        log = session.execute(select(ChangeLog.change, ChangeLog.action).order_by(ChangeLog.change)).all()
        head = session.scalar(select(Channel.head_change).where(Channel.public_id == scene.channels["家庭"]))
    assert [tuple(row) for row in log] == [(1, "create"), (2, "acknowledge")]
    assert head == 2


def test_undone_within_ten_minutes_by_anybody_of_the_unit(scene: Scene) -> None:
    with clock.held_at(NOON):
        message = ask(scene, "办一")
        give(scene, "甲一", message)
    with clock.held_at(NOON + timedelta(minutes=10)):
        with pytest.raises(Conflict):
            undo(scene, "乙一", message)
        undo(scene, "甲长", message)
        assert missing(scene, message) == ["区甲局", "区乙局"]
        assert len(owed(scene, "甲一")) == 1
        give(scene, "甲长", message)
    with clock.held_at(NOON + timedelta(minutes=20, seconds=1)), pytest.raises(Conflict, match="10分钟"):
        undo(scene, "甲长", message)


def test_an_archived_channel_owes_nothing(scene: Scene) -> None:
    message = ask(scene)
    with db.transaction() as session:
        session.execute(
            update(Channel).where(Channel.public_id == scene.channels["家庭"]).values(archived_at=clock.now())
        )
    assert owed(scene, "乙一") == []
    with pytest.raises(Denied):
        give(scene, "乙一", message)


def test_two_liaisons_at_once_are_one_answer(scene: Scene, heard: list[object]) -> None:
    people = ["乙一", *(f"乙{n}" for n in "二三四五六")]
    for name in people[1:]:
        colleague(scene, name, "区乙局")
    for _round in range(3):
        message = ask(scene)
        heard.clear()
        outcomes = at_once([partial(give, scene, name, message) for name in people])
        assert sum(not isinstance(outcome, HubError) for outcome in outcomes) == 1
        assert all(isinstance(outcome, Conflict) for outcome in outcomes if isinstance(outcome, HubError))
        assert sum(isinstance(event, Acknowledged) for event in heard) == 1
        with db.reading() as session:
            rows = session.scalars(select(Acknowledgement.acknowledged_by)).all()
            names = set(session.scalars(select(Person.name).where(Person.id.in_(rows))))
        assert names <= set(people)
        assert len(rows) == _round + 1


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Do all at the same time; what each gave or raised."""
    barrier = Barrier(len(acts))

    def act(one: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return one()
        except HubError as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))
