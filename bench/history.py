"""Opening a channel of a million messages, first page and a jump into the middle, against one of a thousand: the real pages."""

import statistics
import tempfile
import time
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import insert, text, update
from sqlalchemy.orm import Session

from hub.accounts.keys import hash_secret
from hub.accounts.models import Person, PersonRole, SignedInSession, Unit
from hub.app import create_app
from hub.channels.membership import sync_all
from hub.channels.models import ChangeLog, Channel, Membership, Message
from hub.core import clock, db, schema
from hub.core.config import load_settings
from hub.core.ids import new_public_id
from hub.web.viewer import COOKIE

SMALL, LARGE = 1_000, 1_000_000
ROUNDS = 30
CHUNK = 20_000


def measure(database_url: str) -> dict[str, tuple[float, float]]:
    """What is opened → median milliseconds in the small and in the large channel; the two are asked in turn."""
    schema.upgrade(database_url)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(load_settings({"HUB_DATA_DIR": folder, "HUB_DATABASE_URL": database_url}))
        small, large = _fill()
        client = app.test_client()
        client.set_cookie(COOKIE, "bench", domain="127.0.0.1")
        return {what: _compare(client, first, second) for what, first, second in _questions(small, large)}


def _questions(small: str, large: str) -> list[tuple[str, str, str]]:
    api = "/api/v1/channels/{}/messages?limit=50"
    return [
        ("page, newest", f"/channels/{small}", f"/channels/{large}"),
        ("page, jump to the middle", f"/channels/{small}?seq={SMALL // 2}", f"/channels/{large}?seq={LARGE // 2}"),
        ("API, newest", api.format(small), api.format(large)),
        ("API, middle", api.format(small) + f"&around={SMALL // 2}", api.format(large) + f"&around={LARGE // 2}"),
    ]


def _compare(client: FlaskClient, first: str, second: str) -> tuple[float, float]:
    times: dict[str, list[float]] = {first: [], second: []}
    for turn in range(ROUNDS + 3):
        for path in (first, second):
            start = time.perf_counter()
            response = client.get(path, base_url="http://127.0.0.1:5000")
            took = time.perf_counter() - start
            if response.status_code != 200:
                raise SystemExit(f"{path} answered {response.status_code}")
            if turn >= 3:
                times[path].append(1000 * took)
    return statistics.median(times[first]), statistics.median(times[second])


def _fill() -> tuple[str, str]:
    with db.transaction() as session:
        unit = Unit(name="测试单位", short_name="测试单位", tile="测试", kind="member")
        channels = [Channel(kind="everyone", title=f"全体{number}") for number in (1, 2)]
        session.add_all([unit, *channels])
        session.flush()
        person = signed_in(session, unit)
        sync_all(session)
        found = [(channel.id, channel.public_id, size) for channel, size in zip(channels, (SMALL, LARGE), strict=True)]
        person_id, unit_id = person.id, unit.id
    for channel_id, _public_id, size in found:
        _fill_channel(channel_id, person_id, unit_id, size)
    with db.engine().execution_options(hub_write=True).begin() as connection:
        connection.execute(text("analyze"))
    return found[0][1], found[1][1]


def signed_in(session: Session, unit: Unit) -> Person:
    """A liaison of the unit, whose browser has the cookie `bench`."""
    person = Person(login="bench", name="测量", unit_id=unit.id)
    session.add(person)
    session.flush()
    session.add(PersonRole(person_id=person.id, role="liaison"))
    session.add(
        SignedInSession(
            secret_hash=hash_secret("bench"), person_id=person.id, idle_seconds=86400,
            expires_at=clock.now() + timedelta(hours=12),
        )
    )  # fmt: skip
    session.flush()
    return person


def _fill_channel(channel_id: int, person_id: int, unit_id: int, size: int) -> None:
    start = clock.now() - timedelta(seconds=60 * size / 20)
    for first in range(1, size + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, size + 1))
        with db.transaction() as session:
            session.execute(
                insert(Message),
                [
                    {
                        "public_id": new_public_id(), "channel_id": channel_id, "seq": seq, "author_id": person_id,
                        "unit_id": unit_id, "client_id": f"{channel_id}-{seq}", "body": f"第{seq}条：已按要求办理，请各单位知悉。",
                        "posted_at": start + timedelta(seconds=3 * seq), "change": seq, "mentioned": [],
                    }
                    for seq in numbers
                ],
            )  # fmt: skip
            session.execute(
                insert(ChangeLog),
                [{"channel_id": channel_id, "change": seq, "seq": seq, "action": "create"} for seq in numbers],
            )
    with db.transaction() as session:
        session.execute(update(Channel).where(Channel.id == channel_id).values(head_seq=size, head_change=size))
        session.execute(update(Membership).where(Membership.channel_id == channel_id).values(last_read_seq=size))
