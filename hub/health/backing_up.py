"""A copy of a SQLite database while the hub runs: by SQLite's own backup, checked before it gets its name."""

import os
import sqlite3
from pathlib import Path

from ..core.errors import Conflict, Invalid, Unavailable
from ..core.i18n import _


def copy_sqlite(source: Path, target: Path) -> int:
    """Copy the database at `source` to the new file `target`, for its owner alone; returns its size in bytes.

    The copy is one state of the database, however much is written meanwhile, and one file. Raises Conflict where the target
    is there already, Invalid where its folder is not, and Unavailable when the disk fails or the copy is not sound; then
    nothing is left behind.
    """
    if target.exists():
        raise Conflict(_("文件已经存在：%(file)s。请换一个文件名。", file=target))
    part = target.with_name(f"{target.name}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise Conflict(_("另一次备份正在写 %(file)s；没有的话，请先删去它。", file=part)) from error
    except OSError as error:
        raise Invalid(_("不能写入 %(file)s：%(why)s", file=target, why=error.strerror or "")) from error
    try:
        _copy(source, part)
        os.link(part, target)  # which refuses what has come to be there meanwhile
        _sync(target.parent)
    except FileExistsError as error:
        raise Conflict(_("文件已经存在：%(file)s。请换一个文件名。", file=target)) from error
    except (sqlite3.Error, OSError) as error:
        raise Unavailable(_("备份没有完成：%(why)s", why=error)) from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    return target.stat().st_size


def _copy(source: Path, part: Path) -> None:
    ours, theirs = sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True), sqlite3.connect(part)
    try:
        ours.backup(theirs)
        theirs.execute("pragma journal_mode=delete")  # one file, with nothing beside it
        found = theirs.execute("pragma quick_check").fetchone()[0]
    finally:
        theirs.close()
        ours.close()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    _sync(part)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
