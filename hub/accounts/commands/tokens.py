"""`hub token`: what programs sign in with."""

import click
from sqlalchemy.orm import Session

from ...core.db import reading, transaction
from ...core.errors import Invalid
from ...core.i18n import _
from ...core.terminal import print_json, with_json
from ...core.viewer import Viewer
from .. import actions, queries
from ..operator import OPERATOR


@click.group()
def token() -> None:
    """管理程序令牌 / Manage tokens for programs."""


@token.command("create")
@click.argument("user")
@click.option("--name", default="python3 -m hub token create", show_default=True, help="用途 / what it is for")
@with_json
def create_token(user: str, name: str, wants_json: bool) -> None:
    """创建令牌 / Create a token.

    只输出令牌 / It acts as USER; nothing but the token is printed.
    """
    with transaction() as session:
        made = actions.create_token(session, _viewer(session, user), name)
    if wants_json:
        print_json({"login": user, "token": made})
    else:
        click.echo(made)


@token.command("list")
@click.argument("user")
@with_json
def list_tokens(user: str, wants_json: bool) -> None:
    """列出一人的令牌 / List USER's tokens."""
    with reading() as session:
        found = queries.my_tokens(session, _viewer(session, user))
    if wants_json:
        print_json([{"id": one.public_id, "name": one.name, "created_at": one.created_at.isoformat()} for one in found])
        return
    for one in found:
        click.echo(f"{one.public_id}\t{one.name}\t{one.created_at.isoformat()}")


@token.command("revoke")
@click.argument("user")
@click.argument("token_id")
@with_json
def revoke_token(user: str, token_id: str, wants_json: bool) -> None:
    """作废令牌 / Revoke the token TOKEN_ID (see list) of USER."""
    with transaction() as session:
        actions.revoke_token(session, _viewer(session, user), token_id)
    if wants_json:
        print_json({"id": token_id, "revoked": True})


def _viewer(session: Session, login: str) -> Viewer:
    person = queries.person_by_login(session, OPERATOR, login)
    viewer = queries.viewer_of_person(session, person.id)
    if viewer is None:
        raise Invalid(_("账号“%(login)s”已停用。", login=login))
    return viewer
