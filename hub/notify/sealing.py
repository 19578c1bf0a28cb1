"""Secrets of robots and hooks in the database: sealed under a key that is not there (Fernet: AES-CBC and HMAC)."""

import base64

from cryptography.fernet import Fernet, InvalidToken

from . import ways


def seal(text: str) -> bytes:
    """The text, readable only with this hub's secret key."""
    return _fernet().encrypt(text.encode())


def unseal(sealed: bytes) -> str | None:
    """What was sealed; None when the hub has another secret key now, or somebody touched it."""
    try:
        return _fernet().decrypt(sealed).decode()
    except InvalidToken:
        return None


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(ways.ours().key("targets")))
