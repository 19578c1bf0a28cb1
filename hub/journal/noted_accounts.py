"""Notes about accounts and plans: who came in, who has which rights, who acts for whom, which plan was imported."""

from sqlalchemy.orm import Session

from ..accounts import events as accounts
from ..accounts.models import UnitGroup
from ..plan.events import PlanImported
from ..plan.models import WorkPlan
from .describing import audited, person_of, roles_of, unit_of
from .rules import Note


@audited(accounts.SignedIn)
def _signed_in(session: Session, event: accounts.SignedIn) -> Note:
    person = person_of(session, event.person_id)
    return Note("session.begin", "person", person, person=person)


@audited(accounts.SignInFailed)
def _sign_in_failed(session: Session, event: accounts.SignInFailed) -> Note:
    tried = person_of(session, event.person_id) if event.person_id is not None else ""
    return Note("session.begin", "person", tried, result="refused")


@audited(accounts.SessionsEnded)
def _sessions_ended(session: Session, event: accounts.SessionsEnded) -> Note:
    return Note(
        "session.end", "person", person_of(session, event.person_id), detail={"sessions": len(event.session_ids)}
    )


@audited(accounts.PasswordChanged)
def _password_changed(session: Session, event: accounts.PasswordChanged) -> Note:
    action = "password.reset" if event.is_reset else "password.change"
    return Note(action, "person", person_of(session, event.person_id))


@audited(accounts.TokenMade)
def _token_made(session: Session, event: accounts.TokenMade) -> Note:
    return Note("token.make", "person", person_of(session, event.person_id))


@audited(accounts.TokenRevoked)
def _token_revoked(session: Session, event: accounts.TokenRevoked) -> Note:
    return Note("token.revoke", "person", person_of(session, event.person_id))


@audited(accounts.PersonAdded)
def _person_added(session: Session, event: accounts.PersonAdded) -> Note:
    return Note("person.add", "person", person_of(session, event.person_id), detail=roles_of(session, event.person_id))


@audited(accounts.RolesChanged)
def _roles_changed(session: Session, event: accounts.RolesChanged) -> Note:
    return Note(
        "person.roles", "person", person_of(session, event.person_id), detail=roles_of(session, event.person_id)
    )


@audited(accounts.PersonMoved)
def _person_moved(session: Session, event: accounts.PersonMoved) -> Note:
    units = {"from": unit_of(session, event.from_unit_id), "to": unit_of(session, event.to_unit_id)}
    return Note("person.move", "person", person_of(session, event.person_id), detail=units)


@audited(accounts.PersonDeactivated)
def _person_deactivated(session: Session, event: accounts.PersonDeactivated) -> Note:
    return Note("person.deactivate", "person", person_of(session, event.person_id))


@audited(accounts.PersonReactivated)
def _person_reactivated(session: Session, event: accounts.PersonReactivated) -> Note:
    return Note("person.reactivate", "person", person_of(session, event.person_id))


@audited(accounts.DeputyNamed)
def _deputy_named(session: Session, event: accounts.DeputyNamed) -> Note:
    when = {"from": event.from_on.isoformat(), "to": event.to_on.isoformat()}
    deputy = {"deputy": person_of(session, event.deputy_id)}
    return Note("deputy.name", "person", person_of(session, event.person_id), detail=deputy | when)


@audited(accounts.DeputyEnded)
def _deputy_ended(session: Session, event: accounts.DeputyEnded) -> Note:
    deputy = {"deputy": person_of(session, event.deputy_id)}
    return Note("deputy.end", "person", person_of(session, event.person_id), detail=deputy)


@audited(accounts.HandedOver)
def _handed_over(session: Session, event: accounts.HandedOver) -> Note:
    to = {"successor": person_of(session, event.successor_id)} if event.successor_id is not None else {}
    return Note("person.handover", "person", person_of(session, event.person_id), detail=to | dict(event.counts))


@audited(accounts.UnitAdded)
def _unit_added(session: Session, event: accounts.UnitAdded) -> Note:
    return Note("unit.add", "unit", unit_of(session, event.unit_id))


@audited(accounts.UnitChanged)
def _unit_changed(session: Session, event: accounts.UnitChanged) -> Note:
    return Note("unit.change", "unit", unit_of(session, event.unit_id))


@audited(accounts.GroupChanged)
def _group_changed(session: Session, event: accounts.GroupChanged) -> Note:
    return Note("group.change", "group", session.get_one(UnitGroup, event.group_id).public_id)


@audited(PlanImported)
def _plan_imported(session: Session, event: PlanImported) -> Note:
    return Note("plan.import", "plan", session.get_one(WorkPlan, event.plan_id).public_id)
