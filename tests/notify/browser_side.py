"""What a browser does with a push: the receiving half of RFC 8291, written from its text and not from the hub's half."""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def opened(body: bytes, private: ec.EllipticCurvePrivateKey, secret: bytes) -> bytes:
    """The words of a body of one record; raises InvalidTag where it was not for this browser."""
    salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
    sender, record = body[21 : 21 + length], body[21 + length :]
    assert len(record) <= size
    shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
    mine = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    keying = HKDF(SHA256(), 32, secret, b"WebPush: info\x00" + mine + sender).derive(shared)
    key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(keying)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(keying)
    padded = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\x00")
    assert padded[-1:] == b"\x02", "the delimiter of the last record"
    return padded[:-1]
