"""Slow work off the loop: in gevent's native threads where the loop is gevent's, else right here.

What runs here waits for no lock of the patched standard library that others hold too (landmine 16; `native` sees to those of
libraries): it returns no connection to a pool, and shares no queue.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from gevent import get_hub
from gevent.monkey import is_module_patched
from gevent.threadpool import ThreadPool

from .native import share_native_locks

T = TypeVar("T")

WORK = "work"
"""The pool for anything over 20 ms of CPU: hashing passwords, reading documents."""
COMMITS = "commits"
"""The pool for SQLite's commits alone, so that they never stand behind a hash."""
_SIZES = {WORK: 4, COMMITS: 1}


def offload(work: Callable[..., T], *args: Any, pool: str = WORK) -> T:
    """Run `work(*args)` in a native thread while other greenlets go on; its exception is raised here."""
    if not is_module_patched("threading"):
        return work(*args)
    result, error = _pool(pool).apply(_caught, (work, args))
    if error is not None:
        raise error
    done: T = result
    return done


def _caught(work: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    """What came of the work; the pool would print the traceback of what it raises, and a refusal is no accident."""
    try:
        return work(*args), None
    except Exception as error:  # noqa: BLE001 (raised again on the other side)
        return None, error


@cache
def _pool(name: str) -> ThreadPool:
    share_native_locks()
    return ThreadPool(_SIZES[name], hub=get_hub())
