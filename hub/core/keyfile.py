"""The secret key that a hub makes for itself, in a file of its data folder."""

import secrets
from pathlib import Path

LENGTH = 32
"""Characters that a key must have at least."""


def kept_key(path: Path) -> str:
    """The key in the file, made when there is none; the ValueError's text says what is wrong with it and what to do.

    It is made whole or not at all: a hub that came back with half a key would sign with one that anybody can guess.
    """
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        raise ValueError(f"密钥文件不可用 / the key cannot be read: {path}: {error}") from error
    if len(key) < LENGTH:
        raise ValueError(
            f"{path} 里的密钥不完整，请恢复备份，或删去此文件重新生成 / "
            "the key in it is not whole: restore the file, or delete it to have a new one made"
        )
    return key


def _make(path: Path) -> None:
    unfinished = path.with_name(f"{path.name}-{secrets.token_hex(4)}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(secrets.token_urlsafe(48), encoding="ascii")
    unfinished.replace(path)
