"""What the trail tells of: each kind of news becomes one note, put down at the end of the transaction that brought it.

At the end, because every transaction that tells something queues for one row (`chain.append`): held last and shortly,
nobody who has it waits for anything. An entry that cannot be written undoes what it would have told.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from ..accounts import events as accounts
from ..accounts.models import Person, Unit, UnitGroup
from ..channels import events as channels
from ..channels.exporting import events as exporting
from ..core import events
from ..escalation import events as escalation
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


@audited(escalation.ClockAlarmed)
def _clock_alarmed(_session: Session, event: escalation.ClockAlarmed) -> Note:
    return Note("clock.alarm", "hub", detail={"reason": event.reason, "steps": event.count})


@audited(escalation.ClockConfirmed)
def _clock_confirmed(session: Session, event: escalation.ClockConfirmed) -> Note:
    return Note("clock.confirm", "hub", person=_person(session, event.person_id))


def _person(session: Session, person_id: int) -> str:
    return session.get_one(Person, person_id).public_id


def _unit(session: Session, unit_id: int) -> str:
    return session.get_one(Unit, unit_id).public_id


def _who(session: Session, person_id: int) -> dict[str, object]:
    return {"person": _person(session, person_id)}


def _roles(session: Session, person_id: int) -> dict[str, object]:
    return {"roles": sorted(role.value for role in session.get_one(Person, person_id).roles)}
