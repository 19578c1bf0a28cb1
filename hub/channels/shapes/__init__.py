"""What queries of channels return: frozen values for screens and programs, nothing of the database in them."""

from .acknowledgements import AcknowledgementView, AckWish, AskableGroup, AskableUnit, AskedUnit, ReminderView
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
from .issues import IssueCard, IssueUnitView
from .marking import MarkedEntry, MarkView, OriginView, PinEntry, PinView, Target
from .meetings import ConsultationCard, ItemNow
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
from .readers import ReadersView, ReaderUnit
from .searching import Excerpt, Found, FoundItem, Hit, Question, Stretch
from .todo import Link, TodoAct, TodoEntry, TodoKind, Urgency

__all__ = [
    "AckWish",
    "AcknowledgementView",
    "AskableGroup",
    "AskableUnit",
    "AskedUnit",
    "ChangeView",
    "ChannelEntry",
    "ChannelPage",
    "ConsultationCard",
    "Excerpt",
    "Facet",
    "Facets",
    "FileEntry",
    "FilePage",
    "FileView",
    "Found",
    "FoundItem",
    "Head",
    "Hit",
    "IssueCard",
    "IssueUnitView",
    "ItemNow",
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
    "Question",
    "QuoteView",
    "ReminderView",
    "ReaderUnit",
    "ReadersView",
    "ResponsibleUnit",
    "RevisionView",
    "Target",
    "Stretch",
    "TodoAct",
    "TodoEntry",
    "TodoKind",
    "Urgency",
]
