"""Who a written name is: what the office answered for this draft, else what the directory knows; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..accounts.queries import UnitEntry
from .drafts import Answer
from .names import Entry, Known

Kind = Literal["unit", "group", "new", "ignore", "unknown"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a written name stands for; `id` is the key of a known unit or group, `units` how many units it means today.

    `unit_kind` is the kind of unit that a group by kind means, "" for all else.
    """

    kind: Kind
    name: str
    id: int = 0
    public_id: str = ""
    units: int = 1
    is_active: bool = True
    unit_kind: str = ""


def resolve(known: Known, answers: Mapping[str, Answer], name: str) -> Resolved:
    """Who `name` is in a draft with these answers; an answer that means something that is gone leaves it unknown."""
    answer = answers.get(name)
    if answer is None:
        return _entry(known.find(name), name)
    if answer.kind == "ignore":
        return Resolved("ignore", name)
    if answer.kind == "new":
        return Resolved("new", answer.short_name or answer.name)
    directory = known.directory
    entries: tuple[Entry, ...] = directory.units if answer.kind == "unit" else directory.groups
    return _entry(next((entry for entry in entries if entry.public_id == answer.public_id), None), name)


def _entry(entry: Entry | None, name: str) -> Resolved:
    if entry is None:
        return Resolved("unknown", name)
    if isinstance(entry, UnitEntry):
        return Resolved("unit", entry.short_name, entry.id, entry.public_id, 1, entry.is_active)
    return Resolved("group", entry.name, entry.id, entry.public_id, len(entry.unit_ids), unit_kind=entry.kind or "")
