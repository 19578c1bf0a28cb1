"""The ways out that this process has: what its settings say about mail, addresses, and the keys to sign and seal with."""

import hashlib
import hmac
from dataclasses import dataclass

from ..core.addresses import SmtpServer
from ..core.config import Settings


@dataclass(frozen=True, slots=True)
class Ways:
    """What senders need of the settings."""

    public_url: str
    smtp: SmtpServer | None
    mail_from: str
    hook_hosts: frozenset[str]
    secret_key: str

    def key(self, purpose: str) -> bytes:
        """32 bytes of this hub's own for one purpose, the same in all its processes (HMAC as in RFC 5869, one block)."""
        return hmac.digest(self.secret_key.encode(), f"hub notices {purpose}".encode() + b"\x01", hashlib.sha256)


_ways: Ways | None = None


def begin(settings: Settings) -> None:
    """Send from this process as the settings say."""
    global _ways
    _ways = Ways(settings.public_url, settings.smtp, settings.mail_from, settings.hook_hosts, settings.secret_key)


def ours() -> Ways:
    """This process's ways; RuntimeError before `begin`."""
    if _ways is None:
        raise RuntimeError("notices have not been begun")
    return _ways


def sends_mail() -> bool:
    """Whether mail can leave the hub at all."""
    return _ways is not None and _ways.smtp is not None
