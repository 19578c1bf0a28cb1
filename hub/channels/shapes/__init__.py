"""What queries of channels return: frozen values for screens and programs, nothing of the database in them."""

from .channels import (
    ChannelEntry,
    ChannelPage,
    Head,
    MemberView,
    Mentionable,
    ResponsibleUnit,
)
from .messages import (
    ChangeView,
    Mentioned,
    MessageDraft,
    MessagePage,
    MessageView,
    Posted,
    QuoteView,
    RevisionView,
)
from .todo import (
    TodoEntry,
    Urgency,
)

__all__ = [
    "ChangeView",
    "ChannelEntry",
    "ChannelPage",
    "Head",
    "MemberView",
    "Mentionable",
    "Mentioned",
    "MessageDraft",
    "MessagePage",
    "MessageView",
    "Posted",
    "QuoteView",
    "ResponsibleUnit",
    "RevisionView",
    "TodoEntry",
    "Urgency",
]
