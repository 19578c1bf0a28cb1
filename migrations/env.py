"""Where Alembic meets the hub: the database to migrate, and the tables as they should be."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine, event

from hub import tables
from hub.core.engines import make_engine

config = context.config


def run() -> None:
    """Run the migrations in one transaction, with SQLite's way of altering tables where needed."""
    engine = make_engine(config.attributes["url"])
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        event.listen(engine, "connect", _let_go)
    _migrate(engine.execution_options(hub_write=True), is_sqlite)
    engine.dispose()


def _migrate(engine: Engine, is_sqlite: bool) -> None:
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=tables.metadata(),
            render_as_batch=is_sqlite,
            compare_type=True,
            include_name=tables.is_ours,
            user_module_prefix="hub.core.columns.",
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite:
                _check_references(connection)


def _let_go(connection: Any, _record: object) -> None:
    """A table that others refer to is altered by putting another in its place (https://www.sqlite.org/lang_altertable.html, 7)."""
    connection.execute("PRAGMA foreign_keys=OFF")


def _check_references(connection: Connection) -> None:
    """Nothing refers to what is not there, now that nobody has looked meanwhile."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"the migration has left rows that refer to nothing: {broken[:5]}")


run()
