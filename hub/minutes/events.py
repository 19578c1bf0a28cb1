"""What happened to minutes, for those who tell people, keep records, and follow up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MinutesChanged:
    """Somebody did something to minutes (`act` of `rules.Act`). `person_id` is None for what the hub did by itself.

    `units` are the units (keys) that something waits for by it.
    """

    minutes_id: int
    public_id: str
    consultation_id: int
    act: str
    person_id: int | None
    units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesDrafted:
    """A draft stands, made from the record; `is_again` where it was made anew for a consultation that had gone on."""

    minutes_id: int
    public_id: str
    consultation_id: int
    is_again: bool


@dataclass(frozen=True, slots=True)
class MinutesPublished:
    """Minutes are out: numbered, locked, on their way to the units. What they say was decided (passages of part `decision`) binds.

    `corrects_id` (key) is set for a correction.
    """

    minutes_id: int
    public_id: str
    consultation_id: int
    person_id: int
    corrects_id: int | None = None


@dataclass(frozen=True, slots=True)
class MinutesVoided:
    """Published minutes were declared void, with a reason; their number stays void in the register."""

    minutes_id: int
    public_id: str
    consultation_id: int
    person_id: int
