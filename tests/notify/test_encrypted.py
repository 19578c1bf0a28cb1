"""Words of a push are encrypted as RFC 8291 says: its example, byte by byte, and what nobody else can open."""

import base64

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hub.notify.senders.encrypted import RECORD_BYTES, encrypt

from .browser_side import opened

WORDS = b"When I grow up, I want to be a watermelon"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
OWN_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BROWSER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
BROWSER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTp"
    "K4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
"""The example of RFC 8291, appendix A."""


def read(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def key(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(read(text)), ec.SECP256R1())


def test_the_example_of_the_standard_comes_out_byte_by_byte() -> None:
    body = encrypt(WORDS, read(BROWSER), read(SECRET), own_key=key(OWN_PRIVATE), salt=read(SALT))
    assert body == read(BODY)
    assert opened(body, key(BROWSER_PRIVATE), read(SECRET)) == WORDS


def test_no_two_bodies_are_alike_and_nobody_else_opens_them() -> None:
    one, other = (encrypt(WORDS, read(BROWSER), read(SECRET)) for _ in range(2))
    assert one[:16] != other[:16]
    assert one[21:86] != other[21:86]
    assert opened(one, key(BROWSER_PRIVATE), read(SECRET)) == opened(other, key(BROWSER_PRIVATE), read(SECRET)) == WORDS
    for private, secret in ((ec.generate_private_key(ec.SECP256R1()), read(SECRET)), (key(BROWSER_PRIVATE), bytes(16))):
        with pytest.raises(InvalidTag):
            opened(one, private, secret)


@pytest.mark.parametrize("size", [0, 1, RECORD_BYTES - 103])
def test_words_fill_one_record_at_most(size: int) -> None:
    browser = ec.generate_private_key(ec.SECP256R1())
    point = browser.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    body = encrypt(b"x" * size, point, read(SECRET))
    assert len(body) <= RECORD_BYTES
    assert opened(body, browser, read(SECRET)) == b"x" * size
    with pytest.raises(ValueError, match="too long"):
        encrypt(b"x" * (RECORD_BYTES - 102), point, read(SECRET))
