"""Replacing a password: by its owner, or by the office when it is forgotten. Hashes come from outside the transaction."""

from sqlalchemy.orm import Session

from ...core.errors import Conflict, Denied, Invalid
from ...core.events import record
from ...core.i18n import _
from ...core.viewer import Viewer
from ..access import rights_changed
from ..events import PasswordChanged
from ..models import Person
from .leaving import end_sessions, shut_out
from .people import managed


def change_password(session: Session, viewer: Viewer, proved_hash: str, new_hash: str) -> None:
    """The viewer's own new password; all their other sessions end. `proved_hash` is what the old one was checked against.

    Raises Denied for a program with a token, Conflict when the password was changed meanwhile.
    """
    if viewer.session_id is None:
        raise Denied(_("密码只能在网页上更改。"))
    rights_changed(session)
    person = session.get_one(Person, viewer.person_id, with_for_update=True)
    if person.password_hash != proved_hash:
        raise Conflict(_("密码刚刚在别处改过，请重新登录。"))
    person.password_hash, person.must_change_password = new_hash, False
    record(session, PasswordChanged(person.id, is_reset=False))
    end_sessions(session, person.id, spare=viewer.session_id)


def reset_password(session: Session, viewer: Viewer, public_id: str, temporary_hash: str) -> Person:
    """A temporary password for somebody who has forgotten theirs; their sessions end, their tokens are revoked.

    Needs `person.manage`; raises NotFound, and Invalid for oneself and for a closed account.
    """
    rights_changed(session)
    person = managed(session, viewer, public_id)
    if person.id == viewer.person_id:
        raise Invalid(_("自己的密码请在“我的账号”中更改。"))
    if not person.is_active:
        raise Invalid(_("账号已停用，请先恢复使用。"))
    person.password_hash, person.must_change_password = temporary_hash, True
    record(session, PasswordChanged(person.id, is_reset=True))
    shut_out(session, person.id)
    return person
