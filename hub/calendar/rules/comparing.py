"""What a notice would change in the days that are known, and the days as they would be then."""

from collections.abc import Iterable
from dataclasses import dataclass

from .days import Days, Named
from .notice import Notice


@dataclass(frozen=True, slots=True)
class Difference:
    """Days that come, go, are otherwise (before, after) or only have another name, each in order."""

    added: tuple[Named, ...]
    removed: tuple[Named, ...]
    changed: tuple[tuple[Named, Named], ...]
    renamed: tuple[tuple[Named, Named], ...]

    @property
    def moves_days(self) -> bool:
        """Whether any day is worked that was not, or the other way round."""
        return bool(self.added or self.removed or self.changed)


def compare(known: Iterable[Named], notice: Notice) -> Difference:
    """What the notice changes. Of the days known it replaces those of its own year's notice; others stay."""
    before, after = {day.on: day for day in known}, {day.on: day for day in notice.days}
    both = [(before[on], day) for on, day in after.items() if on in before]
    return Difference(
        added=tuple(day for on, day in after.items() if on not in before),
        removed=tuple(day for on, day in sorted(before.items()) if day.year == notice.year and on not in after),
        changed=tuple(pair for pair in both if pair[0].kind != pair[1].kind),
        renamed=tuple(pair for pair in both if pair[0].kind == pair[1].kind and pair[0].name != pair[1].name),
    )


def with_notice(days: Days, difference: Difference, year: int) -> Days:
    """The table of days as it would be with the notice of that year."""
    gone = {day.on for day in difference.removed} | {before.on for before, _after in difference.changed}
    come = [*difference.added, *(after for _before, after in difference.changed)]
    return Days(
        holidays=days.holidays - gone | {day.on for day in come if day.kind == "holiday"},
        makeups=days.makeups - gone | {day.on for day in come if day.kind == "makeup"},
        years=days.years | {year},
        per_week=days.per_week,
    )
