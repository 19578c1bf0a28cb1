"""The version of the tables: Alembic up to the newest, and a refusal to run on a database from the future."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from .engines import make_engine
from .errors import Conflict, Unavailable

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to `revision`; raises Conflict when it is newer than this hub, and Unavailable."""
    _refuse_the_future(current_revision(url))
    with _told():
        command.upgrade(_config(url), revision)


def require_current(url: str) -> None:
    """Raise Conflict, with what to do, unless the database at `url` has every migration of this hub; or Unavailable."""
    current = current_revision(url)
    _refuse_the_future(current)
    if current != newest():
        raise Conflict(
            "数据库尚未建立或版本较旧，请先运行 python3 -m hub init 或 python3 -m hub migrate / "
            "run python3 -m hub init or python3 -m hub migrate first"
        )


def current_revision(url: str) -> str | None:
    """The revision that the database at `url` is at; None for an empty one. Looking for one makes none."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return None
    engine = make_engine(url)
    try:
        with _told(), engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether the database at `url` has every migration of this hub."""
    return current_revision(url) == newest()


def newest() -> str | None:
    """The revision that a database of this hub should be at."""
    return ScriptDirectory.from_config(_config("")).get_current_head()


def known_revisions() -> set[str]:
    """Every revision that this hub has a migration for."""
    return {script.revision for script in ScriptDirectory.from_config(_config("")).walk_revisions()}


def _refuse_the_future(revision: str | None) -> None:
    if revision is not None and revision not in known_revisions():
        raise Conflict(
            f"数据库的版本 {revision} 比本程序新，请更新程序 / the database is at revision {revision}, "
            "which this hub does not know: it comes from a newer one"
        )


@contextmanager
def _told() -> Iterator[None]:
    """What a driver raises for a database that cannot be used, as one sentence with the setting's name."""
    try:
        yield
    except DBAPIError as error:
        raise Unavailable(f"HUB_DATABASE_URL: 数据库不能使用 / the database cannot be used: {error.orig}") from error


def _config(url: str) -> Config:
    config = Config(str(MIGRATIONS / "alembic.ini"))
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config
