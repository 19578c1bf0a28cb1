"""A consultation that is held with everybody connected: how soon an item change is at all of them, against a bare broadcast.

Both are sent by one process at the same pace, in the same run. The consultation's change comes in as its chair's page sends it,
over HTTP, and goes through the whole act: who may, rows, record, trail, card, change log.
"""

import secrets
from datetime import timedelta
from typing import Any

import hub.reactions  # noqa: F401 (channels open, cards follow)
from hub.accounts.models import PersonRole
from hub.accounts.queries import viewer_of_person
from hub.core import clock, db, schema
from hub.journal import chain
from hub.meetings import actions as meetings
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.live import actions
from hub.meetings.shapes import ConsultationDraft

from . import servers

CLIENTS = 200
ITEMS = 8
RATE = 4.0
"""Changes a second, of both: more than any chair makes."""
SECONDS = 20.0


def prepare(database_url: str) -> dict[str, Any]:
    """A consultation that is held, its unit's CLIENTS liaisons all in; what the load needs to know of it."""
    schema.upgrade(database_url)
    chain.begin(secrets.token_hex(32))  # the server goes on with its own
    db.open_database(database_url)
    with db.transaction() as session:
        _everyone, people, cookies = servers.people_in(session, CLIENTS)
        session.add(PersonRole(person_id=people[0].id, role="office"))
        session.flush()
        chair = viewer_of_person(session, people[0].id)
        assert chair is not None
        unit = people[0].unit.public_id
        starts = clock.now() + timedelta(minutes=5)
        draft = ConsultationDraft("special", "专项会商", starts, 120, chair=chair.public_id, units=(unit,))
        row = meetings.prepare(session, chair, draft)
        meetings.announce(session, chair, row.public_id, "bench")
        items = [
            AgendaItem(consultation_id=row.id, position=number, title=f"第{number}项", ask="提请议定")
            for number in range(2, ITEMS + 2)
        ]
        session.add_all(items)
        session.flush()
        actions.open_consultation(session, chair, row.public_id)
        assert row.channel is not None
        found = {
            "consultation": row.public_id, "channel": row.channel.public_id, "cookies": cookies,
            "items": [item.public_id for item in items], "revision": row.revision,
        }  # fmt: skip
    db.close_database()
    return found
