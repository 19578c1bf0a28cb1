"""Addresses in settings, read the way that browsers and drivers read them; ValueError for what is none."""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]*:[0-9a-f:.]*")


def origin_of(text: str) -> str:
    """`https://hub.example.gov.cn` as browsers send it in Origin: small letters, ASCII, no port that goes without saying."""
    parts = urlsplit(text.strip())
    if parts.scheme not in DEFAULT_PORTS or parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise ValueError("no origin")
    name = parts.hostname or ""
    host = name if name.isascii() else name.encode("idna").decode("ascii")
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        raise ValueError("no host")
    written = f"[{host}]" if ":" in host else host
    is_default = parts.port in {None, DEFAULT_PORTS[parts.scheme]}
    return f"{parts.scheme}://{written}" + ("" if is_default else f":{parts.port}")


def database_address(text: str) -> str:
    """A database's address with our driver; the ValueError's text says what would do, and never what stood there."""
    try:
        url = make_url(text.replace("postgres://", "postgresql://", 1) if text.startswith("postgres://") else text)
    except (ArgumentError, ValueError):
        raise ValueError("不是数据库地址 / not a database address") from None
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database in (None, "", ":memory:"):
        raise ValueError("数据库须存在文件中 / SQLite needs a file: sqlite:////path/hub.db")
    if kind not in DRIVERS:
        raise ValueError(f"不支持 {kind} / only sqlite:///… and postgresql://… are supported")
    return url.set(drivername=DRIVERS[kind]).render_as_string(hide_password=False)


DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def redis_address(text: str) -> str:
    """A Redis server's address."""
    parts = urlsplit(text)
    place = parts.path if parts.scheme == "unix" else parts.hostname
    if parts.scheme not in {"redis", "rediss", "unix"} or not place or parts.port == 0:
        raise ValueError("no Redis address")
    return text


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A bucket of an S3-compatible server, and the key that opens it. `host` has the port where it is not the usual one."""

    host: str
    bucket: str
    key: str
    secret: str
    region: str
    is_tls: bool


_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def object_store(text: str) -> ObjectStore:
    """`s3://KEY:SECRET@host[:port]/bucket[?region=…]`, over TLS; `s3+http://…` without, inside a network of one's own."""
    parts = urlsplit(text)
    query = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    bucket = parts.path.strip("/")
    if parts.scheme not in {"s3", "s3+http"} or query.keys() - {"region"} or parts.fragment or parts.port == 0:
        raise ValueError("no address of an object store")
    if not _HOST.fullmatch(parts.hostname or "") or not parts.username or not parts.password:
        raise ValueError("no host, or no key")
    if not _BUCKET.fullmatch(bucket):
        raise ValueError("no bucket")
    host = parts.netloc.rpartition("@")[2]
    region = query.get("region", ["us-east-1"])[0]
    return ObjectStore(host, bucket, unquote(parts.username), unquote(parts.password), region, parts.scheme == "s3")


Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server: `security` says how the way there is kept private; no `user` means that nobody signs in."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    security: Security = "starttls"


def smtp_address(text: str) -> SmtpServer:
    """`smtp://user:word@host:587?tls=starttls`, or smtps:// for TLS from the first byte; `tls=none` for a server next door."""
    parts = urlsplit(text)
    asked = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    if (
        parts.scheme not in {"smtp", "smtps"}
        or not _HOST.fullmatch(parts.hostname or "")
        or parts.path not in {"", "/"}
    ):
        raise ValueError("no mail server")
    choices: dict[str, Security] = (
        {"tls": "tls"} if parts.scheme == "smtps" else {"starttls": "starttls", "none": "none"}
    )
    security = choices.get(asked.pop("tls", next(iter(choices))))
    if security is None or asked or parts.fragment or parts.port == 0:
        raise ValueError("no mail server")
    port = parts.port or (465 if security == "tls" else 587)
    return SmtpServer(
        parts.hostname or "", port, unquote(parts.username or ""), unquote(parts.password or ""), security
    )


def hook_host(text: str) -> str:
    """A host that web hooks may be sent to: `*`, `host`, `host:8443`, or with http:// where it has no TLS."""
    name = text.strip().lower()
    if name == "*":
        return name
    origin = origin_of(name if "://" in name else f"https://{name}")
    return origin if origin.startswith("http://") else origin.removeprefix("https://")
