"""Asked units that leave the channel or close owe nothing; those that come back owe again."""

from datetime import date, timedelta

from sqlalchemy import delete

from hub.accounts.events import PersonDeactivated, UnitChanged
from hub.accounts.models import Person, Unit
from hub.channels.acknowledgements.events import AcknowledgementsReleased
from hub.channels.events import MessageChanged
from hub.core import clock, db
from hub.core.events import record
from hub.plan.events import ItemChanged
from hub.plan.models import ItemParty
from tests.channels.scene import Scene

from .asking import ask, card, give, missing, owed, received


def released(scene: Scene, message: str) -> list[str]:
    return [unit.name for unit in card(scene, message).released]


def take_out(scene: Scene, unit: str, item: str = "家庭") -> None:
    """The item names the unit no more."""
    with db.transaction() as session:
        session.execute(
            delete(ItemParty).where(ItemParty.item_id == scene.items[item], ItemParty.unit_id == scene.units[unit])
        )
        session.expire_all()
        record(session, ItemChanged(scene.items[item]))


def test_a_unit_that_the_item_names_no_more(scene: Scene, heard: list[object]) -> None:
    message = ask(scene, "办一")
    heard.clear()
    take_out(scene, "区乙局")
    assert missing(scene, message) == ["区甲局"]
    assert released(scene, message) == ["区乙局"]
    assert owed(scene, "乙一") == []
    assert any(isinstance(event, AcknowledgementsReleased) for event in heard)
    assert sum(isinstance(event, MessageChanged) for event in heard) == 1

    with db.transaction() as session:
        party = ItemParty(item_id=scene.items["家庭"], unit_id=scene.units["区乙局"], written_name="区乙局", position=9)
        session.add(party)
        session.flush()
        record(session, ItemChanged(scene.items["家庭"]))
    assert missing(scene, message) == ["区甲局", "区乙局"]
    assert len(owed(scene, "乙一")) == 1


def test_an_answer_stays_when_its_unit_goes(scene: Scene) -> None:
    message = ask(scene, "办一")
    give(scene, "乙一", message)
    take_out(scene, "区乙局")
    assert received(scene, message) == ["区乙局"]
    assert released(scene, message) == []


def test_a_unit_that_closes(scene: Scene) -> None:
    message = ask(scene, "办一", "全体")
    with db.transaction() as session:
        unit = session.get_one(Unit, scene.units["东街道"])
        unit.active_to = clock.today() - timedelta(days=1)
        session.flush()
        record(session, UnitChanged(unit.id))
    assert "东街道" not in missing(scene, message)
    assert released(scene, message) == ["东街道"]
    with db.transaction() as session:
        session.get_one(Unit, scene.units["东街道"]).active_to = date(2100, 1, 1)
        session.flush()
        record(session, UnitChanged(scene.units["东街道"]))
    assert "东街道" in missing(scene, message)


def test_a_responsible_unit_without_people_still_owes(scene: Scene) -> None:
    message = ask(scene, "办一")
    with db.transaction() as session:
        person = session.get_one(Person, scene["乙一"].person_id)
        person.deactivated_at = clock.now()
        session.flush()
        record(session, PersonDeactivated(person.id))
    assert missing(scene, message) == ["区甲局", "区乙局"]


def test_who_moves_away_takes_nothing_along(scene: Scene) -> None:
    message = ask(scene, "办一")
    give(scene, "甲一", message)
    assert received(scene, message) == ["区甲局"]
    with db.transaction() as session:
        session.get_one(Person, scene["甲一"].person_id).unit_id = scene.units["区丙局"]
    assert received(scene, message) == ["区甲局"]
