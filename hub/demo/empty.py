"""An empty production database: the office as a unit, the two collective names, 全体, and one administrator."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts import passwords
from ..accounts.actions import PersonForm, UnitForm, add_person, add_standard_groups, add_unit
from ..accounts.models import Person
from ..accounts.operator import OPERATOR
from ..accounts.rules.passwords import password_fault
from ..accounts.words import password_sentence
from ..channels.membership import sync_channel
from ..channels.models import Channel
from ..core.db import reading, transaction
from ..core.errors import Conflict, Invalid
from ..core.i18n import _
from ..core.viewer import Role

OFFICE = UnitForm("区未成年人保护委员会办公室", "office", "区未保办", "未保", aliases=("未保办",))


def empty_world(login: str, name: str, password: str | None = None) -> str:
    """Fill an empty database with what everything needs; returns what to tell the operator.

    Without a password one is made, told this once, and must be changed at the first sign-in. Raises Conflict where there
    are people already, Invalid for a password that will not do, Faults for the login or name.
    """
    require_empty()
    fault = password_fault(password, login, name) if password else None
    if fault:
        raise Invalid(password_sentence(fault))
    given = password or passwords.temporary_password()
    hashed = passwords.hash_password(given)
    with transaction() as session:
        unit = add_unit(session, OPERATOR, OFFICE)
        add_standard_groups(session, OPERATOR)
        form = PersonForm(name, "", frozenset({Role.ADMIN}), login, unit.public_id)
        add_person(session, OPERATOR, form, hashed, must_change=password is None)
        open_everyone(session)
    if password:
        return _("已建立数据库。管理员账号：%(login)s。", login=login)
    return _(
        "已建立数据库。管理员账号：%(login)s，初始密码：%(password)s（只显示这一次，首次登录须更改）。",
        login=login,
        password=given,
    )


def require_empty() -> None:
    """Raise Conflict in a database that has people."""
    with reading() as session:
        if session.scalar(select(Person.id).limit(1)) is not None:
            raise Conflict(_("数据库里已有人员，没有改动任何内容。"))


def open_everyone(session: Session) -> None:
    """The channel 全体 of the whole committee, of which there is one."""
    channel = Channel(kind="everyone", title="全体")
    session.add(channel)
    session.flush()
    sync_channel(session, channel)
