"""The index itself: looked up instead of read through, filled for what was there before, made anew by a command."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from hub.channels import extras
from hub.channels.searching.commands import reindex_all
from hub.channels.searching.indexing import empty
from hub.channels.searching.lookup import Wanted, postgresql_statement, sqlite_statement, windows
from hub.channels.searching.models import SearchText
from hub.channels.searching.rules import BUCKET
from hub.core import db, schema
from tests.channels.scene import Scene
from tests.core.test_migrations import LAST_RELEASE, _write

from .asking import ask, bodies, say

WANTED = Wanted(["会商"], [["§c1", "§c2"]], ["会商"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_goes_by_the_index_in_its_order(scene: Scene) -> None:
    plan = _plan(sqlite_statement(WANTED, 10_000).limit(64), "EXPLAIN QUERY PLAN")
    assert "VIRTUAL TABLE" in plan[0]
    assert "SEARCH search_text USING INTEGER PRIMARY KEY" in plan[1]
    assert not any("TEMP B-TREE" in line or line.startswith("SCAN search_text") for line in plan)


@pytest.mark.pg
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_goes_by_the_index(scene: Scene) -> None:
    plan = " ".join(
        _plan(postgresql_statement(WANTED, 0, 10_000).limit(64), "EXPLAIN", "SET LOCAL enable_seqscan = off")
    )
    assert "Bitmap Index Scan on search_pieces" in plan
    assert "Seq Scan" not in plan


def _plan(statement: object, explain: str, first: str = "SELECT 1") -> list[str]:
    with db.reading() as session:
        session.execute(text(first))
        said = str(statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True}))
        rows = session.connection().exec_driver_sql(f"{explain} {said}")
        return [str(row[-1]).strip() for row in rows]


@pytest.mark.parametrize("before", [1, 5, BUCKET, BUCKET + 1, 40 * BUCKET + 7, 3000 * BUCKET])
def test_windows_lie_side_by_side_down_to_the_first_message(before: int) -> None:
    found = list(windows(before))
    assert found[0][1] == before
    assert found[-1][0] == 0
    assert all(upper[0] == lower[1] for upper, lower in zip(found, found[1:], strict=False))
    assert all(low < high and low % BUCKET == 0 for low, high in found)
    assert list(windows(0)) == []


def test_the_command_makes_the_index_anew(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_extras", [])
    say(scene, "甲一", "会商一")
    monkeypatch.undo()
    say(scene, "甲一", "会商二")
    assert bodies(ask(scene, "甲一", "会商")) == ["会商二"]
    for _ in range(2):
        result = CliRunner().invoke(reindex_all, ["--json"])
        assert json.loads(result.stdout) == {"messages": 2}
        assert bodies(ask(scene, "甲一", "会商")) == ["会商二", "会商一"]


def test_what_is_emptied_is_empty(scene: Scene) -> None:
    say(scene, "甲一", "会商")
    with db.transaction() as session:
        empty(session)
    assert ask(scene, "甲一", "会商").hits == ()
    assert ask(scene, "甲一", "会").hits == ()


def test_messages_of_the_last_release_are_cut_by_the_migration(bare_url: str) -> None:
    schema.upgrade(bare_url, LAST_RELEASE)
    _write(bare_url)
    schema.upgrade(bare_url)
    db.open_database(bare_url)
    with db.reading() as session:
        assert session.scalars(select(SearchText.folded)).all() == ["请各单位报送"]
        wanted = Wanted(["报送"], [["§c1"]], ["报送"])
        is_sqlite = bare_url.startswith("sqlite")
        statement = sqlite_statement(wanted, 2) if is_sqlite else postgresql_statement(wanted, 0, 2)
        assert session.execute(statement).all() == [(1, "请各单位报送")]
    db.close_database()
