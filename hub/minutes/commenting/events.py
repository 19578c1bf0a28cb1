"""What happened around comment rounds, beside `MinutesChanged`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommentSettingChanged:
    """The office set how long rounds last, and what silence means; as `3/agrees`."""

    before: str
    after: str
