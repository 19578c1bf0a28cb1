"""Settings: read once from the environment, checked, frozen; a wrong one stops the start with a sentence that says why."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .addresses import SmtpServer, database_address, hook_host, object_store, origin_of, redis_address, smtp_address
from .keyfile import LENGTH, kept_key


class WrongSetting(Exception):
    """A setting that cannot be used; its text names the setting, the value's fault, and what would do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a process of the hub takes from its surroundings (docs/settings.md)."""

    host: str
    port: int
    data_dir: Path
    database_url: str
    redis_url: str
    secret_key: str
    audit_key: str
    public_url: str
    allowed_origins: frozenset[str]
    trust_proxy: bool
    fanout: str
    office_name: str
    post_limit: int
    files_url: str
    channel_files_mb: int
    smtp: SmtpServer | None
    mail_from: str
    hook_hosts: frozenset[str]

    @property
    def is_https(self) -> bool:
        """Whether people reach the hub over TLS, so that its cookie may say Secure."""
        return self.public_url.startswith("https://")


NAMES = (
    "HUB_HOST",
    "HUB_PORT",
    "HUB_DATA_DIR",
    "HUB_DATABASE_URL",
    "HUB_REDIS_URL",
    "HUB_SECRET_KEY",
    "HUB_AUDIT_KEY",
    "HUB_PUBLIC_URL",
    "HUB_ALLOWED_ORIGINS",
    "HUB_TRUST_PROXY",
    "HUB_FANOUT",
    "HUB_OFFICE_NAME",
    "HUB_POST_LIMIT",
    "HUB_FILES_URL",
    "HUB_CHANNEL_FILES_MB",
    "HUB_SMTP_URL",
    "HUB_MAIL_FROM",
    "HUB_HOOK_HOSTS",
)
"""Every setting there is; a house test compares them with docs/settings.md."""


OTHERS = frozenset({"HUB_INIT_PASSWORD", "HUB_REQUIRE", "HUB_TEST_POSTGRES_URL", "HUB_TEST_SLOW_PAGES"})
"""Names that are no settings: one command, or the tests, read them for themselves."""


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises WrongSetting. Makes the data folder, and a secret key in it when none is given."""
    unknown = sorted(name for name in environ if name.startswith("HUB_") and name not in NAMES and name not in OTHERS)
    if unknown:
        raise WrongSetting(f"{unknown[0]}: 没有这个设置项 / no such setting. Known: {', '.join(NAMES)}")
    host = environ.get("HUB_HOST") or "127.0.0.1"
    port = _port(environ.get("HUB_PORT") or "5000")
    data_dir = _data_dir(environ.get("HUB_DATA_DIR") or "var")
    public_url = _public_url(environ.get("HUB_PUBLIC_URL") or "", host, port)
    smtp = _smtp(environ.get("HUB_SMTP_URL") or "")
    return Settings(
        host=host,
        port=port,
        data_dir=data_dir,
        database_url=_database_url(environ.get("HUB_DATABASE_URL") or f"sqlite:///{data_dir / 'hub.db'}"),
        redis_url=_redis_url(environ.get("HUB_REDIS_URL") or ""),
        secret_key=_key("HUB_SECRET_KEY", environ, data_dir / "secret-key"),
        audit_key=_key("HUB_AUDIT_KEY", environ, data_dir / "audit-key"),
        public_url=public_url,
        allowed_origins=_origins(environ.get("HUB_ALLOWED_ORIGINS") or "", public_url, port),
        trust_proxy=_flag("HUB_TRUST_PROXY", environ.get("HUB_TRUST_PROXY") or "0"),
        fanout=_choice("HUB_FANOUT", environ.get("HUB_FANOUT") or "own", ("own", "stock")),
        files_url=_files_url(environ.get("HUB_FILES_URL") or ""),
        channel_files_mb=_whole("HUB_CHANNEL_FILES_MB", environ.get("HUB_CHANNEL_FILES_MB") or "2048"),
        post_limit=_whole("HUB_POST_LIMIT", environ.get("HUB_POST_LIMIT") or "60"),
        office_name=(environ.get("HUB_OFFICE_NAME") or "区未成年人保护委员会办公室").strip(),
        smtp=smtp,
        mail_from=_mail_from(environ.get("HUB_MAIL_FROM") or "", smtp),
        hook_hosts=_hook_hosts(environ.get("HUB_HOOK_HOSTS") or ""),
    )


def _port(text: str) -> int:
    if not _is_number(text) or not 0 < int(text) < 65536:
        raise WrongSetting(f"HUB_PORT={text}: 应为 1 到 65535 的整数 / must be a whole number from 1 to 65535")
    return int(text)


def _whole(name: str, text: str) -> int:
    if not _is_number(text) or int(text) < 1:
        raise WrongSetting(f"{name}={text}: 应为大于 0 的整数 / must be a whole number above 0")
    return int(text)


def _is_number(text: str) -> bool:
    """Whether it is one that anybody would mean; Python refuses to read more than some thousand digits."""
    return text.isdecimal() and len(text) < 10


def _data_dir(text: str) -> Path:
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


def _database_url(text: str) -> str:
    try:
        return database_address(text)
    except ValueError as error:
        raise WrongSetting(f"HUB_DATABASE_URL: {error}") from error


def _redis_url(text: str) -> str:
    try:
        return redis_address(text) if text else ""
    except ValueError as error:
        raise WrongSetting(
            "HUB_REDIS_URL: 应为 redis://、rediss:// 或 unix:// 开头的地址 / must be an address at redis://, rediss:// or unix://"
        ) from error


def _files_url(text: str) -> str:
    try:
        if text:
            object_store(text)
    except ValueError as error:
        raise WrongSetting(
            "HUB_FILES_URL: 应为 s3://密钥名:密钥@主机/桶 的形式 / must look like s3://KEY:SECRET@host/bucket"
        ) from error
    return text


def _key(name: str, environ: Mapping[str, str], kept_in: Path) -> str:
    text = environ.get(name) or ""
    if text and len(text) < LENGTH:
        raise WrongSetting(f"{name}: 至少 32 个字符 / needs at least 32 characters")
    try:
        return text or kept_key(kept_in)
    except ValueError as error:
        raise WrongSetting(f"HUB_DATA_DIR: {error}") from error


def _public_url(given: str, host: str, port: int) -> str:
    return _url("HUB_PUBLIC_URL", given) if given else _url("HUB_HOST", f"http://{_as_seen(host)}:{port}")


def _url(name: str, text: str) -> str:
    try:
        return origin_of(text)
    except ValueError as error:
        raise WrongSetting(
            f"{name}={text}: 应为 https://主机名 的形式 / must look like https://hub.example.gov.cn"
        ) from error


def _origins(text: str, public_url: str, port: int) -> frozenset[str]:
    given = {_url("HUB_ALLOWED_ORIGINS", origin) for origin in text.split(",") if origin.strip()}
    own = {public_url}
    if urlsplit(public_url).hostname in {"127.0.0.1", "localhost"}:
        own |= {origin_of(f"http://{name}:{port}") for name in ("127.0.0.1", "localhost")}
    return frozenset(given | own)


def _smtp(text: str) -> SmtpServer | None:
    try:
        return smtp_address(text) if text else None
    except ValueError as error:
        raise WrongSetting(
            "HUB_SMTP_URL: 应为 smtp://用户:口令@主机:587 或 smtps://… 的形式 / must look like smtp://user:word@host:587 or smtps://…"
        ) from error


def _mail_from(text: str, smtp: SmtpServer | None) -> str:
    address = text.strip()
    if smtp is None and not address:
        return ""
    if not re.fullmatch(r"[^\s<>\"(),;:@\\]{1,64}@[A-Za-z0-9.-]{1,255}", address) or not address.isascii():
        raise WrongSetting(
            "HUB_MAIL_FROM: 设置了邮件服务器时，须填一个邮箱地址 / must be one mail address where HUB_SMTP_URL is set"
        )
    return address


def _hook_hosts(text: str) -> frozenset[str]:
    try:
        return frozenset(hook_host(name) for name in text.split(",") if name.strip())
    except ValueError as error:
        raise WrongSetting(
            f"HUB_HOOK_HOSTS={text}: 应为主机名，用逗号隔开；* 表示任何公网主机 / must be hosts, comma separated; * for every public one"
        ) from error


def _flag(name: str, text: str) -> bool:
    if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
        raise WrongSetting(f"{name}={text}: 应为 0 或 1 / must be 0 or 1")
    return text.lower() in {"1", "true", "yes"}


def _choice(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise WrongSetting(f"{name}={text}: 可选 {'、'.join(choices)} / must be one of {', '.join(choices)}")
    return text


def _as_seen(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 (compared with, not bound to)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
