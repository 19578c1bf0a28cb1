"""Locks that native threads share with the loop are native ones.

A lock of the patched standard library belongs to the loop: a native thread that waits for one may never be woken, or have a
greenlet of the loop fail ("Cannot switch to a different thread"; landmine 16). Libraries take two kinds of them where nobody
sees it: those of `logging`, and those of modules that are imported when they are first needed. Measured before this was so,
with threads that change every 10 µs: of sixty processes whose first four pictures came at one time, twenty-five left some of
them unfinished for ever.
"""

import _frozen_importlib as importing
import _thread
import logging
from typing import Any

from gevent.monkey import get_original


class _NativeLocks:
    """`_thread` as the import machinery sees it; who holds a lock is a greenlet still, so that none waits for itself."""

    allocate_lock = staticmethod(get_original("_thread", "allocate_lock"))

    def __getattr__(self, name: str) -> Any:
        return getattr(_thread, name)


def share_native_locks() -> None:
    """From now on, whoever logs or imports waits for a native lock; call it before the first native thread starts.

    The loop waits with all its greenlets then, for as long as a line takes to write or a module to import. A module that
    yields to the loop while it is imported, and is imported by another greenlet meanwhile, would wait for ever: none that
    is imported late does (they open no connection, and reading a file does not yield).
    """
    vars(importing)["_thread"] = _NativeLocks()
    vars(logging)["_lock"] = _thread.RLock()
    logging.Handler.createLock = _create_native_lock  # type: ignore[assignment, method-assign]
    for reference in vars(logging)["_handlerList"]:
        if (handler := reference()) is not None:
            handler.createLock()


def _create_native_lock(handler: logging.Handler) -> None:
    handler.lock = _thread.RLock()
