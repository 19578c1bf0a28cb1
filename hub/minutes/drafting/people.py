"""出席、请假、缺席、列席: who was there, by unit, as lists that the editors may change. Pure."""

from collections.abc import Iterator
from typing import Any

from ...meetings.live.shapes import Roster, SignInView, UnitPlace
from .shapes import Drafted, Sentence, Source

LATE = "迟到"
STANDINGS = ("present", "excused", "absent", "observer")


def passages(roster: Roster) -> Iterator[Drafted]:
    """A list for each standing that anybody has."""
    lists = {
        "present": [*_present(roster), *(_other(one) for one in roster.others)],
        "excused": [{"unit": one.name} for one in roster.units if one.standing == "excused"],
        "absent": [{"unit": one.name} for one in roster.units if one.standing == "absent"],
        "observer": [*_observers(roster)],
    }
    sources = _sources(roster)
    for standing in STANDINGS:
        if lists[standing]:
            said = Sentence(line_of(lists[standing]), sources.get(standing, ()))
            data = (("standing", standing), ("people", lists[standing]))
            yield Drafted(f"people:{standing}", "people", (said,), data=data)


def line_of(people: list[dict[str, Any]]) -> str:
    """区甲局　张三、李四（科长，迟到），区乙局: units by ，, the people of one by 、."""
    return "，".join(_unit_line(one) for one in people)


def _unit_line(one: dict[str, Any]) -> str:
    names = "、".join(_name(person) for person in one.get("names", []))
    return "　".join(part for part in (one["unit"], names) if part)


def _name(person: dict[str, Any]) -> str:
    notes = "，".join(part for part in (person.get("post", ""), LATE if person.get("is_late") else "") if part)
    return f"{person['name']}（{notes}）" if notes else str(person["name"])


def _present(roster: Roster) -> Iterator[dict[str, Any]]:
    for unit in roster.units:
        if unit.standing == "present":
            yield {"unit": unit.name, "names": [_person(one, unit) for one in unit.people]}


def _person(one: SignInView, unit: UnitPlace) -> dict[str, Any]:
    """With the post of delegates, since they are not who is known for the unit."""
    post = (one.post or unit.delegate_post) if one.is_delegate else ""
    return {"name": one.name, "post": post, "is_late": one.is_late}


def _other(one: SignInView) -> dict[str, Any]:
    return {"unit": one.body, "names": [{"name": one.name, "post": "", "is_late": one.is_late}]}


def _observers(roster: Roster) -> Iterator[dict[str, Any]]:
    for guest in roster.guests:
        if guest.came:
            person = {"name": guest.name, "post": guest.post, "is_late": guest.came.is_late}
            yield {"unit": guest.body, "names": [person]}


def _sources(roster: Roster) -> dict[str, tuple[Source, ...]]:
    came = [*(one for unit in roster.units for one in unit.people), *roster.others]
    guests = [guest.came for guest in roster.guests if guest.came]
    return {
        "present": tuple(Source("sign_in", one.public_id) for one in came),
        "observer": tuple(Source("sign_in", one.public_id) for one in guests),
    }
