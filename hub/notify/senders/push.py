"""Web Push: a notice to a browser that may be closed, encrypted for it alone (RFC 8291) and signed by the hub (RFC 8292)."""

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from ..shapes import Notice
from .encrypted import encrypt
from .guard import Allowed
from .outward import post

KEEP_SECONDS = 24 * 3600
"""How long a push service keeps a notice for a browser that is closed."""
VALID_SECONDS = 12 * 3600
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256."""


@dataclass(frozen=True, slots=True)
class Push:
    """To one browser. `contact` is how a push service may reach the hub's keeper: mailto: or https:."""

    endpoint: str
    p256dh: str
    auth: str
    key: bytes = field(repr=False)
    contact: str
    allowed: Allowed

    def send(self, notice: Notice) -> None:
        """`{title, body, url, tag}`, which the service worker shows."""
        words = {"title": notice.title, "body": notice.text, "url": notice.url, "tag": notice.tag}
        text = json.dumps(words, ensure_ascii=False).encode()
        sealed = encrypt(text, _read(self.p256dh), _read(self.auth))
        headers = {
            **vapid_headers(self.endpoint, self.key, self.contact),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEEP_SECONDS),
            "Urgency": "high" if notice.is_urgent else "normal",
            "Topic": hashlib.sha256(notice.tag.encode()).hexdigest()[:32],
        }
        post(self.endpoint, sealed, headers, self.allowed)


def vapid_headers(endpoint: str, key: bytes, contact: str) -> dict[str, str]:
    """Who speaks, signed for this push service alone and for half a day."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time.time()) + VALID_SECONDS, "sub": contact}
    signed: dict[str, str] = Vapid02(_private(key), {"no-strict": True}).sign(claims)
    return signed


def public_key(key: bytes) -> str:
    """What browsers subscribe with: the hub's public key, uncompressed, in base64 for addresses without padding."""
    point = _private(key).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def is_subscription_key(p256dh: str, auth: str) -> bool:
    """Whether these are keys that one can encrypt for: a point on P-256, and 16 bytes."""
    try:
        point, word = _read(p256dh), _read(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return len(point) == 65 and len(word) == 16


def _read(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _private(key: bytes) -> ec.EllipticCurvePrivateKey:
    """The hub's key pair, from 32 bytes of its own: the same in all its processes, on all its machines."""
    return ec.derive_private_key(int.from_bytes(key) % (ORDER - 1) + 1, ec.SECP256R1())
