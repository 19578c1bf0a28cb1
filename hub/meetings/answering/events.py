"""What happened to answers, for those who tell people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitsReminded:
    """Units that have not answered were reminded; `people` (keys) may answer for them, `revision` tells one time from another."""

    consultation_id: int
    public_id: str
    revision: int
    people: tuple[int, ...]
