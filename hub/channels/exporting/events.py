"""What happened to exports, told to the floors above in the same transaction."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """Somebody wants a channel's messages from the Shanghai date `first_on` to `last_on` as a file."""

    export_id: int
    public_id: str
    channel_public_id: str
    person_id: int
    format: str
    first_on: date
    last_on: date
    messages: int


@dataclass(frozen=True, slots=True)
class ExportDownloaded:
    """Whoever asked for an export takes the file now."""

    export_id: int
    public_id: str
    channel_public_id: str
    person_id: int
