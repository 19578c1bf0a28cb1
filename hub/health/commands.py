"""`python3 -m hub backup`: a copy of the database, or a note that another program has made one."""

from pathlib import Path

import click
from sqlalchemy.engine import make_url

from ..core import periods
from ..core.config import Settings
from ..core.db import transaction
from ..core.errors import Invalid
from ..core.i18n import _
from ..core.terminal import print_json, with_json
from .backing_up import copy_sqlite
from .queries import BACKUP


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--record",
    "is_made",
    is_flag=True,
    help="只登记：已用 pg_dump 等办法备份 / only note that pg_dump or the like has made one",
)
@with_json
@click.pass_obj
def backup(settings: Settings, file: Path | None, *, is_made: bool, wants_json: bool) -> None:
    """备份数据库 / Back the database up.

    SQLite：写到新文件，服务不用停 / SQLite: into a new file, while the hub runs. PostgreSQL：用 pg_dump，然后 --record.
    时间显示在“运行状况”里 / Its time is shown on the health page.
    """
    if is_made == (file is not None):
        raise Invalid(_("请给出一个文件名，或者 --record，只能选一个。"))
    size = _copy(settings, file) if file is not None else 0
    with transaction() as session:
        periods.note(session, BACKUP)
    if wants_json:
        print_json({"ok": True, "file": str(file) if file is not None else None, "bytes": size or None})
    elif file is not None:
        click.echo(_("已备份到 %(file)s，%(size)d字节。请把它存到别的机器上。", file=file, size=size))
    else:
        click.echo(_("已登记备份时间。"))


def _copy(settings: Settings, file: Path) -> int:
    address = make_url(settings.database_url)
    if address.get_backend_name() != "sqlite":
        raise Invalid(_("PostgreSQL 请用 pg_dump 备份，成功后运行 python3 -m hub backup --record。"))
    return copy_sqlite(Path(address.database or "").resolve(), file.resolve())


COMMANDS = [backup]
