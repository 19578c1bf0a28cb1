"""The index itself: looked up instead of read through, filled for what was there before, made anew by a command."""

import json
import re

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from hub.channels import extras
from hub.channels.searching.commands import reindex_all
from hub.channels.searching.indexing import empty
from hub.channels.searching.models import SearchText
from hub.channels.searching.places import _newest
from hub.channels.searching.statements import (
    Wanted,
    batch_of,
    postgresql_rest,
    postgresql_statement,
    sqlite_statement,
)  # fmt: skip
from hub.core import clock, db, schema
from tests.channels.scene import Scene
from tests.core.test_migrations import LAST_RELEASE, _write

from .asking import ask, bodies, say

WANTED = Wanted(["会商"], [["§c1", "§c2"]], ["会商"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_goes_by_the_index_in_its_order(scene: Scene) -> None:
    plan = _plan(batch_of(sqlite_statement(WANTED, 10_000).limit(64)), "EXPLAIN QUERY PLAN")
    assert any("VIRTUAL TABLE" in line for line in plan)
    assert "SEARCH search_text USING INTEGER PRIMARY KEY (rowid=?)" in plan
    assert not any("TEMP B-TREE" in line or line.startswith("SCAN search_text") for line in plan)


@pytest.mark.pg
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_goes_by_the_index_and_by_the_window_first(scene: Scene) -> None:
    plan = _postgresql_plan(batch_of(postgresql_statement(WANTED, 0, 10_000).limit(64)))
    assert "Bitmap Index Scan on search_pieces" in plan
    assert "Seq Scan" not in plan
    assert re.findall(r"pieces (&&|@>) '", plan.split("Index Cond:")[1]) == ["&&", "@>", "&&"]


@pytest.mark.pg
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_takes_the_rest_by_its_words_and_sorts_nothing(scene: Scene) -> None:
    plan = _postgresql_plan(batch_of(postgresql_rest(WANTED, 10_000).limit(64)))
    assert "Bitmap Index Scan on search_pieces" in plan
    assert "Seq Scan" not in plan
    assert "Sort" not in plan
    assert re.findall(r"pieces (&&|@>) '", plan.split("Index Cond:")[1]) == ["@>", "&&"]


@pytest.mark.pg
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_finds_the_end_of_a_range_by_an_index(scene: Scene) -> None:
    plan = _postgresql_plan(_newest.params(channels=[1, 2], end=clock.now()))
    assert "Index Scan Backward using ix_message_channel_posted" in plan


def _postgresql_plan(statement: object) -> str:
    return " ".join(_plan(statement, "EXPLAIN", "SET LOCAL enable_seqscan = off"))


def _plan(statement: object, explain: str, first: str = "SELECT 1") -> list[str]:
    with db.reading() as session:
        session.execute(text(first))
        said = str(statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True}))
        rows = session.connection().exec_driver_sql(f"{explain} {said}")
        return [str(row[-1]).strip() for row in rows]


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
