"""Hashing passwords with argon2id, off the loop and never inside a transaction, and making temporary ones."""

import secrets
from collections.abc import Callable
from functools import cache
from threading import BoundedSemaphore
from typing import Any, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..core.db import inside_transaction
from ..core.offload import offload

T = TypeVar("T")

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_CHOSEN = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_GIVEN = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)

_hasher = _CHOSEN
_at_once = BoundedSemaphore(2)  # 32 MB each: guessing must fill neither the memory nor the thread pool


def use_cost(hasher: PasswordHasher | None) -> None:
    """Hash with `hasher` from now on (tests pass a cheap one); None is the hub's own cost again."""
    global _hasher
    _hasher = hasher or _CHOSEN


def hash_password(password: str) -> str:
    """The argon2id hash of a password that a person chose; RuntimeError inside a transaction."""
    return _aside(_hasher.hash, password)


def hash_temporary(password: str) -> str:
    """As `hash_password`, cheaper: 59 random bits need no slow hash, and hundreds are made in one import."""
    return _aside(_GIVEN.hash, password)


def verify_password(stored: str | None, password: str) -> bool:
    """Whether the password fits the stored hash; takes as long when there is none, so that accounts cannot be counted."""
    return _aside(_verify, stored, password)


def needs_rehash(stored: str) -> bool:
    """Whether the stored hash was made at another cost than the present one."""
    return _hasher.check_needs_rehash(stored)


def temporary_password() -> str:
    """Twelve random characters (59 bits) in groups of four, without those that look alike."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _aside(work: Callable[..., T], *args: Any) -> T:
    if inside_transaction():
        raise RuntimeError("a password is never hashed inside a transaction")
    with _at_once:
        return offload(work, *args)


def _verify(stored: str | None, password: str) -> bool:
    fits = bool(stored) and _fits(stored or "", password)
    if not stored or needs_rehash(stored):
        _fits(_nobody(_hasher), password)  # a missing or cheaper hash must not show in the time taken
    return fits


def _fits(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_urlsafe())
