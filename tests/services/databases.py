"""A fresh, migrated database for each test, on SQLite and on PostgreSQL: copied from one that is migrated once a run."""

import os
import shutil
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import URL

from hub import tables
from hub.core import schema
from tests.services.postgres import connect

NUMBERS = count(1)
FILLED = {"calendar_day", "calendar_year", "office_hours", "calendar_revision"}
"""What migrations fill; the revision counts changes of the others."""
REFILLED = {
    **{"escalation_ladder": True, "ladder_version": True, "handling_time": False, "consultation_kind": False},
    "follow_up_setting": False,
}
"""Tables that migrations fill and that stand on tables which are emptied: emptied too, and filled again. Whether their `id` counts."""
_kept: dict[str, bytes] = {}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.pg)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database of this test's own.

    A test that uses it runs on both kinds; `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)` picks.
    """
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "hub.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgres: URL, migrated_postgresql: str, spare_postgresql: list[str]) -> Iterator[str]:
    name = spare_postgresql.pop() if spare_postgresql else _copy(postgres, migrated_postgresql)
    yield _address(postgres, name)
    if _is_clean_again(postgres, name):
        spare_postgresql.append(name)
    else:
        _drop(postgres, name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.pg)])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that no migration has touched."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    server: URL = request.getfixturevalue("postgres")
    name = _copy(server, "template0")
    yield _address(server, name)
    _drop(server, name)


@pytest.fixture(scope="session")
def spare_postgresql(postgres: URL, migrated_postgresql: str) -> Iterator[list[str]]:
    """Databases that an earlier test has used and that are empty again: emptying costs a tenth of making one."""
    spare: list[str] = []
    yield spare
    for name in spare:
        _drop(postgres, name)


def _copy(server: URL, template: str) -> str:
    name = _new_name()
    with connect(server) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def _drop(server: URL, name: str) -> None:
    with connect(server) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _is_clean_again(server: URL, name: str) -> bool:
    """Empty every table but those that migrations fill, if the test has left these and the tables' form as they were."""
    expected = set(tables.metadata().tables)
    with connect(server.set(database=name)) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        version = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        if {row[0] for row in found} != expected | {"alembic_version"} or version != [(_newest(),)]:
            return False
        if connection.execute("SELECT number FROM calendar_revision").fetchall() != [(1,)]:
            return False
        _empty(connection, sorted(expected - FILLED))
        _refill(connection)
    return True


@cache
def _newest() -> str | None:
    """Asked for once: the answer takes a look into every migration."""
    return schema.newest()


def _empty(connection: psycopg.Connection, names: list[str]) -> None:
    """Take out what is there, and count keys anew: TRUNCATE, which gives every table new files, takes ten times as long."""
    looks = [f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in names]  # noqa: S608 (the hub's own tables)
    written = connection.execute(" UNION ALL ".join(looks)).fetchall()
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")  # no foreign key and no trigger refuses
        for (name,) in written:
            connection.execute(f"DELETE FROM {name}")  # noqa: S608
        connection.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)"
            " FROM pg_sequences WHERE last_value IS NOT NULL"
        )


def _keep(connection: psycopg.Connection[Any]) -> None:
    """Remember what migrations have filled into tables that a test may change."""
    for table in REFILLED:
        with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
            _kept[table] = b"".join(bytes(block) for block in copy)


def _refill(connection: psycopg.Connection[Any]) -> None:
    for table, rows in _kept.items():
        with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            copy.write(rows)
        if REFILLED[table]:
            connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "hub.db"
    schema.upgrade(f"sqlite:///{path}")
    assert not path.with_name("hub.db-wal").exists(), "the migration left the database open: a copy would lose rows"
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgres: URL) -> Iterator[str]:
    name = _new_name()
    with connect(postgres) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    schema.upgrade(_address(postgres, name))
    with connect(postgres.set(database=name)) as connection:
        _keep(connection)
    yield name
    with connect(postgres) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _new_name() -> str:
    return f"hub_test_{os.getpid()}_{next(NUMBERS)}"


def _address(server: URL, name: str) -> str:
    return server.set(database=name).render_as_string(hide_password=False)
