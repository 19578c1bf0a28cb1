"""Who may keep accounts: the office and administrators; accounts of administrators only an administrator."""

from sqlalchemy.orm import Session

from ..core.policy import rule
from ..core.viewer import Role, Viewer
from .models import Person

MANAGE_PERSON = "person.manage"


@rule(MANAGE_PERSON, see="accounts.manage")
def may_manage_person(_session: Session, viewer: Viewer, person: Person) -> bool:
    """Whoever could set an administrator's password would be one, so the office may not."""
    return viewer.has(Role.ADMIN) or Role.ADMIN not in person.roles
