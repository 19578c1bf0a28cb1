"""Deliverers are killed in mid-sentence, again and again: nobody is left untold, and repetitions are bounded.

The checker is itself held to faults that are planted: it must notice each.
"""

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from hub.bootstrap.places import ROOT
from hub.core import clock, db
from hub.core.config import load_settings
from hub.notify import lease, outbox, rules, ways
from hub.notify.models import OutboxRow
from hub.notify.outbox import announce
from hub.notify.senders.mail import message_id
from hub.notify.shapes import Cause, Notice
from tests.channels.scene import Scene
from tests.services.born import ask_nursery
from tests.services.processes import PATIENCE_SECONDS, Program, Running, wait_until

from .acts import say
from .conftest import Office, rows
from .receivers import Mailbox

pytestmark = pytest.mark.slow

NAMED = ("甲长", "乙一", "办一")
POSTS_A_TURN = 2
SHORT_SECONDS = 2.0
LONG_SECONDS = 60.0


class Deliverer(Program):
    """A process that delivers."""

    def __init__(self, folder: Path, number: int, *arguments: str) -> None:
        super().__init__(
            [sys.executable, "-m", "tests.notify.deliverer", *arguments], folder / f"deliverer-{number}.log"
        )

    def launch(self) -> Running:
        """From the nursery, where all is imported."""
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        return ask_nursery("tests.notify.deliverer", self.command[3:], environ, self.log)

    def begin(self) -> None:
        """Start, or start again."""
        before = self.output.count("delivering")
        self.start(lambda: self.output.count("delivering") > before)


class Town:
    """The committee, its letters, and the deliverers; what everybody should have been told."""

    def __init__(self, office: Office, folder: Path, database_url: str) -> None:
        self.scene: Scene = office.scene
        self.mailbox: Mailbox = office.mailbox
        self.expected: set[str] = set()
        self.kills = 0
        self._folder, self._url = folder, database_url
        self.deliverers: list[Deliverer] = []

    def employ(self, count: int, lease_seconds: float, fault: str = "") -> None:
        """Let so many deliverers work."""
        arguments = (self._url, str(self.mailbox.port), str(lease_seconds), *([fault] if fault else []))
        self.deliverers = [Deliverer(self._folder, number, *arguments) for number in range(count)]
        for deliverer in self.deliverers:
            deliverer.begin()

    def speak(self) -> None:
        """Posts that name people; each is announced once more, as a job does that two processes run."""
        people = tuple(self.scene[name].person_id for name in NAMED)
        for _turn in range(POSTS_A_TURN):
            say(self.scene, " ".join(f"@{name}" for name in NAMED) + " 请看", at=clock.now())
            with db.transaction() as session:
                row = session.execute(select(OutboxRow).order_by(OutboxRow.id.desc()).limit(1)).scalar_one()
                assert row.channel_id is not None
                announce(session, Cause("mention", str(row.message_id), people, row.channel_id, row.message_id))
            self.expected |= {_letter_id(f"mention:{row.message_id}:mail:{person}") for person in people}

    def kill_somebody(self, chance: random.Random) -> None:
        """While letters go out, at a moment that nobody chose; then somebody else takes the place."""
        before = len(self.mailbox.letters)
        wait_until(lambda: len(self.mailbox.letters) > before or not _pending(), PATIENCE_SECONDS, poll=0.001)
        time.sleep(chance.uniform(0.0, 0.03))
        victim = chance.choice(self.deliverers)
        victim.kill()
        self.kills += 1
        victim.begin()

    def check(self) -> None:
        """Everybody was told of everything; nobody of anything else; again only for a kill."""
        self.settle_down()
        told = Counter(letter["Message-ID"] for letter in self.mailbox.letters)
        assert self.expected - told.keys() == set(), "never told"
        assert told.keys() - self.expected == set(), "told what nobody announced"
        repeated = told.total() - len(told)
        assert repeated <= self.kills * lease.BATCH, f"repeated {repeated} times in {self.kills} kills"

    def settle_down(self) -> None:
        """Wait until nothing is left to tell, as long as something is told now and then."""
        while left := _pending():
            try:
                wait_until(lambda: _pending() < left, PATIENCE_SECONDS, poll=0.05)
            except TimeoutError:
                found = [(row.attempts, row.reason, row.due_at, row.token) for row in rows() if row.due_at]
                raise AssertionError(f"still to be told at {clock.now()}: {found}") from None

    def go_home(self) -> None:
        for deliverer in self.deliverers:
            deliverer.kill()
            assert "Traceback" not in deliverer.output, deliverer.output


def _letter_id(key: str) -> str:
    url = ways.ours().public_url + "/messages/x"
    return message_id(Notice(key, "", "", url, "", "", clock.now()))


def _pending() -> int:
    with db.glance() as connection:
        return connection.scalar(select(func.count()).where(OutboxRow.due_at.is_not(None))) or 0


@pytest.fixture
def town(office: Office, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """At once, at any hour, however much it is."""
    monkeypatch.setattr(rules, "GRACE", rules.GRACE * 0)
    monkeypatch.setattr(rules, "MOST_PER_HOUR", 1_000_000)
    for name in NAMED:
        office.prefer(name, quiet_from_minute=0, quiet_to_minute=0)
    assert load_settings({"HUB_DATA_DIR": str(tmp_path)}).public_url == ways.ours().public_url
    made = Town(office, tmp_path, database_url)
    yield made
    made.go_home()


def kill_often(town: Town, kills: int, deliverers: int = 2, fault: str = "") -> None:
    """Speak, kill, speak."""
    chance = random.Random(kills)
    town.employ(deliverers, SHORT_SECONDS, fault)
    for _turn in range(kills):
        town.speak()
        town.kill_somebody(chance)
    town.check()


def test_twenty_kills_lose_nothing(town: Town) -> None:
    kill_often(town, 20)
    assert len(town.expected) == 20 * POSTS_A_TURN * len(NAMED)


def test_without_kills_nothing_is_repeated(town: Town) -> None:
    town.employ(3, LONG_SECONDS)
    for _turn in range(15):
        town.speak()
    town.check()


@pytest.mark.soak
@pytest.mark.parametrize("deliverers", [1, 3])
def test_killed_for_a_long_time(town: Town, deliverers: int) -> None:
    kill_often(town, 200, deliverers)


def no_unique_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write each announcement down as if it were the first."""
    write = outbox.write

    def salted(session: Any, rows: list[dict[str, Any]]) -> None:
        write(session, [row | {"dedup_key": f"{row['dedup_key']}~{random.random()}"} for row in rows])

    monkeypatch.setattr(outbox, "write", salted)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_checker_notices_a_missing_key(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    no_unique_key(monkeypatch)
    town.employ(1, LONG_SECONDS)
    town.speak()
    with pytest.raises(AssertionError, match="never told|nobody announced"):
        town.check()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_checker_notices_who_settles_before_sending(town: Town) -> None:
    with pytest.raises(AssertionError, match="never told"):
        kill_often(town, 8, fault="settle before send")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_checker_notices_deliverers_without_a_lease(town: Town) -> None:
    town.employ(3, LONG_SECONDS, "no lease")
    for _turn in range(5):
        town.speak()
    with pytest.raises(AssertionError, match="repeated"):
        town.check()
