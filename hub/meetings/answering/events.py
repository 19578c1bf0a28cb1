"""What happened to invitations, for those who tell people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitsReminded:
    """Units (keys) that have not answered are reminded for the `number`th time; `person_id` is None where the hub does it by itself."""

    consultation_id: int
    public_id: str
    unit_ids: tuple[int, ...]
    event_id: int
    person_id: int | None
