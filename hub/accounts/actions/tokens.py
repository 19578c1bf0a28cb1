"""Keys for programs, which act as the person who made them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Denied, NotFound
from ...core.events import record
from ...core.i18n import _
from ...core.viewer import Viewer
from ..access import rights_changed
from ..events import TokenMade, TokenRevoked
from ..faults import raise_any
from ..keys import hash_secret, new_token
from ..models import ApiToken
from ..rules.names import tidy

TOKEN_NAME_LENGTH = 80


def create_token(session: Session, viewer: Viewer, name: str) -> str:
    """A token that acts as the viewer with their rights of each moment; returned once, stored hashed.

    Raises Denied for a program: a token makes no tokens; Faults (`name`) without a name.
    """
    name = tidy(name)
    long = _("最多%(length)d个字。", length=TOKEN_NAME_LENGTH) if len(name) > TOKEN_NAME_LENGTH else None
    raise_any({"name": long if name else _("请写明令牌给哪个程序使用。")})
    if viewer.token_id is not None:
        raise Denied(_("令牌不能再创建令牌，请在网页上创建。"))
    token = new_token()
    row = ApiToken(secret_hash=hash_secret(token), person_id=viewer.person_id, name=name)
    session.add(row)
    session.flush()
    record(session, TokenMade(row.id, viewer.person_id))
    return token


def revoke_token(session: Session, viewer: Viewer, public_id: str) -> None:
    """The viewer's token opens nothing from now on; NotFound for anybody else's or a revoked one."""
    rights_changed(session)
    mine = select(ApiToken).where(ApiToken.person_id == viewer.person_id, ApiToken.public_id == public_id)
    row = session.scalar(mine.where(ApiToken.revoked_at.is_(None)))
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    row.revoked_at = clock.now()
    session.flush()
    record(session, TokenRevoked(row.id, viewer.person_id))
