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
from .files import FileEntry, FilePage, FileView
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
    "FileEntry",
    "FilePage",
    "FileView",
    "Head",
    "Link",
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
    "TodoAct",
    "TodoEntry",
    "TodoKind",
    "Urgency",
]
