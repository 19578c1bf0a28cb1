"""What queries of channels return: frozen values for screens and programs, nothing of the database in them."""

from .channels import (
    ChannelEntry,
    ChannelPage,
    Head,
    MemberView,
    Mentionable,
    ResponsibleUnit,
)
from .facets import Facet, Facets
from .marking import MarkedEntry, MarkView, OriginView, PinEntry, PinView, Target
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
from .todo import Link, TodoAct, TodoEntry, TodoKind, Urgency

__all__ = [
    "ChangeView",
    "ChannelEntry",
    "ChannelPage",
    "Facet",
    "Facets",
    "Head",
    "Link",
    "MarkView",
    "MarkedEntry",
    "MemberView",
    "Mentionable",
    "Mentioned",
    "MessageDraft",
    "MessagePage",
    "MessageView",
    "OriginView",
    "PinEntry",
    "PinView",
    "Posted",
    "QuoteView",
    "ResponsibleUnit",
    "RevisionView",
    "Target",
    "TodoAct",
    "TodoEntry",
    "TodoKind",
    "Urgency",
]
