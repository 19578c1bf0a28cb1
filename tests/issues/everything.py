"""What the register lists, found by looking at every issue there is: whatever is cleverer must find the same."""

from dataclasses import dataclass, field

from sqlalchemy import select

from hub.accounts.models import Unit
from hub.channels.models import Channel, Membership
from hub.core import db
from hub.issues.listing import GROUPS, RegisterFilter
from hub.issues.models import Issue, IssueUnit
from hub.issues.rules import AT_WORK, written_number
from tests.channels.scene import Scene

from .many import NOW


@dataclass(frozen=True, slots=True)
class World:
    """Every issue there is with its channel (public id), who is where, and which units answer: read once for many questions."""

    issues: list[tuple[Issue, str]]
    members: dict[int, set[str]]
    rank: dict[int, int]
    units: dict[str, int]
    standing: dict[int, set[int]]


def _read() -> World:
    with db.reading() as session:
        members: dict[int, set[str]] = {}
        in_channels = select(Membership.person_id, Channel.public_id).join(Channel, Membership.channel_id == Channel.id)
        for person_id, channel in session.execute(in_channels.where(Membership.ended_at.is_(None))):
            members.setdefault(person_id, set()).add(channel)
        units = list(session.scalars(select(Unit).order_by(Unit.position, Unit.id)))
        standing: dict[int, set[int]] = {}
        answering = select(IssueUnit.issue_id, IssueUnit.unit_id).where(IssueUnit.released_at.is_(None))
        for issue_id, unit_id in session.execute(answering):
            standing.setdefault(issue_id, set()).add(unit_id)
        issues = [(issue, issue.channel.public_id) for issue in session.scalars(select(Issue))]
    rank = {unit.id: place for place, unit in enumerate(units)}
    return World(issues, members, rank, {unit.public_id: unit.id for unit in units}, standing)


@dataclass
class Full(Scene):
    """A scene with its issues as they were when it was made."""

    world: World = field(default_factory=_read)


def reference(scene: Full, wanted: RegisterFilter, who: str) -> list[str]:
    """The numbers that the register lists, by looking at every issue there is."""
    viewer, world = scene[who], scene.world
    mine, rank, ids = world.members.get(viewer.person_id, set()), world.rank, world.units
    text = wanted.text
    by, is_descending = wanted.order

    def fits(issue: Issue, channel: str) -> bool:
        answers = world.standing.get(issue.id, set())
        number = wanted.number
        return (
            channel in mine
            and (number is not None or issue.state in GROUPS[wanted.group])
            and (wanted.group != "overdue" or number is not None or (issue.state in AT_WORK and issue.due_at <= NOW))
            and (not wanted.unit or ids[wanted.unit] in answers)
            and (not wanted.raiser or ids[wanted.raiser] == issue.unit_id)
            and (not wanted.channel or channel == wanted.channel)
            and (not wanted.kind or issue.kind == wanted.kind)
            and (not wanted.severity or issue.severity == wanted.severity)
            and issue.tier >= wanted.tier
            and (not wanted.is_supervised or issue.supervised_at is not None)
            and (not wanted.is_mine or viewer.unit_id in answers | {issue.unit_id})
            and (wanted.year is None or number is not None or issue.year == wanted.year)
            and (
                (issue.year, issue.number) == number
                if number
                else text in issue.title or (text.isdecimal() and issue.number == int(text))
            )
        )

    keys = {
        "due": lambda issue: (issue.due_at, issue.id),
        "raised": lambda issue: (issue.raised_at, issue.id),
        "number": lambda issue: (issue.year, issue.number),
        "tier": lambda issue: (issue.tier, issue.id),
        "unit": lambda issue: (rank[issue.unit_id], issue.id),
    }
    found = sorted(
        (issue for issue, channel in world.issues if fits(issue, channel)), key=keys[by], reverse=is_descending
    )
    return [written_number(issue.year, issue.number) for issue in found]
