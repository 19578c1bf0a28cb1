"""The command line of accounts: what it prints, and how it fails."""

import json

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from hub.accounts import queries
from hub.accounts.commands import COMMANDS
from hub.accounts.models import Person
from hub.core import db
from hub.core.errors import HubError

from .conftest import PASSWORD, OpenBrowser, World, on_sqlite


def run(*arguments: str, text: str = "") -> Result:
    group = click.Group(commands={command.name: command for command in COMMANDS if command.name})
    return CliRunner().invoke(group, list(arguments), input=text)


def test_adding_prints_the_password_alone(world: World, browse: OpenBrowser) -> None:
    result = run(
        "people",
        "add",
        "minzheng-zhaoning",
        "--name",
        "赵宁",
        "--unit",
        "民政局",
        "--role",
        "liaison",
        "--role",
        "leader",
    )
    assert result.exit_code == 0
    password = result.stdout.strip()
    assert browse().sign_in("minzheng-zhaoning", password).status_code == 302
    result = run("people", "add", "two", "--name", "二", "--unit", "教委", "--json")
    assert set(json.loads(result.stdout)) == {"id", "login", "password"}


def test_a_password_can_be_given_and_then_need_not_be_changed(world: World, browse: OpenBrowser) -> None:
    arguments = ("people", "add", "two", "--name", "二", "--unit", "教委", "--password-stdin")
    assert isinstance(run(*arguments, text="short\n").exception, HubError)
    result = run(*arguments, text=PASSWORD + "\n")
    assert (result.exit_code, result.stdout) == (0, "")
    browser = browse()
    assert browser.sign_in("two").status_code == 302
    assert browser.get("/account").status_code == 200
    with db.reading() as session:
        assert not session.scalars(select(Person).where(Person.login == "two")).one().must_change_password


@on_sqlite
@pytest.mark.parametrize(
    "arguments",
    [
        ("people", "add", "chenjing", "--name", "x", "--unit", "区教育局"),
        ("people", "add", "new", "--name", "x", "--unit", "没有局"),
        ("people", "deactivate", "nobody"),
        ("people", "deactivate", "admin"),
        ("token", "create", "nobody"),
        ("token", "revoke", "chenjing", "nothing"),
    ],
)
def test_refusals_change_nothing(world: World, arguments: tuple[str, ...]) -> None:
    with db.reading() as session:
        before = session.scalar(select(func.count()).select_from(Person))
    result = run(*arguments)
    assert isinstance(result.exception, HubError)
    assert result.exception.message
    assert result.stdout == ""
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == before


def test_lists_can_be_scripted(world: World) -> None:
    people = json.loads(run("people", "list", "--json").stdout)
    assert [(one["login"], one["unit"], one["roles"]) for one in people] == [
        ("jiaoyu-zhoumin", "区教育局", ["liaison"]),
        ("chenjing", "区未保办", ["office"]),
        ("admin", "区未保办", ["admin"]),
    ]
    units = json.loads(run("units", "list", "--json").stdout)
    assert [(one["short_name"], one["kind"], one["aliases"]) for one in units] == [
        ("区教育局", "member", ["教委"]),
        ("区民政局", "member", []),
        ("区未保办", "office", []),
    ]
    assert "jiaoyu-zhoumin\t周敏\t区教育局\t联络员" in run("people", "list").stdout
    assert "区教育局\t成员单位\t教委" in run("units", "list").stdout


def test_deactivating_takes_effect_and_is_listed(world: World) -> None:
    assert run("people", "deactivate", "jiaoyu-zhoumin").exit_code == 0
    logins = [one["login"] for one in json.loads(run("people", "list", "--json").stdout)]
    assert "jiaoyu-zhoumin" not in logins
    everybody = {one["login"]: one["active"] for one in json.loads(run("people", "list", "--all", "--json").stdout)}
    assert everybody["jiaoyu-zhoumin"] is False
    assert isinstance(run("token", "create", "jiaoyu-zhoumin").exception, HubError)


def test_a_token_is_printed_alone_and_works(world: World) -> None:
    result = run("token", "create", "chenjing")
    token = result.stdout.strip()
    assert result.stdout == token + "\n"
    with db.reading() as session:
        viewer = queries.viewer_of_token(session, token)
    assert viewer is not None
    assert viewer.person_id == world.office.person_id
    (listed,) = json.loads(run("token", "list", "chenjing", "--json").stdout)
    assert token not in json.dumps(listed)
    assert run("token", "revoke", "chenjing", listed["id"]).exit_code == 0
    with db.reading() as session:
        assert queries.viewer_of_token(session, token) is None


def test_help_speaks_both_languages() -> None:
    for command in COMMANDS:
        for text in (run(command.name or "", "--help").stdout,):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text)
            assert any(letter.isascii() and letter.isalpha() for letter in text)
