"""Which units have read a message."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReaderUnit:
    """A unit with people in the channel; `has_read` when one who acts for it has read as far as the message."""

    public_id: str
    name: str
    has_read: bool


@dataclass(frozen=True, slots=True)
class ReadersView:
    """The units of a channel other than the author's, in official order."""

    units: tuple[ReaderUnit, ...]

    @property
    def read(self) -> list[ReaderUnit]:
        """Those that have read it."""
        return [unit for unit in self.units if unit.has_read]

    @property
    def unread(self) -> list[ReaderUnit]:
        """Those that have not."""
        return [unit for unit in self.units if not unit.has_read]
