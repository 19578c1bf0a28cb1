"""Consultations as calendars read them (RFC 5545, 5546): values in, bytes out. Pure."""

from .composing import feed, message
from .shapes import CANCEL, REQUEST, CalendarEntry, Party

__all__ = ["CANCEL", "REQUEST", "CalendarEntry", "Party", "feed", "message"]
