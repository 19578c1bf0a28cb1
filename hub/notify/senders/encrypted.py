"""The words of a push, so that the push service cannot read them: aes128gcm (RFC 8188) with keys by RFC 8291.

Ours, because the package that does it (`pywebpush`) needs one that has no wheel, and brings a web client of its own
(docs/adr/0007); the test holds it to the example of RFC 8291, appendix A, byte by byte.
"""

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD_BYTES = 4096
"""A push service takes no longer message, and a notice is one record."""
LAST_RECORD = b"\x02"


def encrypt(
    words: bytes,
    browser_key: bytes,
    secret: bytes,
    *,
    own_key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body of a push of `words` to a browser with this public key (65 bytes, uncompressed) and secret (16 bytes).

    `own_key` and `salt` are new ones unless an example gives them. Raises ValueError for a key that is no point on P-256
    and for words that fill more than one record.
    """
    own_key, salt = own_key or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    own_public = own_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    head = salt + RECORD_BYTES.to_bytes(4) + bytes([len(own_public)]) + own_public
    if len(head) + len(words) + len(LAST_RECORD) + 16 > RECORD_BYTES:
        raise ValueError(f"too long for a push: {len(words)} bytes")
    browser = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser_key)
    shared = own_key.exchange(ec.ECDH(), browser)
    keying = _derived(secret, shared, b"WebPush: info\0" + browser_key + own_public, 32)
    key = _derived(salt, keying, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, keying, b"Content-Encoding: nonce\0", 12)
    return head + AESGCM(key).encrypt(nonce, words + LAST_RECORD, None)


def _derived(salt: bytes, keying: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(keying)
