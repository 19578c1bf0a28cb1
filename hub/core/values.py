"""Single values of settings: read, checked, or refused with a sentence that names the setting and says what would do."""

import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from .addresses import SmtpServer, database_address, hook_host, object_store, origin_of, redis_address, smtp_address
from .keyfile import LENGTH, kept_key


class WrongSetting(Exception):
    """A setting that cannot be used; its text names the setting, the value's fault, and what would do."""


def port(text: str) -> int:
    """A TCP port; raises WrongSetting."""
    if not _is_number(text) or not 0 < int(text) < 65536:
        raise WrongSetting(f"HUB_PORT={text}: 应为 1 到 65535 的整数 / must be a whole number from 1 to 65535")
    return int(text)


def whole(name: str, text: str) -> int:
    """A whole number above 0; raises WrongSetting."""
    if not _is_number(text) or int(text) < 1:
        raise WrongSetting(f"{name}={text}: 应为大于 0 的整数 / must be a whole number above 0")
    return int(text)


def _is_number(text: str) -> bool:
    """Whether it is one that anybody would mean; Python refuses to read more than some thousand digits."""
    return text.isdecimal() and len(text) < 10


def data_dir(text: str) -> Path:
    """A folder that can be written, made for its owner alone where it is not there; raises WrongSetting."""
    path = Path(text).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is written there is nobody else's to read
        probe = path / f".writable-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise WrongSetting(
            f"HUB_DATA_DIR={text}: 文件夹不可写 / the folder cannot be written: {error.strerror}"
        ) from error
    return path


def database_url(text: str) -> str:
    """The address of a database; raises WrongSetting."""
    try:
        return database_address(text)
    except ValueError as error:
        raise WrongSetting(f"HUB_DATABASE_URL: {error}") from error


def redis_url(text: str) -> str:
    """The address of a bus, or nothing; raises WrongSetting."""
    try:
        return redis_address(text) if text else ""
    except ValueError as error:
        raise WrongSetting(
            "HUB_REDIS_URL: 应为 redis://、rediss:// 或 unix:// 开头的地址 / must be an address at redis://, rediss:// or unix://"
        ) from error


def files_url(text: str) -> str:
    """The address of an object store, or nothing; raises WrongSetting."""
    try:
        if text:
            object_store(text)
    except ValueError as error:
        raise WrongSetting(
            "HUB_FILES_URL: 应为 s3://密钥名:密钥@主机/桶 的形式 / must look like s3://KEY:SECRET@host/bucket"
        ) from error
    return text


def key(name: str, environ: Mapping[str, str], kept_in: Path) -> str:
    """A key of the environment, else the one that is kept in a file, made at the first start; raises WrongSetting."""
    text = environ.get(name) or ""
    try:
        return secret(name, text) or kept_key(kept_in)
    except ValueError as error:
        raise WrongSetting(f"HUB_DATA_DIR: {error}") from error


def secret(name: str, text: str) -> str:
    """A secret that nobody guesses, or nothing; raises WrongSetting."""
    if text and len(text) < LENGTH:
        raise WrongSetting(f"{name}: 至少 32 个字符 / needs at least 32 characters")
    return text


def public_url(given: str, host: str, port: int) -> str:
    """Where people reach the hub; raises WrongSetting."""
    return _url("HUB_PUBLIC_URL", given) if given else _url("HUB_HOST", f"http://{_as_seen(host)}:{port}")


def _url(name: str, text: str) -> str:
    try:
        return origin_of(text)
    except ValueError as error:
        raise WrongSetting(
            f"{name}={text}: 应为 https://主机名 的形式 / must look like https://hub.example.gov.cn"
        ) from error


def origins(text: str, public_url: str, port: int) -> frozenset[str]:
    """The origins that its pages may have; raises WrongSetting."""
    given = {_url("HUB_ALLOWED_ORIGINS", origin) for origin in text.split(",") if origin.strip()}
    own = {public_url}
    if urlsplit(public_url).hostname in {"127.0.0.1", "localhost"}:
        own |= {origin_of(f"http://{name}:{port}") for name in ("127.0.0.1", "localhost")}
    return frozenset(given | own)


def smtp(text: str) -> SmtpServer | None:
    """A mail server, or none; raises WrongSetting."""
    try:
        return smtp_address(text) if text else None
    except ValueError as error:
        raise WrongSetting(
            "HUB_SMTP_URL: 应为 smtp://用户:口令@主机:587 或 smtps://… 的形式 / must look like smtp://user:word@host:587 or smtps://…"
        ) from error


def mail_from(text: str, smtp: SmtpServer | None) -> str:
    """Whom mails come from; needed where there is a mail server; raises WrongSetting."""
    address = text.strip()
    if smtp is None and not address:
        return ""
    if not re.fullmatch(r"[^\s<>\"(),;:@\\]{1,64}@[A-Za-z0-9.-]{1,255}", address) or not address.isascii():
        raise WrongSetting(
            "HUB_MAIL_FROM: 设置了邮件服务器时，须填一个邮箱地址 / must be one mail address where HUB_SMTP_URL is set"
        )
    return address


def hook_hosts(text: str) -> frozenset[str]:
    """Hosts that hooks may be sent to; raises WrongSetting."""
    try:
        return frozenset(hook_host(name) for name in text.split(",") if name.strip())
    except ValueError as error:
        raise WrongSetting(
            f"HUB_HOOK_HOSTS={text}: 应为主机名，用逗号隔开；* 表示任何公网主机 / must be hosts, comma separated; * for every public one"
        ) from error


def flag(name: str, text: str) -> bool:
    """Yes or no; raises WrongSetting."""
    if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
        raise WrongSetting(f"{name}={text}: 应为 0 或 1 / must be 0 or 1")
    return text.lower() in {"1", "true", "yes"}


def choice(name: str, text: str, choices: tuple[str, ...]) -> str:
    """One of several words; raises WrongSetting."""
    if text not in choices:
        raise WrongSetting(f"{name}={text}: 可选 {'、'.join(choices)} / must be one of {', '.join(choices)}")
    return text


def _as_seen(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 (compared with, not bound to)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
