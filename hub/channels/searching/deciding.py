"""Which marked messages are decisions: asked here, answered by the room that keeps the marks."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

Decide = Callable[[Session, Sequence[int]], set[int]]

_decide: Decide | None = None


def answered_by(decide: Decide) -> Decide:
    """Decorator: `decide(session, keys of messages with Facet.MARKS)` gives those that are marked 决定."""
    global _decide
    _decide = decide
    return decide


def decisions(session: Session, message_ids: Sequence[int]) -> set[int]:
    """Those of these marked messages that are decisions; all of them while nobody tells the marks apart."""
    if not message_ids:
        return set()
    return _decide(session, message_ids) if _decide else set(message_ids)
