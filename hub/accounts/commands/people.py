"""`hub people`: open, list and end accounts."""

import sys
from typing import Any

import click

from ...core.db import reading, transaction
from ...core.errors import Invalid
from ...core.i18n import _
from ...core.terminal import print_json, with_json
from ...core.viewer import Role
from .. import actions, passwords, queries
from ..actions import PersonForm
from ..operator import OPERATOR
from ..queries import PeopleFilter, PersonView
from ..rules.passwords import password_fault
from ..words import password_sentence, roles_words

ROLES = click.Choice([role.value for role in Role])


@click.group()
def people() -> None:
    """管理人员账号 / Manage people."""


@people.command("add")
@click.argument("login")
@click.option("--name", required=True, help="姓名 / the person's name")
@click.option("--unit", required=True, help="单位的全称、简称或别名 / the unit, as documents write it")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=ROLES,
    default=["liaison"],
    show_default=True,
    help="角色，可重复 / repeatable",
)
@click.option("--post", default="", help="职务 / the person's post")
@click.option(
    "--password-stdin", is_flag=True, help="从标准输入读密码，不生成 / read the password instead of making one"
)
@with_json
def add_person(**asked: Any) -> None:
    """开通账号并输出初始密码 / Open an account and print its first password."""
    login, name, given = asked["login"], asked["name"], asked["password_stdin"]
    password = _read_password(login, name) if given else passwords.temporary_password()
    hashed = passwords.hash_password(password)
    with transaction() as session:
        unit = queries.directory(session).find_unit(asked["unit"])
        if unit is None:
            raise Invalid(_("没有单位叫“%(name)s”。", name=asked["unit"]))
        roles = frozenset(Role(role) for role in asked["roles"])
        form = PersonForm(name, asked["post"], roles, login, unit.public_id)
        public_id = actions.add_person(session, OPERATOR, form, hashed, must_change=not given).public_id
    shown = {} if given else {"password": password}
    if asked["wants_json"]:
        print_json({"id": public_id, "login": login, **shown})
    elif shown:
        click.echo(password)


@people.command("list")
@click.option("--all", "everybody", is_flag=True, help="包括已停用的 / deactivated ones too")
@with_json
def list_people(everybody: bool, wants_json: bool) -> None:
    """列出人员 / List people."""
    with reading() as session:
        found = queries.people(session, OPERATOR, PeopleFilter(state="all" if everybody else "active"))
    if wants_json:
        print_json([_person(person) for person in found])
        return
    for person in found:
        state = "" if person.is_active else _("已停用")
        click.echo("\t".join((person.login, person.name, person.unit_name, roles_words(person.roles), state)).rstrip())


@people.command("deactivate")
@click.argument("login")
@with_json
def deactivate_person(login: str, wants_json: bool) -> None:
    """停用账号 / Deactivate an account.

    立即退出所有登录 / All its sessions end at once.
    """
    with transaction() as session:
        person = queries.person_by_login(session, OPERATOR, login)
        actions.deactivate_person(session, OPERATOR, person.public_id)
    if wants_json:
        print_json({"id": person.public_id, "login": login, "active": False})


def _read_password(login: str, name: str) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    fault = password_fault(password, login, name)
    if fault:
        raise Invalid(password_sentence(fault))
    return password


def _person(person: PersonView) -> dict[str, Any]:
    return {
        "id": person.public_id,
        "login": person.login,
        "name": person.name,
        "post": person.post,
        "unit": person.unit_name,
        "roles": [role.value for role in person.roles],
        "active": person.is_active,
    }
