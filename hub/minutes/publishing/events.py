"""What happened to letterheads, and copies that were taken."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LetterheadChanged:
    """From a day on minutes go out otherwise; `act` is `write` or `remove`."""

    public_id: str
    act: str
    from_on: date


@dataclass(frozen=True, slots=True)
class MinutesTaken:
    """Somebody took a copy as a file; `form` is `docx` or `pdf`."""

    minutes_id: int
    public_id: str
    person_id: int
    form: str
