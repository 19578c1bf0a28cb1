"""The rotating sign-in code: a signed number that says "whoever has this sees the projector now"; and what scanning it gives."""

import hashlib
from datetime import datetime

import segno
from itsdangerous import BadSignature, Signer
from markupsafe import Markup

from .rules import TICKET, code_window, is_fresh

_BORDER = 4


def code_at(key: str, consultation: str, now: datetime) -> str:
    """The code of this consultation (public id) at this instant."""
    return _sign(key, "code", consultation, code_window(now))


def is_good_code(key: str, consultation: str, code: str, now: datetime) -> bool:
    """Whether the code is this consultation's, and not older than `rules.CODES_TAKEN` allows."""
    window = _read(key, "code", consultation, code)
    return window is not None and is_fresh(window, now)


def ticket_at(key: str, consultation: str, now: datetime) -> str:
    """What the browser that scanned a good code keeps while its owner signs in to the hub."""
    return _sign(key, "ticket", consultation, int(now.timestamp()))


def is_good_ticket(key: str, consultation: str, ticket: str, now: datetime) -> bool:
    """Whether the ticket is this consultation's and not older than `rules.TICKET`."""
    given = _read(key, "ticket", consultation, ticket)
    return given is not None and 0 <= now.timestamp() - given <= TICKET.total_seconds() + 1


def drawn(address: str) -> Markup:
    """The address as a QR code, in SVG without any inline style (class `qr`, its lines `qr__line`)."""
    code = segno.make_qr(address, error="m")
    return Markup(  # noqa: S704 (made of numbers)
        code.svg_inline(border=_BORDER, svgclass="qr", lineclass="qr__line", omitsize=True)
    )


def _sign(key: str, what: str, consultation: str, number: int) -> str:
    return _signer(key, what, consultation).sign(str(number)).decode()


def _read(key: str, what: str, consultation: str, code: str) -> int | None:
    try:
        return int(_signer(key, what, consultation).unsign(code))
    except (BadSignature, ValueError):
        return None


def _signer(key: str, what: str, consultation: str) -> Signer:
    return Signer(key, salt=f"meetings.{what}.{consultation}", digest_method=hashlib.sha256)
