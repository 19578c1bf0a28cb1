"""Settings: read once from the environment, checked, frozen; a wrong one stops the start with a sentence that says why."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import values
from .addresses import SmtpServer
from .values import WrongSetting

__all__ = ["NAMES", "OTHERS", "Settings", "WrongSetting", "load_settings"]


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
    scheduler: str
    metrics_token: str

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
    "HUB_SCHEDULER",
    "HUB_METRICS_TOKEN",
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
    port = values.port(environ.get("HUB_PORT") or "5000")
    data_dir = values.data_dir(environ.get("HUB_DATA_DIR") or "var")
    public_url = values.public_url(environ.get("HUB_PUBLIC_URL") or "", host, port)
    smtp = values.smtp(environ.get("HUB_SMTP_URL") or "")
    return Settings(
        host=host,
        port=port,
        data_dir=data_dir,
        database_url=values.database_url(environ.get("HUB_DATABASE_URL") or f"sqlite:///{data_dir / 'hub.db'}"),
        redis_url=values.redis_url(environ.get("HUB_REDIS_URL") or ""),
        secret_key=values.key("HUB_SECRET_KEY", environ, data_dir / "secret-key"),
        audit_key=values.key("HUB_AUDIT_KEY", environ, data_dir / "audit-key"),
        public_url=public_url,
        allowed_origins=values.origins(environ.get("HUB_ALLOWED_ORIGINS") or "", public_url, port),
        trust_proxy=values.flag("HUB_TRUST_PROXY", environ.get("HUB_TRUST_PROXY") or "0"),
        fanout=values.choice("HUB_FANOUT", environ.get("HUB_FANOUT") or "own", ("own", "stock")),
        files_url=values.files_url(environ.get("HUB_FILES_URL") or ""),
        channel_files_mb=values.whole("HUB_CHANNEL_FILES_MB", environ.get("HUB_CHANNEL_FILES_MB") or "2048"),
        post_limit=values.whole("HUB_POST_LIMIT", environ.get("HUB_POST_LIMIT") or "60"),
        office_name=(environ.get("HUB_OFFICE_NAME") or "区未成年人保护委员会办公室").strip(),
        smtp=smtp,
        mail_from=values.mail_from(environ.get("HUB_MAIL_FROM") or "", smtp),
        hook_hosts=values.hook_hosts(environ.get("HUB_HOOK_HOSTS") or ""),
        scheduler=values.choice("HUB_SCHEDULER", environ.get("HUB_SCHEDULER") or "embedded", ("embedded", "off")),
        metrics_token=values.secret("HUB_METRICS_TOKEN", environ.get("HUB_METRICS_TOKEN") or ""),
    )
