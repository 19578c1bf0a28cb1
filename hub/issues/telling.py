"""谁将在何时被告知: what the clocks of an issue have told, and will tell if nothing is done; by the code that fires.

What has fired is read from the inbox. What is to come is `rules.foretell`, and whom it would tell is asked of the same
`recipients` as of now, deputies included.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from ..accounts.models import Person, Unit
from ..core import clock
from ..escalation import ladders, rules
from ..escalation.models import InboxItem
from ..escalation.queries import FiredStep, RunView, runs_of
from ..escalation.shapes import Clock, Due, Step, Told
from .clocks import EXTENSION, ISSUE, due_from
from .models import ExtensionRequest, Issue
from .recipients import Place, as_told, people_told, roll_of, told_of_issues, told_of_requests
from .words import clock_name, left_words, step_name


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """Somebody who is told; `instead_of` is the name of whom they stand in for (代理), "" for nobody."""

    name: str
    unit_name: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step as the panel shows it. `state` is `fired`, `empty`, `skipped`, `next`, `waiting` or `coming`.

    `at` is when it fired, or will; an empty rung tells nobody and is passed by.
    """

    tier: int
    name: str
    state: str
    at: datetime
    people: tuple[ToldPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock of an issue with its steps. `state` is `running`, `held`, `waiting` or `done`; `left` is said of a held one."""

    clock: str
    name: str
    state: str
    rungs: tuple[Rung, ...]
    is_provisional: bool
    left: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow if an issue were raised now: when it is due, and who is told when."""

    due_at: datetime
    is_provisional: bool
    rungs: tuple[Rung, ...]


Key = tuple[int, int]
"""A run, and the number of its step."""
People = dict[int, tuple[str, str]]
Asked = tuple[Sequence[RunView], Callable[[Session, Sequence[Due]], dict[int, tuple[Told, ...]]]]
"""Runs of one kind of matter, and what says whom its steps tell."""


def clocks_of(session: Session, issue: Issue) -> tuple[ClockView, ...]:
    """The clocks of an issue, and of the request for more time that waits, whichever fires first first."""
    runs = [run for run in runs_of(session, ISSUE, [issue.id]).get(issue.id, []) if run.state != "done" or run.fired]
    asked = session.scalars(_waiting_requests(issue)).all()
    requests = [run for found in runs_of(session, EXTENSION, asked).values() for run in found] if asked else []
    return views_of(session, ((runs, told_of_issues), (requests, told_of_requests)), clock_name)


def views_of(session: Session, asked: Sequence[Asked], names: Callable[[Clock], str]) -> tuple[ClockView, ...]:
    """Runs of any kinds of matter, each with whom its kind tells, as a panel shows them; whichever fires first first."""
    runs = [run for several, _ask in asked for run in several]
    coming = _coming(session, asked)
    told = _fired(session, runs)
    people = _named(session, [one for several in (*coming.values(), *told.values()) for one in several])
    views = [_view(run, names(run.clock), coming, told, people) for run in runs]
    return tuple(sorted(views, key=lambda view: (view.state == "done", _first(view))))


def preview(session: Session, channel_id: int, raiser: int, units: Sequence[int], severity: str) -> Preview:
    """What would follow if the unit `raiser` (key) raised an issue of this severity in the channel towards `units` now."""
    now = clock.now()
    ladder = ladders.current(session, ISSUE, severity, Clock.ANSWER)
    time = ladders.time_of(session, ladder)
    place, roll = Place(channel_id, raiser, list(units), list(units)), roll_of(session, {channel_id})
    at = rules.start(ladder, now, now, time)
    steps = list(rules.foretell(ladder, at, now, time)) if at else []
    told = [as_told(people_told(Clock.ANSWER, one.step, place, roll), roll) for one in steps]
    people = _named(session, [one for several in told for one in several])
    rungs = [_rung(one.step, "coming", one.at, who, people) for one, who in zip(steps, told, strict=True)]
    due_at, is_provisional = due_from(session, severity, now)
    return Preview(due_at, is_provisional, tuple(rungs))


def _waiting_requests(issue: Issue) -> Select[int]:
    return select(ExtensionRequest.id).where(ExtensionRequest.issue_id == issue.id, ExtensionRequest.state == "pending")


def _coming(session: Session, asked: Sequence[Asked]) -> dict[Key, tuple[Told, ...]]:
    """Whom each step to come would tell; a run may have several, so each is asked about under a number of its own."""
    found: dict[Key, tuple[Told, ...]] = {}
    for runs, ask in asked:
        due: list[tuple[Key, Due]] = [
            ((run.escalation_id, one.step_no), run.due(one)) for run in runs for one in run.coming
        ]
        numbered = [replace(one, escalation_id=number) for number, (_key, one) in enumerate(due)]
        told = ask(session, numbered) if numbered else {}
        found |= {key: told.get(number, ()) for number, (key, _one) in enumerate(due)}
    return found


def _fired(session: Session, runs: list[RunView]) -> dict[Key, list[Told]]:
    """Whom the steps of each run's present generation have told."""
    generations = {run.escalation_id: run.generation for run in runs}
    found = select(InboxItem).where(InboxItem.escalation_id.in_(generations)).order_by(InboxItem.id)
    told: defaultdict[Key, list[Told]] = defaultdict(list)
    for item in session.scalars(found):
        if item.generation == generations[item.escalation_id]:
            told[item.escalation_id, item.step_no].append(Told(item.person_id, item.instead_of))
    return told


def _named(session: Session, told: list[Told]) -> People:
    ids = {id_ for one in told for id_ in (one.person_id, one.instead_of) if id_ is not None}
    person, unit = aliased(Person), aliased(Unit)
    found = select(person.id, person.name, unit.short_name).join(unit, unit.id == person.unit_id)
    return {id_: (name, of) for id_, name, of in session.execute(found.where(person.id.in_(ids)))}


def _view(
    run: RunView, name: str, coming: dict[Key, tuple[Told, ...]], told: dict[Key, list[Told]], people: People
) -> ClockView:
    over = [_over(run, step, told, people) for step in run.fired]
    ahead = [
        _rung(one.step, "coming" if place else "next", one.at, coming[run.escalation_id, one.step_no], people)
        for place, one in enumerate(run.coming)
    ]
    if run.state == "waiting" and len(over) < len(run.ladder.steps):
        ahead = [_rung(run.ladder.steps[len(over)], "waiting", clock.now(), (), people)]
    left = left_words(run.remaining_seconds) if run.remaining_seconds is not None else ""
    return ClockView(str(run.clock), name, run.state, (*over, *ahead), run.is_provisional, left)


def _over(run: RunView, step: FiredStep, told: dict[Key, list[Told]], people: People) -> Rung:
    state = {"told": "fired", "empty": "empty"}.get(step.outcome, "skipped")
    who = told.get((run.escalation_id, step.step_no), [])
    return _rung(run.ladder.steps[step.step_no], state, step.fired_at, who, people)


def _rung(step: Step, state: str, at: datetime, told: Sequence[Told], people: People) -> Rung:
    who = tuple(
        ToldPerson(*people[one.person_id], people[one.instead_of][0] if one.instead_of in people else "")
        for one in told
        if one.person_id in people
    )
    return Rung(step.tier, step_name(step), state, at, who)


def _first(view: ClockView) -> datetime:
    ahead = [rung.at for rung in view.rungs if rung.state in {"next", "waiting"}]
    return ahead[0] if ahead else datetime.max.replace(tzinfo=clock.SHANGHAI)
