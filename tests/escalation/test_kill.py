"""Schedulers and deliverers are killed again and again: every step has happened once, and everybody was told of it.

The checker is itself held to faults that are planted: it must notice each.
"""

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text

from bench import many_issues
from hub.accounts.models import Unit
from hub.bootstrap.places import ROOT
from hub.channels.membership import sync_all
from hub.channels.models import Channel
from hub.core import db
from hub.core.viewer import Role
from hub.escalation.models import ClockAlarm, Escalation, EscalationEvent, InboxItem
from hub.notify import lease
from hub.notify.models import NoticePreference, OutboxRow
from tests.channels.scene import Scene
from tests.factories import make_person
from tests.notify.receivers import Mailbox, mail_server
from tests.services.born import ask_nursery
from tests.services.processes import PATIENCE_SECONDS, Program, Running, wait_until

pytestmark = pytest.mark.slow

STEPS, RECIPIENTS = 4, 3
SPEED = 1800.0
"""Half an hour a second: a step every two seconds."""


class Worker(Program):
    """A process that sweeps, or delivers."""

    def __init__(self, folder: Path, role: str, number: int, *arguments: str) -> None:
        self.role = role
        command = [sys.executable, "-m", "tests.escalation.worker", role, *arguments]
        super().__init__(command, folder / f"{role}-{number}.log")

    def launch(self) -> Running:
        """From the nursery, where all is imported."""
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        return ask_nursery("tests.escalation.worker", self.command[3:], environ, self.log)

    def begin(self) -> None:
        """Start, or start again."""
        before = self.output.count("working")
        self.start(lambda: self.output.count("working") > before)


class District:
    """Many issues that nobody takes up, those who climb them and those who tell, and what must have come of it."""

    def __init__(self, scene: Scene, folder: Path, database_url: str, mailbox: Mailbox, issues: int) -> None:
        self.issues, self.mailbox = issues, mailbox
        self._folder, self._url = folder, database_url
        self.workers: list[Worker] = []
        self.kills: Counter[str] = Counter()
        with db.transaction() as session:
            unit = session.get_one(Unit, scene.units["区乙局"])
            for _turn in range(RECIPIENTS - 1):
                make_person(session, unit, Role.LIAISON)
            sync_all(session)
            people = session.execute(
                text(
                    "select p.id from person p join person_role r on r.person_id = p.id where p.unit_id = :u and r.role = 'liaison'"
                ),
                {"u": unit.id},
            )
            for person_id in people.scalars().all():
                chosen = {"mail_address": f"p{person_id}@example.org", "quiet_from_minute": 0, "quiet_to_minute": 0}
                session.add(NoticePreference(person_id=person_id, **chosen))
            session.execute(
                insert(ClockAlarm).values(
                    public_id="x" * 14, reason="flood", count=0, raised_at=_NEVER, confirmed_at=_NEVER
                )
            )
            channel = session.scalars(select(Channel.id).where(Channel.title == "家庭")).one()
        raised = many_issues.Raised(scene["甲一"].person_id, scene["甲一"].unit_id, [channel], [unit.id])
        self.began = time.time() + 1
        at = datetime.fromtimestamp(self.began, UTC)
        version = many_issues.ladder_of_hours(*range(1, STEPS + 1))
        many_issues.fill(issues, raised, version, at, at + timedelta(hours=1), timedelta(hours=1) / issues)

    def employ(self, sweepers: int, deliverers: int, fault: str = "") -> None:
        """Let so many climb, and so many tell."""
        arguments = (self._url, str(self.mailbox.port), str(self.began), str(SPEED), fault)
        self.workers = [Worker(self._folder, "sweep", number, *arguments) for number in range(sweepers)]
        self.workers += [Worker(self._folder, "deliver", number, *arguments[:-1]) for number in range(deliverers)]
        for worker in self.workers:
            worker.begin()

    def kill_somebody(self, chance: random.Random) -> None:
        """While steps fire, at a moment that nobody chose; then somebody else takes the place."""
        before = _count(EscalationEvent.id)
        wait_until(lambda: _count(EscalationEvent.id) > before or self.is_climbed(), PATIENCE_SECONDS, poll=0.005)
        time.sleep(chance.uniform(0.0, 0.05))
        victim = chance.choice(self.workers)
        victim.kill()
        self.kills[victim.role] += 1
        victim.begin()

    def is_climbed(self) -> bool:
        with db.glance() as connection:
            return (
                connection.execute(select(Escalation.id).where(Escalation.state == "running").limit(1)).first() is None
            )

    def is_at_work(self) -> bool:
        """Whether nobody has gone of their own accord."""
        return all(worker.is_running for worker in self.workers)

    def check(self) -> None:
        """Each step once, each recipient once, and told once but for what a killed deliverer was just saying."""
        wait_until(lambda: self.is_climbed() or not self.is_at_work(), 20 * PATIENCE_SECONDS, poll=0.2)
        told = self.issues * STEPS
        assert _count(EscalationEvent.id) == told, "steps"
        assert _count(InboxItem.id) == told * RECIPIENTS, "recipients"
        assert _count(OutboxRow.id) == told * RECIPIENTS, "notices"
        wait_until(lambda: _pending() == 0, 20 * PATIENCE_SECONDS, poll=0.2)
        with db.reading() as session:
            ends = Counter(dict(session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state)).all()))
            reasons = set(session.scalars(select(OutboxRow.reason).where(OutboxRow.state == "suppressed")))
        letters = Counter(letter["Message-ID"] for letter in self.mailbox.letters)
        assert ends["sent"] + ends["suppressed"] == told * RECIPIENTS
        assert reasons <= {"together"}
        assert ends["sent"] <= len(letters), "never told"
        repeated = letters.total() - ends["sent"]
        assert repeated <= self.kills["deliver"] * lease.BATCH, f"repeated {repeated} times in {self.kills}"

    def go_home(self) -> None:
        for worker in self.workers:
            worker.kill()
            assert "Traceback" not in worker.output, worker.output[-3000:]


_NEVER = datetime(2099, 1, 1, tzinfo=UTC)


def _count(column: object) -> int:
    with db.glance() as connection:
        return connection.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]


def _pending() -> int:
    with db.glance() as connection:
        return connection.scalar(select(func.count()).where(OutboxRow.due_at.is_not(None))) or 0


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as found:
        yield found


def run(district: District, kills: int, sweepers: int = 4, deliverers: int = 2, fault: str = "") -> None:
    """Climb, kill, climb."""
    chance = random.Random(kills)
    try:
        district.employ(sweepers, deliverers, fault)
        for _turn in range(kills):
            district.kill_somebody(chance)
        district.check()
    finally:
        district.go_home()


def test_twenty_kills_lose_nothing_and_double_nothing(
    scene: Scene, tmp_path: Path, database_url: str, mailbox: Mailbox
) -> None:
    run(District(scene, tmp_path, database_url, mailbox, 1000), 20)


@pytest.mark.soak
def test_killed_for_a_long_time(scene: Scene, tmp_path: Path, database_url: str, mailbox: Mailbox) -> None:
    run(District(scene, tmp_path, database_url, mailbox, 10_000), 200)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_checker_notices_sweeps_without_lock_and_key(
    scene: Scene, tmp_path: Path, database_url: str, mailbox: Mailbox
) -> None:
    district = District(scene, tmp_path, database_url, mailbox, 200)
    with db.transaction() as session:
        for table in ("escalation_event", "inbox_item"):
            session.execute(text(f"alter table {table} rename to {table}_before"))
            session.execute(text(f"create table {table} as select * from {table}_before"))  # noqa: S608 (without its keys)
    with pytest.raises(AssertionError, match="steps"):
        run(district, 0, deliverers=0, fault="no lock and no key")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_checker_notices_who_tells_after_the_commit(
    scene: Scene, tmp_path: Path, database_url: str, mailbox: Mailbox
) -> None:
    with pytest.raises(AssertionError, match="notices"):
        run(District(scene, tmp_path, database_url, mailbox, 400), 12, deliverers=0, fault="notify after commit")
