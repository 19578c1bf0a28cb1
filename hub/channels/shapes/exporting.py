"""What queries of exports return."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ExportForm:
    """An export as somebody asks for it; both Shanghai dates are included."""

    format: str
    first_on: date | None
    last_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class ExportView:
    """An export as its asker sees it. `done` of `total` messages are written; `expires_at` is None until it is ready.

    `claim` is part of the file's name on the disk: doors must not show it.
    """

    public_id: str
    channel: str
    title: str
    format: str
    first_on: date
    last_on: date
    reason: str
    state: str
    done: int
    total: int
    size_bytes: int
    asked_at: datetime
    expires_at: datetime | None
    file_name: str
    claim: str

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in {"waiting", "running"}

    @property
    def percent(self) -> int:
        """How much of it is written."""
        return self.done * 100 // max(self.total, 1)
