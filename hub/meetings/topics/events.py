"""What happened to topics, for those who tell people and keep records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicChanged:
    """Somebody did something to a topic (`act` of `rules.TopicAct`). `person_id` is None for what the hub did by itself.

    `unit_id` is the unit that proposed it, `channel_id` where it comes from; None where there is none.
    """

    topic_id: int
    public_id: str
    act: str
    person_id: int | None
    unit_id: int | None
    channel_id: int | None
