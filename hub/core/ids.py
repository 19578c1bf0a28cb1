"""Public ids: what stands in addresses and answers instead of keys, so that nothing can be counted or guessed."""

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 14


def new_public_id() -> str:
    """Fourteen random characters (70 bits) that survive URLs, shells, and being read out on the phone."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
