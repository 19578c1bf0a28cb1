"""What is taken at the same time: units, people and rooms, as warnings with names; of what is hidden not a word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from hub.core import db
from hub.core.viewer import Role
from hub.meetings import actions
from hub.meetings.arranging.conflicts import Overlap, Wanted, overlaps, wanted_by
from hub.meetings.models import Attendance, Consultation, MeetingRoom
from hub.meetings.rules import LONGEST
from tests.meetings.story import TUESDAY, Meetings, at

HOUR = timedelta(hours=1)


def room(name: str = "302会议室") -> tuple[int, str]:
    with db.transaction() as session:
        made = MeetingRoom(name=name)
        session.add(made)
        session.flush()
        return made.id, made.public_id


def seen(meetings: Meetings, who: str, **wanted: object) -> list[Overlap]:
    given = {"starts_at": TUESDAY, "ends_at": TUESDAY + 2 * HOUR} | wanted
    with db.reading() as session:
        return overlaps(session, meetings.scene[who], Wanted(**given))  # type: ignore[arg-type]


def said(found: list[Overlap]) -> set[tuple[str, str, str]]:
    return {(one.what, one.name, one.title) for one in found}


def test_units_people_and_the_room_are_named_with_what_takes_them(meetings: Meetings) -> None:
    key, public_id = room()
    meetings.prepared(room=public_id, chair=meetings.person("主任"), note_taker=meetings.person("办一"))
    people = frozenset(meetings.scene[name].person_id for name in ("主任", "办一", "丙一"))
    units = frozenset(meetings.scene.units[name] for name in ("区甲局", "区丙局"))
    found = seen(meetings, "办一", units=units, people=people, room_id=key)
    title = "转介衔接专项会商"
    assert said(found) == {
        *[
            ("room", "302会议室", title),
            ("person", "主任", title),
            ("person", "办一", title),
            ("unit", "区甲局", title),
        ],
    }
    assert {(one.starts_at, one.ends_at) for one in found} == {(TUESDAY, TUESDAY + 2 * HOUR)}


def test_named_guests_are_taken_too(meetings: Meetings) -> None:
    meetings.prepared(people=(meetings.named("专家", "observer"),))
    assert [one.name for one in seen(meetings, "办一", people=frozenset({meetings.scene["专家"].person_id}))] == [
        "专家"
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "is_taken"),
    [
        (-2 * HOUR, 0 * HOUR, False),
        (-2 * HOUR, timedelta(minutes=1), True),
        (HOUR, 3 * HOUR, True),
        (2 * HOUR, 3 * HOUR, False),
        (-HOUR, 5 * HOUR, True),
        (24 * HOUR, 26 * HOUR, False),
    ],
)
def test_what_only_touches_does_not_overlap(
    meetings: Meetings, begins: timedelta, ends: timedelta, is_taken: bool
) -> None:
    meetings.announced()
    unit = frozenset({meetings.scene.units["区甲局"]})
    assert bool(seen(meetings, "办一", units=unit, starts_at=TUESDAY + begins, ends_at=TUESDAY + ends)) == is_taken


def test_the_longest_consultation_is_found_at_its_end(meetings: Meetings) -> None:
    meetings.announced(starts_at=at(11, 24, 8), minutes=int(LONGEST / timedelta(minutes=1)))
    unit = frozenset({meetings.scene.units["区甲局"]})
    late = at(11, 24, 19, 59)
    assert seen(meetings, "办一", units=unit, starts_at=late, ends_at=late + HOUR)


def test_what_is_called_off_taken_back_or_excused_takes_nobody(meetings: Meetings) -> None:
    gone, left = meetings.announced(), meetings.announced()
    meetings.do(actions.cancel, "办一", gone, "不开了")
    unit = frozenset({meetings.scene.units["区甲局"]})
    assert len(seen(meetings, "办一", units=unit)) == 1
    with db.transaction() as session:
        session.execute(update(Attendance).values(answer="excused"))
    assert seen(meetings, "办一", units=unit) == []
    with db.transaction() as session:
        session.execute(update(Attendance).values(answer="attending"))
    meetings.do(actions.change, "办一", left, meetings.draft("区丙局"))
    assert seen(meetings, "办一", units=unit) == []


def test_a_consultation_is_no_conflict_of_itself(meetings: Meetings) -> None:
    made, other = meetings.announced(), meetings.announced(title="另一次")
    with db.reading() as session:
        row = session.get_one(Consultation, meetings.row(made).id)
        found = overlaps(session, meetings.scene["办一"], wanted_by(session, row))
    assert {one.consultation for one in found} == {other}


def test_of_a_case_that_is_hidden_there_is_no_word(meetings: Meetings) -> None:
    key, public_id = room()
    case = meetings.announced(kind="case", title="小明个案", people=(meetings.named("甲一"),), room=public_id)
    meetings.scene.people["办二"] = replace(meetings.scene["丙一"], roles=frozenset({Role.OFFICE}))
    wanted = {
        "units": frozenset({meetings.scene.units["区甲局"], meetings.scene.units["区未保办"]}),
        "people": frozenset({meetings.scene["甲一"].person_id}),
        "room_id": key,
    }
    assert seen(meetings, "办二", **wanted) == [Overlap("room", "302会议室"), Overlap("person", "甲一")]
    assert {one.consultation for one in seen(meetings, "办一", **wanted)} == {case}
