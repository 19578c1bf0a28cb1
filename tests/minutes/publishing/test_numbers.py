"""Fifty publications at once: no number is left out, and none is given twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from hub.channels.models import Channel
from hub.core import clock, db
from hub.core.errors import Conflict
from hub.core.viewer import Viewer
from hub.meetings.models import Consultation
from hub.minutes.content import content_of
from hub.minutes.models import Minutes
from hub.minutes.publishing import actions
from hub.minutes.publishing.models import MinutesNumber, Signature
from hub.minutes.rules import digest
from tests.minutes.story import Told

MANY = 50


def ready(told: Told) -> list[str]:
    """So many minutes that are signed, and their public ids."""
    office = told.scene["办一"]
    with db.transaction() as session:
        made = []
        for number in range(MANY):
            starts = clock.now() - timedelta(days=number + 1)
            channel = Channel(kind="consultation", title=f"第{number}次")
            held = Consultation(
                kind="special", title=f"第{number}次", state="closed", starts_at=starts, channel=channel
            )
            held.ends_at, held.created_by = starts + timedelta(hours=1), office.person_id
            held.announced_at = starts
            session.add(held)
            session.flush()
            row = Minutes(consultation_id=held.id, title=held.title, state="signed")
            session.add(row)
            session.flush()
            signature = digest(content_of(session, row))
            session.add(Signature(minutes_id=row.id, person_id=office.person_id, name="办一", digest=signature))
            made.append(row.public_id)
        return made


def publish(viewer: Viewer, minutes: str) -> None:
    """Publish it; those of odd numbers fail after their number was taken, and try again."""
    for fails in (True, False):
        try:
            with db.transaction() as session:
                actions.publish(session, viewer, minutes)
                if fails and ord(minutes[-1]) % 2:
                    raise Conflict("the plug is pulled")
        except Conflict:
            continue
        return


def test_fifty_at_once_leave_no_gap_and_double_none(drafted: Told) -> None:
    minutes = ready(drafted)
    office = drafted.scene["办一"]
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda one: publish(office, one), minutes))
    with db.reading() as session:
        numbers = session.scalars(select(MinutesNumber.number).order_by(MinutesNumber.number)).all()
        states = set(session.scalars(select(Minutes.state).where(Minutes.public_id.in_(minutes))))
    assert numbers == list(range(1, MANY + 1))
    assert states == {"published"}
