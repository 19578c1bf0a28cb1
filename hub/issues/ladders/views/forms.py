"""What was typed into the editor of a ladder: rows as they were, and rows added, removed and moved without script."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict

from ....core.clock import SHANGHAI
from ....escalation.actions import REASON_LIMIT, LadderDraft
from ....escalation.checks import HIGHEST_TIER, MOST_STEPS, StepDraft, drafted
from ....escalation.versions import LadderView
from ..rules import usable_instant
from . import unit_of_ladder

Form = MultiDict[str, str]
MOST_ROWS = MOST_STEPS * 2
"""More rows than this are not looked at; no page of ours has so many."""
_TEXT = 12


def read_draft(form: Form) -> LadderDraft:
    """The whole form; what is no number stays the text that it is."""
    rows = [row for row in form.getlist("row") if row.isascii() and row.isdecimal()][:MOST_ROWS]
    based_on = form.get("based_on", "")
    return LadderDraft(
        unit=form.get("unit", ""),
        steps=[_step(form, row) for row in rows],
        reason=form.get("reason", "")[: 2 * REASON_LIMIT],
        based_on=int(based_on) if based_on.isascii() and based_on.isdecimal() and len(based_on) <= 6 else 0,
        moves="moves" in form,
    )


def draft_of(view: LadderView) -> LadderDraft:
    """The newest version, to be changed."""
    ladder = view.version.ladder
    return LadderDraft(unit_of_ladder(ladder), [drafted(step) for step in ladder.steps], based_on=ladder.number)


def edited(draft: LadderDraft, act: str) -> LadderDraft:
    """The draft after `add`, or `remove`, `up` or `down` with a row's place, as in `up-2`; anything else changes nothing."""
    steps = list(draft.steps)
    name, _dash, text = act.partition("-")
    place = int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else -1  # noqa: PLR2004 (two digits)
    if name == "add" and len(steps) < MOST_STEPS:
        steps.append(_next(steps))
    elif name == "remove" and 0 <= place < len(steps):
        del steps[place]
    elif name in {"up", "down"} and 0 <= place < len(steps):
        other = place + (1 if name == "down" else -1)
        if 0 <= other < len(steps):
            steps[place], steps[other] = steps[other], steps[place]
    return replace(draft, steps=steps)


def read_instant(text: str) -> datetime | None:
    """A moment on a Shanghai clock as `datetime-local` sends it; None for none, or for one too far away."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is not None or not 2001 <= found.year <= 2097:  # noqa: PLR2004 (the calendar's years)
        return None
    at = found.replace(tzinfo=SHANGHAI).astimezone(UTC)
    return at if usable_instant(at) else None


def _step(form: Form, row: str) -> StepDraft:
    return StepDraft(
        tier=form.get(f"tier-{row}", "")[:_TEXT],
        after=form.get(f"after-{row}", "")[:_TEXT],
        is_before=form.get(f"side-{row}") == "before",
        tells=tuple(form.getlist(f"tells-{row}")[:_TEXT]),
        act=form.get(f"act-{row}", ""),
    )


def _next(steps: Sequence[StepDraft]) -> StepDraft:
    """A row that goes on from the last one: a tier higher, and to be filled in."""
    if not steps:
        return StepDraft(tier="1")
    last = steps[-1]
    tier = str(min(int(last.tier) + 1, HIGHEST_TIER)) if last.tier.isascii() and last.tier.isdecimal() else ""
    return StepDraft(tier=tier, tells=last.tells, act=last.act)
