"""What queries and actions of files return: frozen values for screens and programs."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class UploadView:
    """An upload of the viewer's: `received` bytes of `size` are safe; `is_ready` when something may take it up."""

    public_id: str
    name: str
    size: int
    received: int
    is_ready: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Blob:
    """Stored bytes, and what is known of them without opening them."""

    sha256: str
    size: int
    media_type: str
    storage_key: str
    width: int | None
    height: int | None

    @property
    def has_preview(self) -> bool:
        """Whether a small picture lies beside it."""
        return self.width is not None

    @property
    def preview_key(self) -> str:
        """Where the small picture lies."""
        return f"{self.storage_key}.preview"
