"""The page of one follow-up: all that it shows, for whoever may know of it; and a file of its reports."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..channels.models import Channel
from ..channels.policy import standing as channel_standing
from ..channels.rules import clean_public_id
from ..channels.shapes import FileView
from ..core.errors import NotFound
from ..core.i18n import _
from ..core.policy import can, require
from ..core.viewer import Viewer
from ..files.models import StoredFile
from ..files.queries import blob_of
from ..files.shapes import Blob
from ..issues.models import Issue
from ..issues.rules import written_number
from ..meetings.agenda.models import AgendaItem
from ..meetings.topics.models import Topic
from .allowed import allowed
from .cards import cards
from .models import FollowUp, FollowUpUnit, ProgressFile, ProgressReport
from .numbering import found
from .shapes import Chain, FollowUpSheet, UnitView
from .telling import clocks_of
from .timeline import file_view, timeline_of


def sheet(session: Session, viewer: Viewer, number: str) -> FollowUpSheet:
    """A follow-up as the viewer sees it; NotFound."""
    row = found(session, viewer, number)
    units = tuple(_units(session, row))
    return FollowUpSheet(
        card=cards(session, [row.id])[0],
        text=row.text,
        result=row.result,
        units=units,
        chain=_chain(session, viewer, row),
        clocks=clocks_of(session, row),
        happenings=tuple(timeline_of(session, row)),
        allowed=tuple(allowed(session, viewer, row)),
        asked_at=row.asked_at,
        asked_due_at=row.asked_due_at,
        asked_reason=row.asked_reason,
        has_lead=any(one.is_lead for one in units),
    )


def report_file(session: Session, viewer: Viewer, public_id: str) -> tuple[FileView, Blob]:
    """A file of a report for whoever may know of its follow-up now, and where its bytes lie; NotFound."""
    wanted = (
        select(ProgressFile, StoredFile, FollowUp)
        .join(StoredFile, StoredFile.id == ProgressFile.file_id)
        .join(ProgressReport, ProgressReport.id == ProgressFile.report_id)
        .join(FollowUp, FollowUp.id == ProgressReport.follow_up_id)
        .where(ProgressFile.public_id == clean_public_id(public_id))
    )
    row = session.execute(wanted).first()
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    one, stored, follow_up = row
    require(session, viewer, "follow_up.read", follow_up)
    view = file_view(one, stored.size)
    return FileView(view.public_id, view.name, view.size, view.media_type, view.look, None, None), blob_of(stored)


def _units(session: Session, row: FollowUp) -> list[UnitView]:
    wanted = (
        select(FollowUpUnit, Unit.public_id, Unit.short_name, Person.name)
        .join(Unit, Unit.id == FollowUpUnit.unit_id)
        .outerjoin(Person, Person.id == FollowUpUnit.accepted_by)
        .where(FollowUpUnit.follow_up_id == row.id, FollowUpUnit.released_at.is_(None))
        .order_by(FollowUpUnit.position, FollowUpUnit.id)
    )
    return [
        UnitView(
            public_id=public_id,
            name=name,
            is_lead=one.is_lead,
            accepted_at=one.accepted_at,
            accepted_by=by or "",
            contested_at=one.contested_at,
            contested_why=one.contested_why,
            confirmed_at=one.confirmed_at,
            objected_at=one.objected_at,
            objection=one.objection,
        )
        for one, public_id, name, by in session.execute(wanted)
    ]


def _chain(session: Session, viewer: Viewer, row: FollowUp) -> Chain:
    """What the viewer may open of where it comes from."""
    item, issue = session.get(AgendaItem, row.item_id or 0), session.get(Issue, row.issue_id or 0)
    channel, topic = session.get(Channel, row.channel_id or 0), session.get(Topic, row.topic_id or 0)
    issue = issue if can(session, viewer, "issue.read", issue) else None
    topic = topic if can(session, viewer, "topic.read", topic) else None
    if channel is not None and not can(session, viewer, "channel.read", channel_standing(session, viewer, channel.id)):
        channel = None
    return Chain(
        opens=can(session, viewer, "minutes.read", row.minutes),
        item_title=item.title if item else "",
        issue=issue.public_id if issue else "",
        issue_number=written_number(issue.year, issue.number) if issue else "",
        channel=channel.public_id if channel else "",
        channel_title=channel.title if channel else "",
        topic=topic.public_id if topic else "",
        topic_title=topic.title if topic else "",
    )
