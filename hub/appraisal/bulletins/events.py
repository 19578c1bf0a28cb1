"""What happened to bulletins."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BulletinPublished:
    """The office told the public about a period."""

    person_id: int
    bulletin: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class BulletinWithdrawn:
    """The office took a bulletin back."""

    person_id: int
    bulletin: str
