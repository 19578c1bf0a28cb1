"""Files that are zip archives: Office documents, OFD, archives themselves. Only the directory is read, nothing is unpacked."""

import io
import re
from collections.abc import Callable
from zipfile import BadZipFile, ZipFile, is_zipfile

MOST_ENTRIES = 20_000
MOST_TYPES_BYTES = 1024 * 1024
"""Of `[Content_Types].xml`, the one entry that is unpacked, to see whether it declares macros."""
_TYPES = "[Content_Types].xml"
_MACROS = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macro|vba|activex", re.IGNORECASE)
_PROGRAM = re.compile(
    r"\.(exe|dll|com|scr|pif|cpl|msi|msp|bat|cmd|ps1|vbs|vbe|jse?|wsf|wsh|hta|lnk|reg|jar|apk|app|dmg|sh|chm|iso|"
    r"html?|xhtml|svgz?|mht(ml)?|docm|dotm|xlsm|xltm|xlam|xlsb|pptm|potm|ppam|ppsm)[. ]*$",
    re.IGNORECASE,
)


def is_archive(data: bytes) -> bool:
    """Whether an archive's directory can be found in the bytes, wherever it begins."""
    return is_zipfile(io.BytesIO(data))


def is_office(folder: str) -> Callable[[bytes], bool]:
    """A check for a document whose parts lie in `folder`, without macros of either kind."""

    def check(data: bytes) -> bool:
        names, types = _directory(data)
        return (
            types is not None
            and any(name.startswith(folder) for name in names)
            and not any(_MACROS.search(f"/{name}") for name in names)
            and not _MACRO_TYPE.search(types)
        )

    return check


def is_ofd(data: bytes) -> bool:
    """Whether it is an OFD document (GB/T 33190: `OFD.xml` at the root)."""
    names, _types = _directory(data)
    return "OFD.xml" in names and not any(_PROGRAM.search(name) for name in names)


def is_harmless(data: bytes) -> bool:
    """Whether it is an archive that holds no programs and no way out of the folder that it is unpacked into."""
    names, _types = _directory(data)
    return bool(names) and not any(_is_harmful(name) for name in names)


def _is_harmful(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return bool(_PROGRAM.search(name) or _MACROS.search(f"/{name}") or ".." in parts or not parts[0] or ":" in parts[0])


def _directory(data: bytes) -> tuple[list[str], bytes | None]:
    """The names in an archive that begins at the first byte and ends with the last, and its content types.

    Nothing for anything else: what stands before or after an archive is where the other half of a polyglot hides.
    """
    if not data.startswith(b"PK\x03\x04"):
        return [], None
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or min(entry.header_offset for entry in entries) != 0:
                return [], None
            if not _ends_with_directory(data, archive.comment):
                return [], None
            return [entry.filename for entry in entries], _types_of(archive)
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, IndexError):
        return [], None


def _ends_with_directory(data: bytes, comment: bytes) -> bool:
    end = len(data) - 22 - len(comment)
    return not comment and data[end : end + 4] == b"PK\x05\x06"


def _types_of(archive: ZipFile) -> bytes | None:
    try:
        entry = archive.getinfo(_TYPES)
    except KeyError:
        return None
    with archive.open(entry) as part:
        types = part.read(MOST_TYPES_BYTES + 1)
    return types if len(types) <= MOST_TYPES_BYTES else None
