"""A list of people as a table: which column is which, what each row says, and what is wrong with it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...core.viewer import Role
from .logins import is_login, tidy_login
from .names import name_key, tidy

COLUMNS = ("name", "unit", "login", "post", "roles")
REQUIRED = ("name", "unit", "login")
PERSON_NAME_LENGTH = 40
POST_LENGTH = 40

_HEADINGS = {
    "name": ("姓名", "名字", "人员", "联系人", "name", "full name"),
    "unit": ("单位", "所属单位", "工作单位", "单位名称", "unit", "organisation", "organization"),
    "login": ("账号", "帐号", "登录账号", "登录帐号", "登录名", "用户名", "login", "account", "user", "username"),
    "post": ("职务", "职位", "岗位", "post", "position", "title", "job title"),
    "roles": ("角色", "系统角色", "身份", "role", "roles"),
}
_ROLE_NAMES = {
    Role.OFFICE: ("未保办工作人员", "未保办", "office", "office staff"),
    Role.LIAISON: ("联络员", "liaison"),
    Role.LEADER: ("分管领导", "leader", "unit leader"),
    Role.COMMITTEE: ("未保委领导", "未保委主任", "未保委副主任", "主任", "副主任", "committee", "committee leadership"),
    Role.OBSERVER: ("列席人员", "列席", "专家", "observer"),
    Role.ADMIN: ("系统管理员", "管理员", "admin", "administrator"),
    Role.AUDITOR: ("审计员", "auditor"),
}
_EXAMPLES = frozenset({("张三", "zhang-san", "科员", "联络员"), ("zhangsan", "zhang-san", "officer", "liaison")})
"""The row that the template shows how to fill in, compared by `name_key`; its unit is one of the hub's."""
_COLUMN_OF = {name_key(text): column for column, texts in _HEADINGS.items() for text in texts}
_ROLE_OF = {name_key(text): role for role, texts in _ROLE_NAMES.items() for text in texts}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list as written; `line` is its number in the file, from 1."""

    line: int
    name: str
    unit: str
    login: str
    post: str
    roles: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as understood. `faults` are pairs of a code and what it is about; with none the row can be taken over."""

    row: Row
    unit_public_id: str | None
    roles: frozenset[Role]
    faults: tuple[tuple[str, str], ...]


def columns_of(heading: Sequence[str]) -> dict[str, int]:
    """Which column holds what; the first of two equal headings counts, unknown ones are passed over."""
    found: dict[str, int] = {}
    for index, text in enumerate(heading):
        column = _COLUMN_OF.get(name_key(text.rstrip("*＊:：")))
        if column is not None:
            found.setdefault(column, index)
    return found


def read_rows(table: Sequence[Sequence[str]]) -> tuple[list[Row], list[str]]:
    """The rows under the first line that looks like a heading, and the required columns that it lacks.

    Lines above the heading (a title, a note) and empty lines are passed over.
    """
    for index, heading in enumerate(table):
        columns = columns_of(heading)
        if len(columns) >= 2:
            missing = [column for column in REQUIRED if column not in columns]
            body = [(line, cells) for line, cells in enumerate(table[index + 1 :], index + 2) if any(map(tidy, cells))]
            return [_row(line, cells, columns) for line, cells in body], missing
    return [], list(REQUIRED)


def read_roles(text: str) -> tuple[frozenset[Role], list[str]]:
    """The roles that a cell names (separated by 、 , ; / or spaces), and the words that name none; empty means 联络员."""
    parts = [part.strip() for part in re.split("[、，,；;/／|]", text)]
    # English names of roles have spaces themselves.
    words = [word for part in parts for word in ([part] if name_key(part) in _ROLE_OF else part.split())]
    roles = frozenset(_ROLE_OF[name_key(word)] for word in words if name_key(word) in _ROLE_OF)
    return roles or frozenset({Role.LIAISON}), [word for word in words if name_key(word) not in _ROLE_OF]


def check_rows(
    rows: Sequence[Row], unit_of: Callable[[str], str | None], taken: frozenset[str], may_make_admins: bool
) -> list[Entry]:
    """Every row with its faults. `unit_of` gives an active unit's public id by written name, `taken` the logins in use."""
    first_line: dict[str, int] = {}
    entries = []
    for row in rows:
        roles, unknown = read_roles(row.roles)
        unit = unit_of(row.unit) if row.unit else None
        if _is_example(row):
            entries.append(Entry(row, unit, roles, (("example", ""),)))
            continue
        faults = [*_text_faults(row), *(("role_unknown", word) for word in unknown)]
        if row.unit and unit is None:
            faults.append(("unit_unknown", row.unit))
        if row.login in taken:
            faults.append(("login_taken", row.login))
        if row.login and first_line.setdefault(row.login, row.line) != row.line:
            faults.append(("login_twice", str(first_line[row.login])))
        if Role.ADMIN in roles and not may_make_admins:
            faults.append(("admin_only", ""))
        entries.append(Entry(row, unit, roles, tuple(faults)))
    return entries


def _row(line: int, cells: Sequence[str], columns: dict[str, int]) -> Row:
    def cell(column: str) -> str:
        index = columns.get(column)
        return tidy(cells[index]) if index is not None and index < len(cells) else ""

    return Row(line, cell("name"), cell("unit"), tidy_login(cell("login")), cell("post"), cell("roles"))


def _is_example(row: Row) -> bool:
    return (name_key(row.name), row.login, name_key(row.post), name_key(row.roles)) in _EXAMPLES


def _text_faults(row: Row) -> list[tuple[str, str]]:
    faults = [(f"{column}_missing", "") for column in REQUIRED if not getattr(row, column)]
    if len(row.name) > PERSON_NAME_LENGTH:
        faults.append(("name_long", str(PERSON_NAME_LENGTH)))
    if len(row.post) > POST_LENGTH:
        faults.append(("post_long", str(POST_LENGTH)))
    if row.login and not is_login(row.login):
        faults.append(("login_form", row.login))
    return faults
