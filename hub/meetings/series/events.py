"""What happened to series, for those who keep records."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SeriesChanged:
    """A series was begun, changed from a date on, had a date taken out or put back, or was ended; `on` is that date, ISO."""

    series_id: int
    public_id: str
    act: Literal["begin", "change", "skip", "take_back", "end"]
    on: str
    person_id: int
