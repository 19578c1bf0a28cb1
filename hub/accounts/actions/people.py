"""Keeping people: add, change, and move to another unit 调岗."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import NotFound
from ...core.events import record
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Role, Viewer
from ..access import rights_changed
from ..deputies import is_successor
from ..events import PersonAdded, PersonMoved, RolesChanged
from ..faults import raise_any
from ..handover import hand_over
from ..models import Person, PersonRole, Unit
from ..policy import MANAGE_PERSON
from ..rules.logins import is_login, tidy_login
from ..rules.names import tidy
from ..rules.rights import roles_fault
from ..rules.roster import PERSON_NAME_LENGTH, POST_LENGTH
from ..words import rights_sentence
from .keeping import require_person_spared


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person as the office fills it in; `unit` is a public id and, like `login`, only asked of a new person."""

    name: str
    post: str = ""
    roles: frozenset[Role] = frozenset({Role.LIAISON})
    login: str = ""
    unit: str = ""


def add_person(
    session: Session, viewer: Viewer, form: PersonForm, password_hash: str, *, must_change: bool = True
) -> Person:
    """A new account, whose owner must change the password at the first sign-in unless they chose it themselves.

    Needs `accounts.manage`, and for administrators an administrator; raises Faults by field.
    """
    require(session, viewer, "accounts.manage")
    rights_changed(session)
    unit = _active_unit(session, form.unit)
    faults = _text_faults(form.name, form.post) | {
        "login": _login_sentence(session, tidy_login(form.login)),
        "unit": None if unit else _("请选择在用的单位。"),
        "roles": _roles_sentence(viewer, None, form.roles),
    }
    raise_any({field: faults[field] for field in ("name", "unit", "login", "post", "roles")})
    person = Person(
        login=tidy_login(form.login),
        name=tidy(form.name),
        post=tidy(form.post),
        unit=unit,
        password_hash=password_hash,
        must_change_password=must_change,
        role_rows=[PersonRole(role=role.value) for role in sorted(form.roles)],
    )
    session.add(person)
    session.flush()
    record(session, PersonAdded(person.id))
    return person


def change_person(session: Session, viewer: Viewer, public_id: str, form: PersonForm) -> Person:
    """Another name, post or other roles; needs `person.manage`.

    Raises Faults, NotFound, and Invalid where the last administrator or member of the office would lose the role.
    """
    rights_changed(session)
    person = managed(session, viewer, public_id)
    roles_sentence = _roles_sentence(viewer, person, form.roles)
    raise_any(_text_faults(form.name, form.post) | {"roles": roles_sentence})
    before = person.roles
    person.name, person.post = tidy(form.name), tidy(form.post)
    if before == form.roles:
        return person
    require_person_spared(session, person, before - form.roles)
    person.role_rows = [
        *(row for row in person.role_rows if row.role in form.roles),
        *(PersonRole(role=role.value) for role in sorted(form.roles - before)),
    ]
    session.flush()
    record(session, RolesChanged(person.id))
    return person


def move_person(  # noqa: PLR0913 (who, where to, as what, and who goes on)
    session: Session, viewer: Viewer, public_id: str, to_unit: str, post: str | None = None, *, successor: str = ""
) -> Person:
    """调岗: from now on the person works in `to_unit` (a public id), with `post` there when given.

    In the same transaction what is open with them goes to the successor (a public id of the old unit, "" for nobody),
    their sessions, tokens, invitations and deputies end, and the old unit's channels are closed to them. Needs
    `person.manage`; raises Faults (`to_unit`, `post`, `successor`) and NotFound.
    """
    rights_changed(session)
    person = managed(session, viewer, public_id)
    unit = _active_unit(session, to_unit)
    same = unit is not None and unit.id == person.unit_id
    raise_any(
        {
            "to_unit": _("此人已在这个单位。") if same else None if unit else _("请选择在用的单位。"),
            "post": _text_faults(person.name, post or "")["post"],
            "successor": successor_fault(session, person, successor),
        }
    )
    assert unit is not None  # noqa: S101 (raise_any has seen to it)
    hand_over(session, person.id, successor_key(session, successor))
    before, person.unit = person.unit_id, unit
    person.post = person.post if post is None else tidy(post)
    session.flush()
    record(session, PersonMoved(person.id, from_unit_id=before, to_unit_id=unit.id))
    return person


def managed(session: Session, viewer: Viewer, public_id: str) -> Person:
    """The person with this public id, whom the viewer may manage; raises NotFound and Denied."""
    require(session, viewer, "accounts.manage")
    person = session.scalar(select(Person).where(Person.public_id == public_id))
    if person is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    require(session, viewer, MANAGE_PERSON, person)
    return person


def successor_fault(session: Session, person: Person, successor: str) -> str | None:
    """Why this person (public id, "" for nobody) cannot go on with another's matters."""
    found = session.scalar(select(Person).where(Person.public_id == successor)) if successor else None
    if not successor or (found is not None and is_successor(person, found)):
        return None
    return _("接手人应是原单位的联络员或分管领导。")


def successor_key(session: Session, successor: str) -> int | None:
    """The key of a successor (public id), None for nobody."""
    return session.scalar(select(Person.id).where(Person.public_id == successor)) if successor else None


def _active_unit(session: Session, public_id: str) -> Unit | None:
    unit = session.scalar(select(Unit).where(Unit.public_id == public_id))
    return unit if unit is not None and unit.is_active(clock.today()) else None


def _text_faults(name: str, post: str) -> dict[str, str | None]:
    name, post = tidy(name), tidy(post)
    name_long = _("最多%(length)d个字。", length=PERSON_NAME_LENGTH) if len(name) > PERSON_NAME_LENGTH else None
    return {
        "name": name_long if name else _("请填写姓名。"),
        "post": _("最多%(length)d个字。", length=POST_LENGTH) if len(post) > POST_LENGTH else None,
    }


def _login_sentence(session: Session, login: str) -> str | None:
    if not is_login(login):
        return _("账号由1到40个小写字母、数字、连字符、下划线或点组成，首尾须为字母或数字。")
    if session.scalar(select(Person.id).where(Person.login == login)) is not None:
        return _("账号“%(login)s”已有人使用。", login=login)
    return None


def _roles_sentence(viewer: Viewer, person: Person | None, roles: frozenset[Role]) -> str | None:
    before = person.roles if person else frozenset()
    own = person is not None and person.id == viewer.person_id
    fault = roles_fault(viewer.roles, before, roles, own=own)
    return rights_sentence(fault) if fault else None
