"""The channels beside the conversation: 全体, then by year and section, then what is archived."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from ...core import clock
from ..shapes import ChannelEntry


def listed(entries: list[ChannelEntry], current: str) -> dict[str, Any]:
    """The channels as the list shows them: 全体, then by year and section, then the archived ones."""
    standing = [entry for entry in entries if not entry.is_archived]
    return {
        "current": current,
        "common": [entry for entry in standing if entry.kind == "everyone"],
        "consultations": [entry for entry in standing if entry.kind == "consultation"],
        "years": [
            (year, _by_section(group))
            for year, group in groupby(
                (entry for entry in standing if entry.kind == "item"), key=lambda entry: entry.year
            )
        ],
        "archived": [entry for entry in entries if entry.is_archived],
        "today": clock.today(),
    }


def _by_section(entries: Iterable[ChannelEntry]) -> list[tuple[str, list[ChannelEntry]]]:
    return [(section, list(group)) for section, group in groupby(entries, key=lambda entry: entry.section)]
