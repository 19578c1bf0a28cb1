"""Notes about the work: the calendar, channels, exports, issues, ladders, and the clock."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from ..calendar import CalendarChanged
from ..channels import events as channels
from ..channels.acknowledgements.events import DeadlineMoved
from ..channels.exporting import events as exporting
from ..escalation import events as escalation
from ..issues.events import RegisterExported
from ..issues.ladders.events import HandlingTimeChanged
from ..meetings.arranging import events as arranging
from ..meetings.events import ConsultationChanged, ConsultationClosed
from ..meetings.feeds.events import FeedMade, FeedRevoked
from ..meetings.polls import events as polls
from ..meetings.series.events import SeriesChanged
from ..meetings.topics.events import TopicChanged
from .describing import audited, minute, person_of, who
from .rules import Note


@audited(CalendarChanged)
def _calendar_changed(_session: Session, event: CalendarChanged) -> Note:
    detail: dict[str, object] = {"days": event.days} if event.kind == "year" else {}
    if event.kind == "day":
        detail = {"from": event.before or "usual", "to": event.after or "usual"}
    return Note(f"calendar.{event.kind}", "calendar", event.about, detail=detail)


@audited(DeadlineMoved)
def _deadline_moved(_session: Session, event: DeadlineMoved) -> Note:
    detail = {"channel": event.channel_public_id, "from": minute(event.from_at), "to": minute(event.to_at)}
    return Note("acknowledgement.move", "message", event.message_public_id, detail=detail)


@audited(channels.MessageRetracted)
def _message_retracted(session: Session, event: channels.MessageRetracted) -> Note | None:
    if event.person_id == event.author_id:
        return None  # one's own words are one's own affair
    detail = {"channel": event.channel_public_id, "author": event.view.author_public_id}
    return Note("message.retract", "message", event.view.public_id, detail=detail)


@audited(channels.PersonInvited)
def _person_invited(session: Session, event: channels.PersonInvited) -> Note:
    return Note("channel.invite", "channel", event.channel_public_id, detail=who(session, event.person_id))


@audited(channels.InvitationEnded)
def _invitation_ended(session: Session, event: channels.InvitationEnded) -> Note:
    return Note("channel.uninvite", "channel", event.channel_public_id, detail=who(session, event.person_id))


@audited(exporting.ExportAsked)
def _export_asked(_session: Session, event: exporting.ExportAsked) -> Note:
    detail = {
        "channel": event.channel_public_id,
        "format": event.format,
        "from": event.first_on.isoformat(),
        "to": event.last_on.isoformat(),
        "messages": event.messages,
    }
    return Note("export.ask", "export", event.public_id, detail=detail)


@audited(exporting.ExportDownloaded)
def _export_downloaded(_session: Session, event: exporting.ExportDownloaded) -> Note:
    return Note("export.download", "export", event.public_id, detail={"channel": event.channel_public_id})


@audited(RegisterExported)
def _register_exported(_session: Session, event: RegisterExported) -> Note:
    detail = {"group": event.group, "issues": event.count, "narrowed": event.is_narrowed}
    return Note("issues.export", detail=detail)


@audited(ConsultationChanged)
def _consultation_changed(session: Session, event: ConsultationChanged) -> Note:
    person = person_of(session, event.person_id) if event.person_id is not None else None
    detail: dict[str, object] = {name: len(keys) for name, keys in asdict(event.turnover).items() if keys}
    return Note(f"consultation.{event.act}", "consultation", event.public_id, person=person, detail=detail)


@audited(TopicChanged)
def _topic_changed(session: Session, event: TopicChanged) -> Note:
    person = person_of(session, event.person_id) if event.person_id is not None else None
    return Note(f"topic.{event.act}", "topic", event.public_id, person=person)


@audited(ConsultationClosed)
def _consultation_closed(session: Session, event: ConsultationClosed) -> Note:
    return Note("consultation.closed", "consultation", event.public_id, person=person_of(session, event.person_id))


@audited(arranging.RoomChanged)
def _room_changed(_session: Session, event: arranging.RoomChanged) -> Note:
    return Note(f"room.{event.act}", "room", event.public_id)


@audited(arranging.KindChanged)
def _kind_changed(_session: Session, event: arranging.KindChanged) -> Note:
    detail = {"notice_days": event.notice_days, "papers_days": event.papers_days, "minutes": event.minutes}
    return Note("kind.change", "kind", event.kind, detail=detail)


@audited(SeriesChanged)
def _series_changed(_session: Session, event: SeriesChanged) -> Note:
    return Note(f"series.{event.act}", "series", event.public_id, detail={"on": event.on})


@audited(FeedMade)
def _feed_made(_session: Session, event: FeedMade) -> Note:
    return Note("feed.make", "feed", event.public_id)


@audited(FeedRevoked)
def _feed_revoked(_session: Session, event: FeedRevoked) -> Note:
    return Note("feed.revoke", "feed", event.public_id)


@audited(polls.PollAsked)
def _poll_asked(session: Session, event: polls.PollAsked) -> Note:
    act, detail = "poll.remind" if event.is_reminder else "poll.ask", {"people": len(event.people)}
    return Note(act, "poll", event.public_id, person=person_of(session, event.person_id), detail=detail)


@audited(polls.PollChanged)
def _poll_changed(session: Session, event: polls.PollChanged) -> Note:
    return Note(f"poll.{event.act}", "poll", event.public_id, person=person_of(session, event.person_id))


@audited(escalation.LadderChanged)
def _ladder_changed(_session: Session, event: escalation.LadderChanged) -> Note:
    return Note("ladder.version", "ladder", event.public_id, detail={"version": event.number})


@audited(escalation.RunsMoved)
def _runs_moved(_session: Session, event: escalation.RunsMoved) -> Note:
    return Note("ladder.move", "ladder", event.public_id, detail={"version": event.number, "runs": len(event.matters)})


@audited(HandlingTimeChanged)
def _handling_time_changed(_session: Session, event: HandlingTimeChanged) -> Note:
    return Note("handling_time.change", "severity", event.severity, detail={"from": event.before, "to": event.after})


@audited(escalation.ClockAlarmed)
def _clock_alarmed(_session: Session, event: escalation.ClockAlarmed) -> Note:
    return Note("clock.alarm", "hub", detail={"reason": event.reason, "steps": event.count})


@audited(escalation.ClockConfirmed)
def _clock_confirmed(session: Session, event: escalation.ClockConfirmed) -> Note:
    return Note("clock.confirm", "hub", person=person_of(session, event.person_id))
