"""What a file may be called and how large it may be: values in, values or a refusal out."""

import re
import unicodedata
from datetime import timedelta

from ..core.errors import Invalid, NotFound, TooLarge
from ..core.i18n import _
from ..core.ids import LENGTH

MEGABYTE = 1024 * 1024
FILE_LIMIT = 20 * MEGABYTE
"""Bytes of one file."""
CHUNK_LIMIT = MEGABYTE
"""Bytes of one piece of an upload."""
NAME_LIMIT = 120
"""Characters of a name, its extension included."""
UPLOADS_LIMIT = 40
"""Uploads that one person may have before something takes them up: four messages full of files."""
UPLOADS_BYTES = 400 * MEGABYTE
"""Bytes of these together, as announced."""
KEEP_UPLOADS = timedelta(hours=48)
"""How long an upload waits to be finished and taken up; each piece that arrives begins it anew."""

_PUBLIC_ID = re.compile(rf"[0-9a-z]{{{LENGTH}}}")
_PATH = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[:*?"<>|]')
_EXTENSION = re.compile(r"\.([a-z0-9]{1,5})")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, with any extension (learn.microsoft.com, Naming Files, Paths, and Namespaces)."""


def clean_name(name: object) -> str:
    """A name that every system can save under: NFC, no folders, nothing unseen, at most NAME_LIMIT characters.

    Raises Invalid for what is no text or of which nothing is left.
    """
    if not isinstance(name, str):
        raise Invalid(_("文件名应为文字。"), field="name")
    last = _PATH.split(unicodedata.normalize("NFC", name[-4 * NAME_LIMIT :]))[-1]
    seen = "".join(" " if character.isspace() else character for character in last if _is_seen(character))
    plain = _FORBIDDEN.sub("_", " ".join(seen.split())).strip(". ")
    extension = extension_of(plain)
    stem = plain[: -len(extension) - 1].rstrip(". ") if extension else plain
    if not any(unicodedata.category(character)[0] in "LNSP" for character in stem):
        raise Invalid(_("文件没有可用的名称，请改名后再选。"), field="name")
    ending = plain[-len(extension) - 1 :] if extension else ""
    kept = stem[: NAME_LIMIT - 1 - len(ending)].rstrip(". ") + ending
    return f"_{kept}" if _RESERVED.fullmatch(kept) else kept


def extension_of(name: str) -> str:
    """What comes after the last dot of a clean name, in small letters; "" where that is no extension."""
    found = _EXTENSION.fullmatch(name[name.rfind(".") :].lower()) if "." in name[1:] else None
    return found.group(1) if found else ""


def clean_size(size: object) -> int:
    """How many bytes a file has; Invalid for an empty one, TooLarge above FILE_LIMIT."""
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise Invalid(_("文件是空的，请检查后重新选择。"), field="size")
    if size > FILE_LIMIT:
        raise TooLarge(_("单个文件最大 %(mb)d MB，请压缩或拆分后再传。", mb=FILE_LIMIT // MEGABYTE), field="size")
    return size


def clean_upload_id(public_id: object) -> str:
    """An upload's public id that a database may be asked for; NotFound for anything that cannot be one."""
    if not isinstance(public_id, str) or not _PUBLIC_ID.fullmatch(public_id):
        raise NotFound(_("没有找到，或者您无权查看。"))
    return public_id


def _is_seen(character: str) -> bool:
    """Whether it is neither a control nor a mark that only turns or joins writing, nor half a character."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or character in "\t\n\r"
