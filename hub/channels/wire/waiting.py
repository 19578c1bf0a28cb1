"""What waits for the viewer."""

from datetime import datetime

from ...web.api import Answer


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
