"""Everything that answers news from a floor below, in one place: whoever changes anything, page or command, wakes all of it."""

from .channels import item_places, next_year
from .channels import reactions as channels
from .channels.acknowledgements import reactions as acknowledgements
from .channels.announcements import announcing
from .channels.attachments import reactions as attachments
from .channels.marking import reactions as marking
from .channels.searching import reactions as searching
from .escalation import reactions as escalation
from .issues import reactions as issues
from .issues.ladders import reactions as ladders
from .journal import reactions as journal
from .meetings import reactions as meetings
from .meetings.agenda import reactions as agenda
from .meetings.answering import reactions as answering
from .meetings.feeds import reactions as feeds
from .meetings.live import reactions as live
from .meetings.polls import reactions as polls
from .meetings.series import reactions as series
from .meetings.topics import reactions as topics
from .minutes.countersigning import reactions as countersigning
from .minutes.drafting import reactions as drafting
from .minutes.publishing import reactions as publishing
from .notify import reactions as notify
from .supervision import reactions as supervision

REACTIONS = (
    *(channels, item_places, next_year, marking, acknowledgements, announcing, attachments, searching),
    *(escalation, issues, ladders, meetings, topics, agenda, answering, live, polls, feeds, series),
    *(drafting, countersigning, publishing, supervision, journal, notify),
)
"""Imported for what their decorators register (`core.events.on`)."""
