"""`hub calendar`: enter a year's schedule from a file, take over what came with the program, show a year."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, select

from hub.calendar.commands import COMMANDS
from hub.calendar.models import CalendarChange, CalendarDay, CalendarYear
from hub.core import db
from hub.core.errors import Invalid

from .schedules import text_2027


def run(*arguments: str, text: str | bytes = "") -> Result:
    group = click.Group(commands={command.name: command for command in COMMANDS if command.name})
    return CliRunner().invoke(group, ["calendar", *arguments], input=text)


def test_a_file_is_entered(opened: str, tmp_path: Path) -> None:
    path = tmp_path / "2027.json"
    path.write_text(text_2027(), encoding="utf-8")
    seen = run("import", str(path), "--preview")
    assert (seen.exit_code, seen.stdout.splitlines()[0]) == (0, "2027年：放假和调休共32天")
    assert "+ 2027-02-20  调休上班  春节" in seen.stdout.splitlines()
    assert json.loads(run("show", "2027", "--json").stdout)["is_provisional"] is True
    done = json.loads(run("import", "-", "--json", text=text_2027()).stdout)
    assert (done["year"], len(done["added"]), done["removed"], done["moved"]) == (2027, 32, [], 0)
    assert "2027-02-20  调休上班  春节" in run("show", "2027").stdout.splitlines()
    with db.reading() as session:
        assert session.scalars(select(CalendarChange.person_id)).all() == [None]


@pytest.mark.parametrize("text", ["{", b"\xff\xfe"])
def test_what_cannot_be_read_is_refused(opened: str, text: str | bytes) -> None:
    result = run("import", "-", text=text)
    assert isinstance(result.exception, Invalid)


def test_years_that_came_with_the_program(opened: str) -> None:
    assert run("fill").stdout.strip() == "没有缺少的年份。"
    with db.transaction() as session:
        session.execute(delete(CalendarYear).where(CalendarYear.year == 2026))
        session.execute(delete(CalendarDay).where(CalendarDay.year == 2026))
    assert json.loads(run("fill", "--json").stdout) == {"years": [2026]}
    assert len(json.loads(run("show", "2026", "--json").stdout)["days"]) == 39
