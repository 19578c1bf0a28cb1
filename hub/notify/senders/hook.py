"""A web hook: JSON to an address of the office's choice, signed so that the other side knows that it is the hub, now, once."""

import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass, field

from ..shapes import Notice
from . import Gone, Refused
from .guard import Allowed
from .outward import post


@dataclass(frozen=True, slots=True)
class Hook:
    """`Hub-Signature: v1=` is the HMAC-SHA256, in hex, of `timestamp.nonce.body` under the secret (docs/api.md)."""

    address: str = field(repr=False)
    secret: str = field(repr=False)
    allowed: Allowed

    def send(self, notice: Notice) -> None:
        """The same `Idempotency-Key` at each try; a new time and nonce, so that nobody can play it again."""
        body = json.dumps(_content(notice), ensure_ascii=False, separators=(",", ":")).encode()
        stamp, nonce = str(int(time.time())), secrets.token_urlsafe(16)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": hashlib.sha256(notice.key.encode()).hexdigest()[:32],
            "Hub-Timestamp": stamp,
            "Hub-Nonce": nonce,
            "Hub-Signature": f"v1={signature(self.secret, stamp, nonce, body)}",
        }
        try:
            post(self.address, body, headers, self.allowed)
        except Gone as gone:
            raise Refused(gone.reason, gone.detail) from gone


def signature(secret: str, stamp: str, nonce: str, body: bytes) -> str:
    """What only somebody with the secret can write under this body at this time."""
    return hmac.new(secret.encode(), f"{stamp}.{nonce}.".encode() + body, hashlib.sha256).hexdigest()


def _content(notice: Notice) -> dict[str, object]:
    return {
        "title": notice.title,
        "text": notice.text,
        "url": notice.url,
        "tag": notice.tag,
        "urgent": notice.is_urgent,
        "at": f"{notice.at:%Y-%m-%dT%H:%M:%SZ}",
    }
