"""What of a count may be told to everybody: pure decisions (adr/0013)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...core.i18n import _

LEAST = 5
"""Counts below it, but for none at all, are not published."""
SETTLED_WITHIN, SETTLED_LATE, UNSETTLED = "on_time", "late", "unsettled"
NAMES = ("issues_by_end", "issues_by_kind", "follow_ups_by_end", "consultations_by_kind")
Counts = Mapping[str, Mapping[str, int]]
"""Counts by table, one of NAMES, and line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table; without a count where it is not published."""

    key: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one division, and their total, which is not published either when it is small."""

    name: str
    lines: tuple[Line, ...]
    total: int | None

    @property
    def holds_back(self) -> bool:
        """Whether anything of it is not published."""
        return self.total is None or any(line.count is None for line in self.lines)


def held_back(counts: Mapping[str, int]) -> frozenset[str]:
    """The lines that are not published: with a small one, all that count anything; only zeros and the total stay.

    Holding back one more line beside the small one is not enough: whoever knows how it is chosen reckons the small one from
    what is published and the total (the test tries every table; of those with three lines, twenty could be reckoned).
    """
    if not any(0 < count < LEAST for count in counts.values()):
        return frozenset()
    return frozenset(key for key, count in counts.items() if count)


def table(name: str, counts: Mapping[str, int]) -> Table:
    """What is published of counts, in their order."""
    hidden, total = held_back(counts), sum(counts.values())
    lines = tuple(Line(key, None if key in hidden else count) for key, count in counts.items())
    return Table(name, lines, None if 0 < total < LEAST else total)


def tables(counts: Counts) -> tuple[Table, ...]:
    """What is published of all of them."""
    return tuple(table(name, counts[name]) for name in NAMES)


def written(published: Sequence[Table]) -> dict[str, dict[str, object]]:
    """Tables as JSON keeps them: by name, `lines` of key and count, and `total`; null for what is not published."""
    return {
        one.name: {"lines": [[line.key, line.count] for line in one.lines], "total": one.total} for one in published
    }


def read(kept: Mapping[str, Mapping[str, object]]) -> tuple[Table, ...]:
    """The other way."""
    return tuple(
        Table(name, tuple(Line(key, count) for key, count in one["lines"]), one["total"])  # type: ignore[attr-defined, arg-type]
        for name, one in kept.items()
    )


def table_words() -> dict[str, str]:
    """What each table counts."""
    return {
        "issues_by_end": _("问题办理情况"),
        "issues_by_kind": _("问题类别"),
        "follow_ups_by_end": _("督办事项办理情况"),
        "consultations_by_kind": _("召开会商"),
    }


def end_words() -> dict[str, str]:
    """How matters ended, as the public is told."""
    return {SETTLED_WITHIN: _("按期办结"), SETTLED_LATE: _("逾期办结"), UNSETTLED: _("尚未办结")}
