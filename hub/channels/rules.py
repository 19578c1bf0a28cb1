"""What a message, its retry key and a read mark must look like: values in, values or a refusal out."""

import re
import unicodedata

from ..core.errors import Invalid, NotFound, TooLarge
from ..core.i18n import _
from ..core.ids import LENGTH
from ..core.prose import plain

BODY_LIMIT = 4_000
"""Characters in a message after its newlines are made `\\n`."""
CLIENT_ID_LIMIT = 64
PAGE_LIMIT = 100
"""Messages, or changes, that one answer holds at most."""
ASK_ABOVE = 30
"""The composer asks before a mention reaches more people than this."""
EXCERPT = 90
"""Characters of a message that a quote or a line of 待我处理 shows."""

_CLIENT_ID = re.compile(rf"[A-Za-z0-9._:~-]{{1,{CLIENT_ID_LIMIT}}}")
_PUBLIC_ID = re.compile(rf"[0-9a-z]{{{LENGTH}}}")
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_BLANK_START = re.compile(r"(?:[^\S\n]*\n)+")
_REFUSED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def clean_body(body: object, *, may_be_empty: bool = False) -> str:
    """The text as it is kept: newlines are `\\n`, no blank lines around it, no marks that turn writing round.

    Raises Invalid for what is no text, is empty (unless `may_be_empty`: a file or a forwarded message speaks; then "" is
    kept) or holds characters that no text has, TooLarge above BODY_LIMIT.
    """
    if not isinstance(body, str):
        raise Invalid(_("消息应为文字。"), field="body")
    if len(body) > 2 * BODY_LIMIT:
        raise _too_long()
    text = _NEWLINES.sub("\n", body)
    if _REFUSED.search(text):
        raise Invalid(_("消息里有不能显示的字符，请删去后重发。"), field="body")
    text = _BIDI.sub("", text)
    blank = _BLANK_START.match(text)
    text = (text[blank.end() :] if blank else text).rstrip()
    if not any(unicodedata.category(character)[0] not in "ZC" for character in text):
        if may_be_empty:
            return ""
        raise Invalid(_("消息不能为空。"), field="body")
    if len(text) > BODY_LIMIT:
        raise _too_long()
    return text


def clean_client_id(client_id: object) -> str:
    """The key under which a client may retry a post; Invalid unless 1 to 64 characters of `A-Z a-z 0-9 . _ : ~ -`."""
    if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
        raise Invalid(_("client_id 应为 1 到 64 个字母、数字或 . _ : ~ -。"), field="client_id")
    return client_id


def clean_public_id(public_id: object) -> str:
    """A public id that a database may be asked for; NotFound for anything that cannot be one."""
    if not isinstance(public_id, str) or not _PUBLIC_ID.fullmatch(public_id):
        raise NotFound(_("没有找到，或者您无权查看。"))
    return public_id


def clean_number(number: object, field: str) -> int:
    """A place in a channel; Invalid for what is no whole number of 0 or more (`true` is none)."""
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise Invalid(_("%(field)s 应为不小于 0 的整数。", field=field), field=field)
    return min(number, 2**31 - 1)


def clean_limit(limit: object) -> int:
    """How many messages or changes an answer may hold: 1 to PAGE_LIMIT; Invalid for what is no whole number."""
    return max(1, min(clean_number(limit, "limit"), PAGE_LIMIT))


def window(
    head: int, *, before: object = None, after: object = None, around: object = None, limit: object = 50
) -> tuple[int, int]:
    """The lowest and highest place of a page in a channel of `head` messages, numbered 1 to `head` without gaps.

    Without a place the newest; `around` stands in the middle unless an end is near. low > high where nothing is.
    Raises Invalid for more than one place.
    """
    given = {
        name: value for name, value in {"before": before, "after": after, "around": around}.items() if value is not None
    }
    if len(given) > 1:
        raise Invalid(_("before、after、around 只能选一个。"), field=min(given))
    size = clean_limit(limit)
    place = {name: clean_number(value, name) for name, value in given.items()}
    if "after" in place:
        low = min(place["after"], head) + 1
        return low, min(low + size - 1, head)
    high = head
    if "before" in place:
        high = min(max(place["before"] - 1, 0), head)
    elif "around" in place:
        high = min(max(place["around"] + (size - 1) // 2, size), head)
    return max(high - size + 1, 1), high


def excerpt(body: str) -> str:
    """The beginning of a body's words on one line, for quotes and lists."""
    beginning = body[: 4 * EXCERPT]
    text = " ".join((plain(beginning).strip() or beginning).split())
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def _too_long() -> TooLarge:
    return TooLarge(_("消息最多 %(limit)d 个字，请分成几条发送。", limit=BODY_LIMIT), field="body")
