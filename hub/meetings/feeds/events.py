"""What happened to feeds, for those who keep records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedMade:
    """A person has a secret address under which programs read their consultations."""

    public_id: str
    person_id: int


@dataclass(frozen=True, slots=True)
class FeedRevoked:
    """Such an address opens nothing any more."""

    public_id: str
    person_id: int
