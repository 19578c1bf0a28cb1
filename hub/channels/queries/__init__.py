"""Reads of channels: lists and heads, messages and changes, members, what waits for a person, whom words would reach."""

from .channels import channel_page, channels_of, heads, members
from .entering import thing
from .history import changes, first_seq_on, message, messages, revisions, stretch, views_of
from .mentions import mentions, replies
from .naming import mentionable, reach
from .readers import readable, readers
from .todo import kinds, place_name, said_where, source, title_of, urgency_of, waiting, waiting_count
from .unread import unread

__all__ = [
    "changes",
    "channel_page",
    "channels_of",
    "first_seq_on",
    "heads",
    "kinds",
    "members",
    "mentionable",
    "mentions",
    "message",
    "messages",
    "place_name",
    "reach",
    "readable",
    "readers",
    "replies",
    "revisions",
    "said_where",
    "source",
    "stretch",
    "thing",
    "title_of",
    "unread",
    "urgency_of",
    "views_of",
    "waiting",
    "waiting_count",
]
