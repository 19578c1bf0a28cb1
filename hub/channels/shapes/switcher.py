"""What queries of the quick switcher return."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name, and its pinyin as `switcher.rules.spelled` writes it."""

    name: str
    pinyin: str


@dataclass(frozen=True, slots=True)
class SwitchTarget:
    """A channel that the viewer can go to; `units` answer for it, the lead unit 牵头单位 first. 全体 has no number and year."""

    channel: str
    number: int | None
    year: int | None
    title: Spelled
    section: Spelled
    is_archived: bool
    units: list[Spelled]
