"""Where requests of the hub's own may go: https, a host that is named or public, and the very address that was looked at.

Whoever may write down an address could otherwise have the hub knock at doors inside the house (server-side request
forgery). What counts is never how an address is spelled but what it resolves to: 0x7f.1 is 127.0.0.1 to a resolver.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import Refused, Unreachable

_HOST = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*"
)
_PATH = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_COMPATIBLE = ipaddress.ip_network("::/96")
EVERY_PUBLIC = "*"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Allowed:
    """Hosts that may be asked. `public` are reached only at public addresses and by https at port 443; `*` is any.

    `named` are the operator's own choice (HUB_HOOK_HOSTS): `host`, `host:port`, or `http://host:port`, inside or outside.
    """

    public: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: to connect to, and to say whom one wants there. `is_named` by the operator."""

    scheme: str
    host: str
    port: int
    path: str
    is_named: bool

    @property
    def authority(self) -> str:
        """As the Host header has it."""
        written = f"[{self.host}]" if ":" in self.host else self.host
        return written if self.port == {"https": 443, "http": 80}[self.scheme] else f"{written}:{self.port}"


def place_of(url: str, allowed: Allowed) -> Place:
    """The place that a URL names; Refused when it is odd, or not among those allowed. Resolves nothing."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("address") from error
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    is_plain = url.isascii() and not re.search(r"[\s\\\x00-\x1f\x7f]", url) and "@" not in parts.netloc
    if not is_plain or parts.fragment or parts.scheme not in {"https", "http"} or port == 0:
        raise Refused("address")
    if not _HOST.fullmatch(host) or not _PATH.fullmatch(path):
        raise Refused("address")
    found = Place(parts.scheme, host, port or {"https": 443, "http": 80}[parts.scheme], path, is_named=False)
    if _name(found) in allowed.named:
        return Place(found.scheme, found.host, found.port, found.path, is_named=True)
    is_public = EVERY_PUBLIC in allowed.public or host in allowed.public
    if found.scheme == "https" and found.port == 443 and (is_public or EVERY_PUBLIC in allowed.named):
        return found
    raise Refused("host")


def resolve(place: Place) -> str:
    """The address to connect to. Every address that the name has must be public, unless the operator named the host.

    Raises Refused, or Unreachable where nobody knows the name.
    """
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("name") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise Unreachable("name")
    if not place.is_named and not all(is_public(address) for address in addresses):
        raise Refused("inside")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether it is an address of the open internet; one that carries an IPv4 address inside is judged by that too."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return found.is_global and not found.is_multicast and all(_is_open(inner) for inner in _carried(found))


def _is_open(address: Address) -> bool:
    return address.is_global and not address.is_multicast


def _carried(address: Address) -> list[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _IPV4_COMPATIBLE:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [found for found in inner if found is not None]


def _name(place: Place) -> str:
    return place.authority if place.scheme == "https" else f"http://{place.authority}"
