"""What happened to letterheads."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LetterheadChanged:
    """From a day on minutes go out otherwise; `act` is `write` or `remove`."""

    public_id: str
    act: str
    from_on: date
