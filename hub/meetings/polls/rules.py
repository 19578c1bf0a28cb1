"""Which of the offered times is the best, and what a poll may offer: pure decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...core.errors import Invalid
from ...core.i18n import _

FEWEST, MOST = 2, 10
"""Times that a poll offers."""
ANSWERS = ("yes", "maybe", "no")
REMIND_APART = timedelta(minutes=30)
"""As for acknowledgements: nobody is reminded twice within half an hour."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many units said what to a time, and how many other consultations of theirs overlap it."""

    starts_at: datetime
    yes: int = 0
    maybe: int = 0
    no: int = 0
    overlaps: int = 0


def best(tallies: Sequence[Tally]) -> Tally | None:
    """The time to propose: most units that can, then fewest that cannot, fewest overlaps, the earliest; None for no answer."""
    answered = [one for one in tallies if one.yes or one.maybe or one.no]
    return min(answered, key=lambda one: (-one.yes, one.no, one.overlaps, one.starts_at)) if answered else None


def clean_slots(slots: Iterable[datetime], now: datetime) -> list[datetime]:
    """The offered times (aware) in order, each once. Invalid for too few, too many, or one that is past."""
    found = sorted(set(slots))
    if not FEWEST <= len(found) <= MOST:
        raise Invalid(_("请提供%(fewest)d到%(most)d个不同的时间。", fewest=FEWEST, most=MOST), field="slots")
    if found[0] <= now:
        raise Invalid(_("备选时间应在现在之后。"), field="slots")
    return found


def check_deadline(closes_at: datetime, slots: Sequence[datetime], now: datetime) -> None:
    """Invalid where answers could not come in before the first of the times."""
    if closes_at <= now:
        raise Invalid(_("截止时间应在现在之后。"), field="closes_at")
    if closes_at >= slots[0]:
        raise Invalid(_("截止时间应在最早的备选时间之前。"), field="closes_at")


def clean_answers(answers: dict[str, str], slots: Iterable[str]) -> dict[str, str]:
    """What a unit says to each time (public ids); every one of them must be there. Invalid."""
    wanted = list(slots)
    if set(answers) != set(wanted) or any(answer not in ANSWERS for answer in answers.values()):
        raise Invalid(_("请对每个备选时间都作答。"), field="answers")
    return {slot: answers[slot] for slot in wanted}


def answer_words() -> dict[str, str]:
    """What units say, as people say it."""
    return {"yes": _("可以"), "maybe": _("勉强可以"), "no": _("不行")}
