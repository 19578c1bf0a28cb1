"""What an account may be called."""

import re
import unicodedata

LOGIN_LENGTH = 40

_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")


def tidy_login(text: str) -> str:
    """The login as it is stored: no spaces around it, lower case, half-width."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_login(text: str) -> bool:
    """Whether the text is 1 to 40 lower-case letters, digits, - _ or . that begins and ends with a letter or digit."""
    return _LOGIN.fullmatch(text) is not None
