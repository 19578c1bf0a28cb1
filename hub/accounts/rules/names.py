"""When two written names of a unit mean the same, and what a unit's two-character mark is."""

import re
import unicodedata

NAME_LENGTH = 80
SHORT_NAME_LENGTH = 40
TILE_LENGTH = 4

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_DISTRICT = re.compile(r"^(?!团)[^区县]{0,6}?[区县](?=..)")
_TOO_GENERAL = frozenset({"委员会", "人民政府", "政府", "办公室", "办事处", "街道", "街道办事处", "人大", "政协"})
_BEFORE_MARK = re.compile(r"^(?!团)[^区县]{0,6}?[区县]委?(?=..)")


def tidy(text: str) -> str:
    """The text without invisible characters and with single spaces; what is stored and shown."""
    return " ".join(_CONTROL.sub(" ", text).split())


def name_key(name: str) -> str:
    """The form under which names are compared: widths of brackets, letters and digits, spaces and case do not count."""
    return "".join(unicodedata.normalize("NFKC", _CONTROL.sub("", name)).split()).casefold()


def loose_key(name: str) -> str:
    """As `name_key`, without the district in front: 区教育局 = 长宁区教育局 = 教育局; 团区委 stays."""
    key = name_key(name)
    rest = _DISTRICT.sub("", key, count=1)
    return key if rest in _TOO_GENERAL else rest


def suggest_tile(short_name: str) -> str:
    """Two characters to know a unit by: 区教育局 → 教育, 区委网信办 → 网信, 华阳路街道 → 华阳, 团区委 → 团区."""
    key = _CONTROL.sub("", short_name).replace(" ", "")
    return _BEFORE_MARK.sub("", key, count=1)[:2]


def read_aliases(text: str) -> tuple[str, ...]:
    """Names separated by lines, 、 , ; or ， ； in the order written, each once."""
    names = (tidy(part) for part in re.split(r"[\n、，,；;]+", text))
    return tuple({name_key(name): name for name in names if name}.values())
