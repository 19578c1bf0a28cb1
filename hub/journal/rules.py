"""How an entry is sealed: h_n = HMAC-SHA256(key, h_(n-1) ‖ canonical row). Whoever has no key can forge none."""

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ..core.errors import Invalid
from ..core.i18n import _

GENESIS = "0" * 64
"""What the first entry stands on."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be put down: `action` was done to the thing of this `kind` with this public id.

    `person` is who did it where that is not the caller (somebody who is just signing in); `detail` holds ids and names of
    roles, formats and the like, never words that people wrote.
    """

    action: str
    kind: str = ""
    thing: str = ""
    person: str | None = None
    result: str = "ok"
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it is sealed."""

    seq: int
    at: datetime
    person: str
    way: str
    address: str
    action: str
    kind: str
    thing: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry's number and hash; 0 and GENESIS before the first. Printed as `number:hash`."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


def seal(key: bytes, previous: str, row: Row) -> str:
    """The hash of the row after an entry with the hash `previous`, 64 hexadecimal digits."""
    return hmac.digest(key, previous.encode("ascii") + canonical(row), "sha256").hex()


def canonical(row: Row) -> bytes:
    """The row as the one text that it can be written as: a JSON array in the order of the fields, the instant in UTC."""
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = (row.seq, at, row.person, row.way, row.address, row.action, row.kind, row.thing, row.result, row.detail)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def as_text(detail: Mapping[str, object]) -> str:
    """An entry's detail as it is kept and sealed."""
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_head(text: str) -> Head:
    """A head as it was printed; Invalid for anything else."""
    found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip())
    if found is None:
        raise Invalid(_("应为“序号:校验值”，即 audit head 所打印的那一行。"), field="head")
    return Head(int(found[1]), found[2])
