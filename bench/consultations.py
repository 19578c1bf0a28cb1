"""The month of consultations: its cost must follow what is held in it, never how many consultations there have been."""

import statistics
import time
from datetime import date, datetime, timedelta

from sqlalchemy import insert

from hub.accounts.models import Person, PersonRole, Unit
from hub.accounts.queries import viewer_of_person
from hub.channels.models import Channel
from hub.core import clock, db, schema
from hub.core.ids import new_public_id
from hub.core.viewer import Role, Viewer
from hub.meetings.arranging import queries
from hub.meetings.arranging.listing import ConsultationFilter
from hub.meetings.models import Attendance, Consultation

COUNTS = (100, 10_000)
IN_MONTH, ROUNDS = 40, 60
MONTH = date(2026, 11, 1)


def measure(database_url: str) -> dict[str, float]:
    """Milliseconds (median) of the month as the office sees it, with 40 consultations, among each of COUNTS."""
    viewer, units = office(database_url)
    figures: dict[str, float] = {}
    standing = 0
    for count in COUNTS:
        _fill(range(standing + 1, count + 1), viewer, units)
        standing = count
        figures[f"{count:,} consultations, ms"] = _month(viewer)
    return figures


def office(database_url: str) -> tuple[Viewer, list[int]]:
    """Somebody of the office and the keys of twelve units, in a new database that stays open."""
    schema.upgrade(database_url)
    db.open_database(database_url)
    with db.transaction() as session:
        units = [
            Unit(name=f"区第{n}局", short_name=f"区第{n}局", tile="局", kind="member", position=n) for n in range(12)
        ]
        session.add_all(units)
        session.flush()
        person = Person(login="office", name="办", unit_id=units[0].id)
        session.add(person)
        session.flush()
        session.add(PersonRole(person_id=person.id, role=Role.OFFICE))
        session.flush()
        session.expire(person)
        keys, id_ = [unit.id for unit in units], person.id
    with db.reading() as session:
        viewer = viewer_of_person(session, id_)
    if viewer is None:
        raise SystemExit("nobody is there")
    return viewer, keys


def _fill(keys: range, viewer: Viewer, units: list[int]) -> None:
    with db.transaction() as session:
        channels = [{"id": key, "public_id": new_public_id(), "kind": "consultation", "title": ""} for key in keys]
        session.execute(insert(Channel), channels)
        session.execute(insert(Consultation), [_row(key, viewer) for key in keys])
        invited = [{"consultation_id": key, "unit_id": unit} for key in keys for unit in units]
        session.execute(insert(Attendance), invited)
    with db.engine().connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("analyze")


def _row(key: int, viewer: Viewer) -> dict[str, object]:
    """The first IN_MONTH are held in the month, the others long before."""
    begins = datetime(MONTH.year, MONTH.month, 2, 9, tzinfo=clock.SHANGHAI)
    begins += timedelta(hours=16 * key) if key <= IN_MONTH else timedelta(hours=-60 * 24 - 20 * key)
    given = {"id": key, "channel_id": key, "public_id": new_public_id(), "kind": "special", "title": f"会商{key}"}
    when = {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "announced_at": begins}
    return given | when | {"state": "closed", "created_by": viewer.person_id}


def _month(viewer: Viewer) -> float:
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        with db.reading() as session:
            days = queries.days(session, viewer, ConsultationFilter(), date(2026, 10, 26), date(2026, 12, 6))
        taken.append((time.perf_counter() - start) * 1000)
        if sum(len(day.lines) for day in days) != IN_MONTH:
            raise SystemExit("the month is not whole")
    return statistics.median(taken)
