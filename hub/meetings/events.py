"""What happened to consultations, for those who tell people and keep records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turnover:
    """Units and people (keys) that are invited or named from now on, and those that are no more."""

    units_added: tuple[int, ...] = ()
    units_removed: tuple[int, ...] = ()
    people_added: tuple[int, ...] = ()
    people_removed: tuple[int, ...] = ()


NOBODY = Turnover()


@dataclass(frozen=True, slots=True)
class ConsultationChanged:
    """Somebody did something to a consultation (`act` of `rules.Act`). `person_id` is None for what the hub did by itself.

    `channel_id` is None before it is announced; `turnover` says who is invited or named by it, and who no more;
    `is_news` that what calendars show has changed since it was announced.
    """

    consultation_id: int
    public_id: str
    channel_id: int | None
    act: str
    person_id: int | None
    turnover: Turnover = NOBODY
    is_news: bool = False


@dataclass(frozen=True, slots=True)
class ConsultationClosed:
    """A consultation is over, and its record is complete: who was there, what was said, what was decided."""

    consultation_id: int
    public_id: str
    person_id: int
