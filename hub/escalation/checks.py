"""What the steps of a ladder must be like before they can run: what is accepted here never raises in `rules`."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.i18n import _
from .shapes import ANCHORED, Act, Audience, Clock, Step

MOST_STEPS = 12
HIGHEST_TIER = 5
FARTHEST = 400
"""No rung stands further than this many days or hours from what it counts from."""
WHOLE = "steps"
"""The field of what is wrong with the ladder as a whole."""
_OF_ISSUES = (Audience.LIAISON, Audience.LEADER, Audience.OFFICE, Audience.COMMITTEE, Audience.RAISER)


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step as somebody wrote it, kept as it is until it is right; `is_before` means ahead of the appointed time."""

    tier: str = ""
    after: str = ""
    is_before: bool = False
    tells: tuple[str, ...] = ()
    act: str = Act.REMIND.value


def audiences(clock: Clock, *, has_raiser: bool = True) -> tuple[Audience, ...]:
    """Whom the steps of this clock can tell, of a matter that a unit raised, or that the office assigned."""
    if not has_raiser:
        return _OF_ISSUES[:-1]
    return (Audience.APPROVER, Audience.OFFICE) if clock is Clock.APPROVAL else _OF_ISSUES


def acts(clock: Clock) -> tuple[Act, ...]:
    """What its steps can do besides telling; a request for more time is no topic of a consultation."""
    return (Act.REMIND, Act.SUPERVISE) if clock is Clock.APPROVAL else tuple(Act)


def read(
    clock: Clock, drafts: Sequence[StepDraft], *, has_raiser: bool = True
) -> tuple[tuple[Step, ...], dict[str, str]]:
    """The steps that were written, and what is wrong by field (`after-0` for the first step's distance); one of both is empty."""
    faults: dict[str, str] = {}
    if not drafts:
        faults[WHOLE] = _("阶梯至少有一步，请添加。")
    if len(drafts) > MOST_STEPS:
        faults[WHOLE] = _("阶梯最多%(most)d步，请合并或删去。", most=MOST_STEPS)
    for place, draft in enumerate(drafts):
        faults |= {
            f"{field}-{place}": said
            for field, said in _faults(clock, draft, audiences(clock, has_raiser=has_raiser)).items()
        }
    if faults:
        return (), faults
    steps = tuple(_step(draft) for draft in drafts)
    faults = _order_faults(steps)
    return ((), faults) if faults else (steps, {})


def drafted(step: Step) -> StepDraft:
    """The step as a form shows it."""
    return StepDraft(str(step.tier), str(abs(step.after)), step.after < 0, tuple(map(str, step.tells)), str(step.act))


def _faults(clock: Clock, draft: StepDraft, told: tuple[Audience, ...]) -> dict[str, str]:
    said = {
        "tier": "" if 1 <= (_number(draft.tier) or 0) <= HIGHEST_TIER else _("请选择1到5级。"),
        "after": _distance_fault(clock, draft),
        "tells": _tells_fault(draft, told),
        "act": "" if draft.act in set(acts(clock)) else _("请选择要做的事。"),
    }
    return {field: sentence for field, sentence in said.items() if sentence}


def _distance_fault(clock: Clock, draft: StepDraft) -> str:
    number = _number(draft.after)
    if number is None or number > FARTHEST:
        return _("请填写0到%(most)d的整数。", most=FARTHEST)
    if draft.is_before and clock not in ANCHORED:
        return _("这一阶梯从起点往后计算，不能填“前”。")
    return ""


def _tells_fault(draft: StepDraft, told: tuple[Audience, ...]) -> str:
    if not draft.tells:
        return _("请至少选择一个告知对象。")
    if len(set(draft.tells)) < len(draft.tells):
        return _("同一告知对象只选一次。")
    return "" if set(draft.tells) <= set(told) else _("这一阶梯没有这样的告知对象。")


def _order_faults(steps: Sequence[Step]) -> dict[str, str]:
    faults = {}
    for place, (before, step) in enumerate(zip(steps, steps[1:], strict=False), start=1):
        if step.after <= before.after:
            faults[f"after-{place}"] = _("应晚于上一步。")
        if step.tier < before.tier:
            faults[f"tier-{place}"] = _("层级不能低于上一步。")
    return faults


def _step(draft: StepDraft) -> Step:
    distance = _number(draft.after) or 0
    after = -distance if draft.is_before else distance
    return Step(_number(draft.tier) or 0, after, tuple(map(Audience, draft.tells)), Act(draft.act))


def _number(text: str) -> int | None:
    """A whole number, in full-width digits too; None for anything else."""
    digits = unicodedata.normalize("NFKC", text).strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 4 else None
