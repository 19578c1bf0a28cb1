"""Where a sign-in may lead: pages of the hub alone."""

from urllib.parse import urlsplit


def own_path(address: str | None) -> str:
    """The address when it is a path of this site (`/channels/…?…`), else `/`.

    Browsers take `//host`, `/\\\\host` and control characters inside for another site (docs/security.md).
    """
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return "/"
    if any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in address):
        return "/"
    parts = urlsplit(address)
    return "/" if parts.scheme or parts.netloc else address
