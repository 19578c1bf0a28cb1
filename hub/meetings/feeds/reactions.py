"""What feeds do about news from below: with an account, its secret addresses end, and none is back when it is opened again."""

from sqlalchemy.orm import Session

from ...accounts.events import PersonDeactivated
from ...core import events
from . import actions


@events.on(PersonDeactivated)
def end_feeds(session: Session, event: PersonDeactivated) -> None:
    """Whoever has left takes no address along."""
    actions.revoke_all(session, event.person_id)
