"""What waits for the viewer."""

from datetime import datetime

from ...web.api import Answer
from ..shapes import TodoEntry


class MentionAnswer(Answer):
    """A message that mentions you or your unit (`mention`) or answers yours (`reply`), and waits for you."""

    id: str
    kind: str
    channel: str
    seq: int
    title: str
    source: str
    at: datetime


class MentionList(Answer):
    """Open mentions, newest first, then open replies."""

    mentions: list[MentionAnswer]


def mention_answer(entry: TodoEntry) -> MentionAnswer:
    """A line of 待我处理 as programs get it."""
    return MentionAnswer(
        id=entry.id,
        kind=entry.kind,
        channel=entry.channel,
        seq=entry.seq,
        title=entry.title,
        source=entry.source,
        at=entry.at,
    )
