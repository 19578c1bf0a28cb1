"""What the trail tells of: each kind of news becomes one note, put down at the end of the transaction that brought it.

At the end, because every transaction that tells something queues for one row (`chain.append`): held last and shortly,
nobody who has it waits for anything. An entry that cannot be written undoes what it would have told.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ..accounts import events as accounts
from ..accounts.models import Person, Unit, UnitGroup
from ..calendar import CalendarChanged
from ..channels import events as channels
from ..channels.acknowledgements.events import DeadlineMoved
from ..channels.exporting import events as exporting
from ..core import clock, events
from ..escalation.events import LadderChanged, RunsMoved
from ..issues.events import RegisterExported
from ..issues.ladders.events import HandlingTimeChanged
from ..plan.events import PlanImported
from ..plan.models import WorkPlan
from .chain import append
from .rules import Note

Describe = Callable[[Session, Any], Note | None]

_described: dict[type, Describe] = {}


def audited(kind: type) -> Callable[[Describe], Describe]:
    """Decorator: `describe(session, event)` gives the note for each event of this kind, None for one that needs none."""

    def register(describe: Describe) -> Describe:
        _described[kind] = describe
        return describe

    return register


@events.before_commit
def keep(session: Session, recorded: list[Any]) -> None:
    """Put down what a transaction did, in its order."""
    told = [_described[type(event)](session, event) for event in recorded if type(event) in _described]
    notes = [note for note in told if note is not None]
    if notes:
        append(session, notes)


@audited(accounts.SignedIn)
def _signed_in(session: Session, event: accounts.SignedIn) -> Note:
    person = _person(session, event.person_id)
    return Note("session.begin", "person", person, person=person)


@audited(accounts.SignInFailed)
def _sign_in_failed(session: Session, event: accounts.SignInFailed) -> Note:
    tried = _person(session, event.person_id) if event.person_id is not None else ""
    return Note("session.begin", "person", tried, result="refused")


@audited(accounts.SessionsEnded)
def _sessions_ended(session: Session, event: accounts.SessionsEnded) -> Note:
    return Note("session.end", "person", _person(session, event.person_id), detail={"sessions": len(event.session_ids)})


@audited(accounts.PasswordChanged)
def _password_changed(session: Session, event: accounts.PasswordChanged) -> Note:
    action = "password.reset" if event.is_reset else "password.change"
    return Note(action, "person", _person(session, event.person_id))


@audited(accounts.TokenMade)
def _token_made(session: Session, event: accounts.TokenMade) -> Note:
    return Note("token.make", "person", _person(session, event.person_id))


@audited(accounts.TokenRevoked)
def _token_revoked(session: Session, event: accounts.TokenRevoked) -> Note:
    return Note("token.revoke", "person", _person(session, event.person_id))


@audited(accounts.PersonAdded)
def _person_added(session: Session, event: accounts.PersonAdded) -> Note:
    return Note("person.add", "person", _person(session, event.person_id), detail=_roles(session, event.person_id))


@audited(accounts.RolesChanged)
def _roles_changed(session: Session, event: accounts.RolesChanged) -> Note:
    return Note("person.roles", "person", _person(session, event.person_id), detail=_roles(session, event.person_id))


@audited(accounts.PersonMoved)
def _person_moved(session: Session, event: accounts.PersonMoved) -> Note:
    units = {"from": _unit(session, event.from_unit_id), "to": _unit(session, event.to_unit_id)}
    return Note("person.move", "person", _person(session, event.person_id), detail=units)


@audited(accounts.PersonDeactivated)
def _person_deactivated(session: Session, event: accounts.PersonDeactivated) -> Note:
    return Note("person.deactivate", "person", _person(session, event.person_id))


@audited(accounts.PersonReactivated)
def _person_reactivated(session: Session, event: accounts.PersonReactivated) -> Note:
    return Note("person.reactivate", "person", _person(session, event.person_id))


@audited(accounts.DeputyNamed)
def _deputy_named(session: Session, event: accounts.DeputyNamed) -> Note:
    when = {"from": event.from_on.isoformat(), "to": event.to_on.isoformat()}
    deputy = {"deputy": _person(session, event.deputy_id)}
    return Note("deputy.name", "person", _person(session, event.person_id), detail=deputy | when)


@audited(accounts.DeputyEnded)
def _deputy_ended(session: Session, event: accounts.DeputyEnded) -> Note:
    deputy = {"deputy": _person(session, event.deputy_id)}
    return Note("deputy.end", "person", _person(session, event.person_id), detail=deputy)


@audited(accounts.HandedOver)
def _handed_over(session: Session, event: accounts.HandedOver) -> Note:
    to = {"successor": _person(session, event.successor_id)} if event.successor_id is not None else {}
    return Note("person.handover", "person", _person(session, event.person_id), detail=to | dict(event.counts))


@audited(accounts.UnitAdded)
def _unit_added(session: Session, event: accounts.UnitAdded) -> Note:
    return Note("unit.add", "unit", _unit(session, event.unit_id))


@audited(accounts.UnitChanged)
def _unit_changed(session: Session, event: accounts.UnitChanged) -> Note:
    return Note("unit.change", "unit", _unit(session, event.unit_id))


@audited(accounts.GroupChanged)
def _group_changed(session: Session, event: accounts.GroupChanged) -> Note:
    return Note("group.change", "group", session.get_one(UnitGroup, event.group_id).public_id)


@audited(PlanImported)
def _plan_imported(session: Session, event: PlanImported) -> Note:
    return Note("plan.import", "plan", session.get_one(WorkPlan, event.plan_id).public_id)


@audited(CalendarChanged)
def _calendar_changed(_session: Session, event: CalendarChanged) -> Note:
    detail: dict[str, object] = {"days": event.days} if event.kind == "year" else {}
    if event.kind == "day":
        detail = {"from": event.before or "usual", "to": event.after or "usual"}
    return Note(f"calendar.{event.kind}", "calendar", event.about, detail=detail)


@audited(DeadlineMoved)
def _deadline_moved(_session: Session, event: DeadlineMoved) -> Note:
    detail = {"channel": event.channel_public_id, "from": _minute(event.from_at), "to": _minute(event.to_at)}
    return Note("acknowledgement.move", "message", event.message_public_id, detail=detail)


@audited(channels.MessageRetracted)
def _message_retracted(session: Session, event: channels.MessageRetracted) -> Note | None:
    if event.person_id == event.author_id:
        return None  # one's own words are one's own affair
    detail = {"channel": event.channel_public_id, "author": event.view.author_public_id}
    return Note("message.retract", "message", event.view.public_id, detail=detail)


@audited(channels.PersonInvited)
def _person_invited(session: Session, event: channels.PersonInvited) -> Note:
    return Note("channel.invite", "channel", event.channel_public_id, detail=_who(session, event.person_id))


@audited(channels.InvitationEnded)
def _invitation_ended(session: Session, event: channels.InvitationEnded) -> Note:
    return Note("channel.uninvite", "channel", event.channel_public_id, detail=_who(session, event.person_id))


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


def _minute(at: datetime) -> str:
    """As a clock in Shanghai shows it."""
    return f"{clock.local(at):%Y-%m-%d %H:%M}"


@audited(RegisterExported)
def _register_exported(_session: Session, event: RegisterExported) -> Note:
    detail = {"group": event.group, "issues": event.count, "narrowed": event.is_narrowed}
    return Note("issues.export", detail=detail)


@audited(LadderChanged)
def _ladder_changed(_session: Session, event: LadderChanged) -> Note:
    return Note("ladder.version", "ladder", event.public_id, detail={"version": event.number})


@audited(RunsMoved)
def _runs_moved(_session: Session, event: RunsMoved) -> Note:
    return Note("ladder.move", "ladder", event.public_id, detail={"version": event.number, "runs": len(event.matters)})


@audited(HandlingTimeChanged)
def _handling_time_changed(_session: Session, event: HandlingTimeChanged) -> Note:
    return Note("handling_time.change", "severity", event.severity, detail={"from": event.before, "to": event.after})


def _person(session: Session, person_id: int) -> str:
    return session.get_one(Person, person_id).public_id


def _unit(session: Session, unit_id: int) -> str:
    return session.get_one(Unit, unit_id).public_id


def _who(session: Session, person_id: int) -> dict[str, object]:
    return {"person": _person(session, person_id)}


def _roles(session: Session, person_id: int) -> dict[str, object]:
    return {"roles": sorted(role.value for role in session.get_one(Person, person_id).roles)}
