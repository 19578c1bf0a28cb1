"""The page of one issue: all that it shows, for whoever reads its channel."""

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..channels.acknowledgements.queries import askable_in
from ..channels.attachments.queries import of_messages
from ..channels.models import Message
from ..channels.queries import place_name
from ..channels.rules import clean_public_id, excerpt
from ..channels.shapes import AskableUnit, FileView, IssueCard
from ..core.markup import render
from ..core.policy import sought
from ..core.viewer import Viewer
from ..plan.models import WorkItem
from .allowed import Allowed, allowed
from .cards import cards
from .models import ExtensionRequest, Issue, IssueUnit
from .telling import ClockView, clocks_of
from .timeline import Happening, timeline_of


@dataclass(frozen=True, slots=True)
class Answering:
    """A unit that answers for the issue; who took it up for the unit, and when."""

    public_id: str
    name: str
    is_lead: bool
    acknowledged_at: datetime | None
    acknowledged_by: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The message that an issue was raised from; nothing of its words once it is retracted."""

    message: str
    unit_name: str
    author_name: str
    posted_at: datetime
    text: str
    is_retracted: bool
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class Extension:
    """A request for more time, and what became of it (`pending`, `approved`, `refused`, `void`)."""

    public_id: str
    unit_name: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    reason: str
    approver: str
    state: str
    decided_by: str
    decided_at: datetime | None
    decision: str


@dataclass(frozen=True, slots=True)
class IssueSheet:
    """An issue with everything about it. `message` is its card (public id), `change` where its channel stands."""

    card: IssueCard
    body: str
    channel: str
    place: str
    message: str
    change: int
    raised_by: str
    raised_at: datetime
    answer: str
    hold_reason: str
    review_on: date | None
    is_archived: bool
    units: tuple[Answering, ...]
    files: tuple[FileView, ...]
    origin: Origin | None
    clocks: tuple[ClockView, ...]
    happenings: tuple[Happening, ...]
    extensions: tuple[Extension, ...]
    allowed: tuple[Allowed, ...]
    choices: tuple[AskableUnit, ...]

    @property
    def html(self) -> Markup:
        """The description as safe HTML."""
        return render(self.body, ())

    @property
    def answer_html(self) -> Markup:
        """The answer as safe HTML."""
        return render(self.answer, ())

    @property
    def pending(self) -> Extension | None:
        """The request for more time that waits, if one does."""
        return next((one for one in self.extensions if one.state == "pending"), None)


def found_issue(session: Session, viewer: Viewer, public_id: str) -> Issue:
    """The issue for whoever may read it; NotFound."""
    return sought(session, viewer, "issue.read", select(Issue).where(Issue.public_id == clean_public_id(public_id)))


def sheet(session: Session, viewer: Viewer, public_id: str) -> IssueSheet:
    """An issue as the viewer sees it; NotFound."""
    row = found_issue(session, viewer, public_id)
    message = session.get_one(Message, row.message_id)
    number = session.scalar(select(WorkItem.number).where(WorkItem.id == row.channel.item_id))
    return IssueSheet(
        card=cards(session, [(row, row.unit.short_name)])[0],
        body=row.body,
        channel=row.channel.public_id,
        place=place_name(row.channel.kind, row.channel.title, number),
        message=message.public_id if message.retracted_at is None else "",
        change=row.channel.head_change,
        raised_by=session.get_one(Person, row.raised_by).name,
        raised_at=row.raised_at,
        answer=row.answer if row.state in {"resolved", "closed"} else "",
        hold_reason=row.hold_reason,
        review_on=row.review_on,
        is_archived=row.channel.archived_at is not None,
        units=tuple(_answering(session, row)),
        files=of_messages(session, [message.id]).get(message.id, ()) if message.retracted_at is None else (),
        origin=origin_of(session, row.origin_message_id),
        clocks=clocks_of(session, row),
        happenings=tuple(timeline_of(session, row)),
        extensions=tuple(_extensions(session, row)),
        allowed=tuple(allowed(session, viewer, row)),
        choices=tuple(askable_in(session, row.channel_id)),
    )


def origin_of(session: Session, message_id: int | None) -> Origin | None:
    """The message (key) that an issue comes from, with its files. It stands in the issue's own channel."""
    if message_id is None:
        return None
    found = (
        select(Message, Unit.short_name, Person.name)
        .join(Unit, Unit.id == Message.unit_id)
        .join(Person, Person.id == Message.author_id)
        .where(Message.id == message_id)
    )
    message, unit, author = session.execute(found).one()
    gone = message.retracted_at is not None
    files = () if gone else of_messages(session, [message_id]).get(message_id, ())
    text = "" if gone else excerpt(message.body)
    return Origin(message.public_id, unit, author, message.posted_at, text, gone, files)


def _answering(session: Session, row: Issue) -> list[Answering]:
    found = (
        select(Unit.public_id, Unit.short_name, IssueUnit.is_lead, IssueUnit.acknowledged_at, Person.name)
        .join(Unit, Unit.id == IssueUnit.unit_id)
        .outerjoin(Person, Person.id == IssueUnit.acknowledged_by)
        .where(IssueUnit.issue_id == row.id, IssueUnit.released_at.is_(None))
        .order_by(IssueUnit.position, IssueUnit.id)
    )
    return [Answering(id_, name, lead, at, by or "") for id_, name, lead, at, by in session.execute(found)]


def _extensions(session: Session, row: Issue) -> list[Extension]:
    found = select(ExtensionRequest).where(ExtensionRequest.issue_id == row.id).order_by(ExtensionRequest.id.desc())
    rows = session.scalars(found).all()
    people = {id_ for one in rows for id_ in (one.asked_by, one.decided_by) if id_ is not None}
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(people))).all()) if people else {}
    units = dict(session.execute(select(Unit.id, Unit.short_name).where(Unit.id.in_({r.unit_id for r in rows}))).all())
    return [
        Extension(
            public_id=one.public_id,
            unit_name=units[one.unit_id],
            asked_by=names[one.asked_by],
            asked_at=one.asked_at,
            due_at=one.due_at,
            reason=one.reason,
            approver=one.approver,
            state=one.state,
            decided_by=names.get(one.decided_by, "") if one.decided_by else "",
            decided_at=one.decided_at,
            decision=one.decision,
        )
        for one in rows
    ]
