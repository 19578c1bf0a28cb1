"""From an empty folder to a hub that answers: migrate, make the demo world on the first start, then serve."""

import signal
import sqlite3

import click
import gevent
from sqlalchemy import text

from . import demo
from .app import create_app
from .core import db, schema
from .core.config import Settings, WrongSetting
from .core.engines import make_engine
from .jobs.worker import Worker
from .realtime import server

FIRST_FIXED_SQLITE = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can lose a WAL when two processes reset it at the same instant (sqlite.org/wal.html)."""


def serve_hub(settings: Settings) -> None:
    """Serve until SIGTERM; the demo world is made only in an empty database, and then only for this machine."""
    listener = _listen(settings)
    is_new = _prepare(settings)
    app = create_app(settings)
    if is_new:
        click.echo(demo.demo_world())
    click.echo(f"会商 hub {settings.public_url}  (Ctrl+C 停止 / stops)", err=True)
    worker = Worker(settings.data_dir)
    if settings.scheduler == "embedded":
        worker.begin()
    server.serve(app, listener, farewell=worker.stop)


def run_scheduler(settings: Settings) -> None:
    """Run the jobs alone until SIGTERM, beside serving processes that run none (`HUB_SCHEDULER=off`); several may.

    Raises Conflict when the database is not at this version: serving, or `migrate`, brings it there.
    """
    schema.require_current(settings.database_url)
    create_app(settings).extensions["hub_realtime"].start()  # so that those who serve hear at once what jobs do
    worker = Worker(None)
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, worker.stop)
    click.echo(f"会商 hub 定时任务 / scheduler {worker.name}  (Ctrl+C 停止 / stops)", err=True)
    worker.run()
    db.close_database()


def _listen(settings: Settings) -> server.Listener:
    try:
        return server.listen(settings)
    except server.CannotListen as error:
        place = f"HUB_HOST={settings.host} HUB_PORT={settings.port}"
        raise WrongSetting(f"{place}: 不能在这里监听 / cannot listen there: {error}") from error


def _prepare(settings: Settings) -> bool:
    schema.upgrade(settings.database_url)
    if settings.database_url.startswith("sqlite") and sqlite3.sqlite_version_info < FIRST_FIXED_SQLITE:
        click.echo(
            f"SQLite {sqlite3.sqlite_version}: 只运行一个服务进程 / run one serving process only (WAL-reset bug before 3.51.3)",
            err=True,
        )
    is_new = _is_empty(settings)
    if is_new and settings.host not in {"127.0.0.1", "::1", "localhost"}:
        raise click.ClickException(
            "空数据库只在本机建立演示数据；正式使用请先运行 python3 -m hub init / "
            "the demo world is for this machine only; run python3 -m hub init first to serve others"
        )
    return is_new


def _is_empty(settings: Settings) -> bool:
    engine = make_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            return connection.execute(text("select 1 from person limit 1")).first() is None
    finally:
        engine.dispose()
