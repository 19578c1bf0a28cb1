"""Where Alembic meets the hub: the database to migrate, and the tables as they should be."""

from alembic import context

from hub import tables
from hub.core.engines import make_engine

config = context.config


def run() -> None:
    """Run the migrations in one transaction, with SQLite's way of altering tables where needed."""
    engine = make_engine(config.attributes["url"]).execution_options(hub_write=True)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=tables.metadata(),
            render_as_batch=engine.dialect.name == "sqlite",
            compare_type=True,
            include_name=tables.is_ours,
            user_module_prefix="hub.core.columns.",
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
