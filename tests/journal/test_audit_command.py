"""`hub audit`: heads to keep outside, and a verdict with its exit status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from hub.cli import main
from hub.core import db
from hub.core.caller import Caller, set_caller
from tests.factories import make_unit

Run = Callable[..., Result]
KEY = "an audit key of these tests only, " * 2


def add(run: Run, login: str) -> None:
    assert run("people", "add", login, "--name", "某人", "--unit", "区甲局").exit_code == 0


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, value in {"DATA_DIR": str(tmp_path), "DATABASE_URL": database_url, "AUDIT_KEY": KEY}.items():
        monkeypatch.setenv(f"HUB_{name}", value)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    db.open_database(database_url)
    with db.transaction() as session:
        make_unit(session, "区甲局")
    add(invoke, "jia")
    yield invoke
    set_caller(Caller())
    db.close_database()


def test_a_trail_is_sound_and_says_where_it_stands(run: Run) -> None:
    add(run, "yi")
    printed = run("audit", "head").output.strip()
    assert printed.startswith("2:")
    verdict = run("audit", "verify", "--head", printed)
    assert (verdict.exit_code, verdict.output) == (0, f"审计记录完整，共2条。{printed}\n")
    found = json.loads(run("audit", "verify", "--json").output)
    assert found == {"ok": True, "seq": 2, "hash": printed[2:], "fault": "", "broken_at": None}
    assert json.loads(run("audit", "head", "--json").output) == {"seq": 2, "hash": printed[2:]}


def test_commands_are_put_down_as_such(run: Run) -> None:
    with db.reading() as session:
        found = session.execute(text("select action, person, way, address from audit_entry")).one()
    assert found == ("person.add", "", "command", "")


def test_what_was_cut_off_is_found_by_a_printed_head(run: Run) -> None:
    add(run, "yi")
    printed = run("audit", "head").output.strip()
    with db.transaction() as session:
        if db.engine().dialect.name == "sqlite":
            session.execute(text("drop trigger audit_entry_no_delete"))
        else:
            session.execute(text("set local session_replication_role = replica"))
        session.execute(text("delete from audit_entry where seq = 2"))
        session.execute(text("update audit_head set seq = 1, hash = (select hash from audit_entry where seq = 1)"))
    assert run("audit", "verify").exit_code == 0
    verdict = run("audit", "verify", "--head", printed)
    assert (verdict.exit_code, verdict.output) == (1, "第2条缺失。此前1条完整。\n")


def test_another_key_and_a_misspelt_head_are_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("audit", "verify", "--head", "7:x").exit_code == 1
    monkeypatch.setenv("HUB_AUDIT_KEY", "another key " * 4)
    verdict = run("audit", "verify")
    assert (verdict.exit_code, verdict.output) == (1, "第1条与写入时不符，或者密钥不是原来的。此前0条完整。\n")
