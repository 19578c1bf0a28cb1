"""A committee whose members have mail addresses, and what listens on the other side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from hub.core import db
from hub.core.addresses import SmtpServer
from hub.core.config import load_settings
from hub.notify import reactions, ways  # noqa: F401 (it answers the news)
from hub.notify.models import NoticePreference, NoticeTarget, OutboxRow, PushSubscription
from hub.notify.sealing import seal
from tests.channels.conftest import scene
from tests.channels.scene import Scene

from .receivers import Mailbox, Receiver, http_receiver, mail_server

__all__ = ["scene"]


SECRET = "a secret of the robot"


@dataclass
class Office:
    """The committee, its mail server, and the server of robots, hooks and push services."""

    scene: Scene
    mailbox: Mailbox
    receiver: Receiver

    def prefer(self, who: str, **values: object) -> None:
        """Somebody is told so from now on; with an address unless it says otherwise."""
        person_id = self.scene[who].person_id
        chosen = {"person_id": person_id, "mail_address": f"p{person_id}@example.org", **values}
        with db.transaction() as session:
            session.merge(NoticePreference(**chosen))

    def target(self, kind: str, path: str = "/robot?key=1", secret: str = SECRET) -> int:
        """A robot or hook that leads to the receiver."""
        address = self.receiver.url + path
        with db.transaction() as session:
            row = NoticeTarget(
                kind=kind, name=kind, host="127.0.0.1", sealed_address=seal(address), sealed_secret=seal(secret)
            )
            session.add(row)
            session.flush()
            return row.id

    def browser(self, who: str, p256dh: str, auth: str, path: str = "/push/1") -> int:
        """Somebody's browser that takes push notices at the receiver."""
        with db.transaction() as session:
            row = PushSubscription(
                person_id=self.scene[who].person_id, endpoint=self.receiver.url + path, p256dh=p256dh, auth=auth
            )
            session.add(row)
            session.flush()
            return row.id


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with http_receiver() as found:
        yield found


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as found:
        yield found


@pytest.fixture
def office(scene: Scene, tmp_path: Path, mailbox: Mailbox, receiver: Receiver) -> Iterator[Office]:
    settings = load_settings({"HUB_DATA_DIR": str(tmp_path), "HUB_HOOK_HOSTS": receiver.url})
    smtp = SmtpServer("127.0.0.1", mailbox.port, security="none")
    ways.begin(replace(settings, smtp=smtp, mail_from="hub@example.org"))
    yield Office(scene, mailbox, receiver)
    ways._ways = None


def rows() -> list[OutboxRow]:
    """The outbox, in order."""
    with db.reading() as session:
        return list(session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def states() -> list[str]:
    """Their states, in order."""
    return [row.state for row in rows()]
