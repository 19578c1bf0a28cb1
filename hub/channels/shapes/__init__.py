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
from .searching import Excerpt, Found, FoundItem, Hit, Question, Stretch
from .todo import Link, TodoAct, TodoEntry, TodoKind, Urgency

__all__ = [
    "ChangeView",
    "ChannelEntry",
    "ChannelPage",
    "Excerpt",
    "Facet",
    "Facets",
    "Found",
    "FoundItem",
    "Head",
    "Hit",
    "Link",
    "MemberView",
    "Mentionable",
    "Mentioned",
    "MessageDraft",
    "MessagePage",
    "MessageView",
    "Posted",
    "Question",
    "QuoteView",
    "ResponsibleUnit",
    "RevisionView",
    "Stretch",
    "TodoAct",
    "TodoEntry",
    "TodoKind",
    "Urgency",
]
