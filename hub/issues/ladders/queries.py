"""What pages of ladders show: ladders by severity, differences between versions, and what a version does to open issues."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...channels.models import Membership, Message
from ...core.viewer import Viewer
from ...escalation import moving
from ...escalation.moving import Effect
from ...escalation.shapes import Ladder, Step
from ...escalation.versions import LadderView, VersionView, all_ladders
from ..clocks import EXTENSION, ISSUE
from ..handling import HandlingTime
from ..models import SEVERITIES, ExtensionRequest, Issue
from ..rules import written_number
from .others import OtherKind, named, others


@dataclass(frozen=True, slots=True)
class Touched:
    """An open matter that a new version touches. `title` and `address` are "" where the viewer may not read it."""

    number: str
    title: str
    address: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Preview:
    """What moving to a version would do: the runs that can be listed, and how many there are beyond them."""

    touched: list[Touched]
    rest: int
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """A step that differs between two versions: None for one that is not there."""

    before: Step | None
    after: Step | None


def by_severity(session: Session) -> dict[str, list[LadderView]]:
    """All ladders of issues and of requests for more time, by severity in order."""
    found: dict[str, list[LadderView]] = {severity: [] for severity in SEVERITIES}
    for view in all_ladders(session):
        if view.matter in {ISSUE, EXTENSION} and view.severity in found:
            found[view.severity].append(view)
    return found


def by_other_kind(session: Session) -> list[tuple[OtherKind, list[LadderView]]]:
    """The ladders of other kinds of matters, each kind's together."""
    views = all_ladders(session)
    return [(kind, [view for view in views if view.matter == kind.matter]) for kind in others()]


def handling_times(session: Session) -> dict[str, HandlingTime]:
    """办理时限 by severity."""
    return {row.severity: row for row in session.scalars(select(HandlingTime))}


def preview(session: Session, viewer: Viewer, ladder_id: int, new: Ladder) -> Preview:
    """What `new` would do to the runs of older versions of the ladder (key), if the office moves them; a few queries."""
    effects, count = moving.effects(session, ladder_id, new)
    issues = _issue_of(session, effects)
    known = _named(session, viewer, set(issues.values()))
    further = [(kind, {one.matter_id for one in effects if one.matter == kind.matter}) for kind in others()]
    elsewhere = {
        (kind.matter, id_): it for kind, ids in further for id_, it in named(session, viewer, kind.matter, ids).items()
    }
    touched = [
        Touched(*(elsewhere.get((one.matter, one.matter_id)) or known[issues[one.matter, one.matter_id]]), one)
        for one in effects
    ]
    return Preview(touched, count - len(touched), count)


def changes(before: Ladder, after: Ladder) -> list[Change]:
    """The steps that differ, by tier: the first of a tier is compared with the first, and so on.

    Steps that are alike are left out, unless the two versions do not measure alike.
    """
    old, new = _by_tier(before), _by_tier(after)
    pairs = [Change(old.get(rung), new.get(rung)) for rung in sorted(old.keys() | new.keys())]
    if (before.measure, before.calendar) != (after.measure, after.calendar):
        return pairs
    return [pair for pair in pairs if pair.before != pair.after]


def _by_tier(ladder: Ladder) -> dict[tuple[int, int], Step]:
    rungs: dict[tuple[int, int], Step] = {}
    for step in ladder.steps:
        rungs[step.tier, sum(tier == step.tier for tier, _place in rungs)] = step
    return rungs


def history(versions: Sequence[VersionView]) -> list[tuple[VersionView, VersionView | None]]:
    """Each version with the one before it; the first has none."""
    return list(zip(versions, [*versions[1:], None], strict=True))


def _issue_of(session: Session, effects: Sequence[Effect]) -> dict[tuple[str, int], int]:
    """The issue (key) that each run counts for, by the kind and key of its matter."""
    asked = {one.matter_id for one in effects if one.matter == EXTENSION}
    requests = select(ExtensionRequest.id, ExtensionRequest.issue_id).where(ExtensionRequest.id.in_(asked))
    of_request = {(EXTENSION, id_): issue for id_, issue in session.execute(requests)} if asked else {}
    return {(ISSUE, one.matter_id): one.matter_id for one in effects if one.matter == ISSUE} | of_request


def _named(session: Session, viewer: Viewer, issue_ids: set[int]) -> dict[int, tuple[str, str, str]]:
    """Number, title and address of these issues (keys), the latter two only in channels that the viewer is a member of."""
    found = (
        select(Issue.id, Issue.year, Issue.number, Issue.title, Message.public_id, Membership.id)
        .join(Message, Message.id == Issue.message_id)
        .outerjoin(
            Membership,
            (Membership.channel_id == Issue.channel_id)
            & (Membership.person_id == viewer.person_id)
            & Membership.ended_at.is_(None),
        )
        .where(Issue.id.in_(issue_ids))
    )
    return {
        id_: (written_number(year, number), title if member else "", f"/messages/{card}" if member else "")
        for id_, year, number, title, card, member in session.execute(found)
    }
