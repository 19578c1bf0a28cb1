"""`hub backup`: a copy that opens and has every row, made while others write; its time; and what stops it."""

import json
import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.cli import main
from hub.core import clock, db, periods
from hub.core.caller import Caller, set_caller
from hub.health import backing_up
from tests.factories import make_unit

Run = Callable[..., Result]
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    for name, value in {"DATA_DIR": str(tmp_path), "DATABASE_URL": database_url}.items():
        monkeypatch.setenv(f"HUB_{name}", value)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    db.open_database(database_url)
    with db.transaction() as session:
        for number in range(50):
            make_unit(session, f"区{number}局")
    yield invoke
    set_caller(Caller())
    db.close_database()


def noted() -> bool:
    with db.reading() as session:
        return periods.last(session, "backup") is not None


def units(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        count: int = connection.execute("select count(*) from unit").fetchone()[0]
    connection.close()
    return count


@on_sqlite
def test_the_copy_opens_and_has_the_rows(run: Run, folder: Path) -> None:
    result = run("backup", folder / "copy.db")
    assert result.exit_code == 0, result.output
    assert "已备份到" in result.output
    assert os.listdir(folder) == ["copy.db"]
    assert stat.S_IMODE((folder / "copy.db").stat().st_mode) == 0o600
    assert units(folder / "copy.db") == 50
    with db.reading() as session:
        at = periods.last(session, "backup")
    assert at is not None
    assert (clock.now() - at).total_seconds() < 60


@on_sqlite
def test_a_copy_made_while_others_write_is_one_state(run: Run, folder: Path) -> None:
    path, stop = Path(str(db.engine().url.database)), threading.Event()

    def write() -> None:
        connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        while not stop.is_set():  # two rows each time, or none
            connection.execute("begin immediate")
            for _half in range(2):
                connection.execute("insert into job_run values (hex(randomblob(8)), 'x', '2026-01-01 00:00:00.000000')")
            connection.execute("commit")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            assert run("backup", folder / f"{number}.db").exit_code == 0
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        with sqlite3.connect(folder / f"{number}.db") as connection:
            assert connection.execute("select count(*) from job_run where period = 'x'").fetchone()[0] % 2 == 0
        connection.close()


@on_sqlite
def test_a_file_that_is_there_is_never_touched(run: Run, folder: Path) -> None:
    (folder / "copy.db").write_text("mine")
    result = run("backup", folder / "copy.db")
    assert result.exit_code == 1
    assert "请换一个文件名" in result.output
    assert (folder / "copy.db").read_text() == "mine"
    assert not noted()


@on_sqlite
def test_a_copy_that_fails_leaves_nothing_and_is_not_noted(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backing_up, "_sync", full)
    result = run("backup", folder / "copy.db")
    assert result.exit_code == 1
    assert "备份没有完成" in result.output
    assert os.listdir(folder) == []
    assert not noted()


@on_sqlite
def test_a_folder_that_is_not_there_is_said(run: Run, folder: Path) -> None:
    result = run("backup", folder / "none" / "copy.db")
    assert result.exit_code == 1
    assert "不能写入" in result.output


def test_a_backup_by_other_means_is_noted(run: Run) -> None:
    assert not noted()
    assert run("backup", "--record").exit_code == 0
    assert noted()
    assert json.loads(run("backup", "--record", "--json").output) == {"ok": True, "file": None, "bytes": None}


@pytest.mark.parametrize("arguments", [(), ("copy.db", "--record")])
def test_one_of_the_two_must_be_said(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("backup", *arguments).exit_code == 1
    assert not noted()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_has_its_own_program(run: Run, folder: Path) -> None:
    result = run("backup", folder / "copy.dump")
    assert result.exit_code == 1
    assert "pg_dump" in result.output
    assert not noted()
