"""The committee of the channels' tests behind a running hub, and new people in it for each test."""

import http.client
import json
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hub.accounts.access import rights_changed
from hub.accounts.keys import hash_secret
from hub.accounts.models import ApiToken, Person, SignedInSession, Unit
from hub.channels.membership import sync_person
from hub.channels.models import ChangeLog, Channel, Membership, Message
from hub.core import clock, db
from tests.channels import scene
from tests.factories import make_person, make_session, make_token
from tests.realtime.wire import RawSocket
from tests.services.hub_server import HubServer
from tests.services.processes import PATIENCE_SECONDS

ROOM = "家庭"
"""An item's channel: people of 区甲局, 区乙局 and 区未保办 are in it, those of 区丙局 are not."""
_numbers = count(1)


@dataclass
class Someone:
    """A person with the keys to connect as them."""

    name: str
    id: int
    public_id: str
    cookie: str
    token: str


@dataclass
class World:
    """A hub and what its database holds. The database is open in the test's own process too."""

    hub: HubServer
    scene: scene.Scene

    @property
    def port(self) -> int:
        """Where the hub listens."""
        return self.hub.port

    @property
    def room(self) -> str:
        """The public id of ROOM."""
        return self.scene.channels[ROOM]

    def person(self, unit: str = "区甲局", locale: str = "zh") -> Someone:
        """A new liaison of a unit, in the channels where they belong."""
        with db.transaction() as session:
            row = session.scalars(select(Unit).where(Unit.name == unit)).one()
            person = make_person(session, row, name=f"{unit[1]}{next(_numbers)}")
            person.locale = locale
            sync_person(session, person.id)
            cookie, token = make_session(session, person), make_token(session, person)
            return Someone(person.name, person.id, person.public_id, cookie, token)

    def socket(self, someone: Someone, opens: str | None = ROOM) -> RawSocket:
        """A browser's socket of a person, connected, with a channel open."""
        raw = RawSocket(self.port, cookie=someone.cookie).connect()
        if opens is not None:
            answer = raw.call("channel:open", {"channel": self.scene.channels[opens]})
            assert answer["ok"], answer
        return raw

    def post(self, raw: RawSocket, body: str, **more: Any) -> Any:
        """Post in ROOM and give the answer."""
        return raw.call("message:post", {"channel": self.room, "client_id": f"t{next(_numbers)}", "body": body, **more})

    def get(self, someone: Someone, path: str) -> Any:
        """What the HTTP API answers to a person's program."""
        return ask(self.port, "GET", path, someone.token)

    def patch(self, someone: Someone, path: str, body: dict[str, Any]) -> Any:
        """What the HTTP API answers to a change."""
        return ask(self.port, "PATCH", path, someone.token, body)


def ask(port: int, method: str, path: str, token: str, body: dict[str, Any] | None = None) -> Any:
    """One request of a program; the answer must be a success."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        headers = {"Authorization": f"Bearer {token}"}
        connection.request(method, f"/api/v1{path}", None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        text = response.read()
        assert response.status < 300, (response.status, text)
        return json.loads(text) if text else None
    finally:
        connection.close()


def build(hub: HubServer) -> World:
    """Fill the open, empty database."""
    with db.transaction() as session:
        return World(hub, scene.build(session))


def stored(channel: str) -> list[tuple[int, str, str]]:
    """The messages of a channel (public id) in the database: place, client id, body."""
    with db.reading() as session:
        found = select(Message.seq, Message.client_id, Message.body).join(Channel, Channel.id == Message.channel_id)
        return list(session.execute(found.where(Channel.public_id == channel).order_by(Message.seq)))


def change_numbers(channel: str) -> list[int]:
    """The numbers in the change log of a channel (public id)."""
    with db.reading() as session:
        found = select(ChangeLog.change).join(Channel, Channel.id == ChangeLog.channel_id)
        return list(session.scalars(found.where(Channel.public_id == channel).order_by(ChangeLog.change)))


# --- rights taken away by another process: the command line, say, or a page served elsewhere ---------------------------


def end_session(session: Session, someone: Someone) -> None:
    """Sign the person's browser out."""
    hashed = hash_secret(someone.cookie)
    session.execute(update(SignedInSession).where(SignedInSession.secret_hash == hashed).values(ended_at=clock.now()))


def revoke_token(session: Session, someone: Someone) -> None:
    """Take the program's key back."""
    hashed = hash_secret(someone.token)
    session.execute(update(ApiToken).where(ApiToken.secret_hash == hashed).values(revoked_at=clock.now()))


def deactivate(session: Session, someone: Someone) -> None:
    """Close the account."""
    session.execute(update(Person).where(Person.id == someone.id).values(deactivated_at=clock.now()))


def remove(session: Session, someone: Someone) -> None:
    """Take the person out of every channel."""
    session.execute(update(Membership).where(Membership.person_id == someone.id).values(ended_at=clock.now()))


def elsewhere(change: Any, someone: Someone) -> None:
    """Do one of these in a transaction of the test's own process, counted as a change of rights."""
    with db.transaction() as session:
        rights_changed(session)
        change(session, someone)
