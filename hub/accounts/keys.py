"""Secrets of sessions and tokens: made here, given out once, stored as a hash."""

import hashlib
import secrets

TOKEN_PREFIX = "hub_"  # noqa: S105 (a mark by which scanners for leaked keys know ours)


def new_session_secret() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """256 random bits for a program, marked as ours."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """What is stored and looked up; a plain hash will do, since nobody can guess 256 bits."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
