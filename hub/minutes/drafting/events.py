"""What happened to the office's wording."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordingChanged:
    """Drafts to come say a sentence (`key`) otherwise; `is_default` as it was shipped."""

    key: str
    is_default: bool
