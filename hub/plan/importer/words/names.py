"""How names of units are written: the generic words they end in, their places and levels, and the forms that mean the same."""

import re
import unicodedata

_STRICT = (
    "局|委|办|部|院|会|厅|处|队|中心|联|街道|镇|乡|街镇|镇街|乡镇|单位|部门|政府|集团|公司|办公室|银行|党校|开发区|园区"
    "|委办|办事处|支队|大队|总队|公检法|公检法司|专班"
)
_LOOSE = "校|社|台|馆|所|站|组|科|区|县|市|街|机构|居委|村委|社区|医院|大学|学会"
_ENDS_STRICTLY = re.compile(rf"(?:{_STRICT})$")
_ENDS_LOOSELY = re.compile(rf"(?:{_STRICT}|{_LOOSE})$")
_NO_NAME = re.compile(
    r"^(?:以下|简称|含|包括|即|见|详见|附|不含|除|由|在|以|对|与|和)|[“”\"《》！？!?%％+＋。：:；;，,]|的|不"
)
_NESTED = re.compile(r"[（(][^（）()]*[）)]$")
_INDEFINITE = re.compile(r"有关|相关|其他|其它|涉及|所属")
_LONGEST = 30

_BLANK = re.compile(r"[\s\u3000·“”\"'‘’*]+")
_SHORTER = (
    ("委员会", "委"),
    ("办公室", "办"),
    ("人民检察院", "检察院"),
    ("人民法院", "法院"),
    ("人民政府", "政府"),
    ("街道办事处", "街道"),
)
_LEVELS = "区县旗市省州镇乡"
_PLACE_WORD = "(?![局委办部院厅会处联])[\u4e00-\u9fff]"
_PLACE = re.compile(
    rf"(?:(?:{_PLACE_WORD}){{2,7}}?(?:省|自治区))?(?:(?:{_PLACE_WORD}){{2,4}}?(?:市|自治州|盟))?"
    rf"((?:{_PLACE_WORD}){{2,5}}?(?:新区|区|县|旗|市))(?=[\u4e00-\u9fff]{{2}})"
)
_LEVEL = re.compile(rf"(?:中共)?([{_LEVELS}])(委)?(?=[\u4e00-\u9fff]{{2}})")
_YOUTH_LEAGUE = re.compile(rf"(?:共青团|团)[\u4e00-\u9fff]{{0,12}}?([{_LEVELS}])委$")


def is_unit_like(name: str, *, strictly: bool = False) -> bool:
    """Whether `name` ends as units' names do; `strictly`, leaving out what ordinary nouns end in too (学校, 社区)."""
    bare = _NESTED.sub("", name)
    if not 1 < len(bare) <= _LONGEST or _NO_NAME.search(bare) or "简称" in name:
        return False
    return (_ENDS_STRICTLY if strictly else _ENDS_LOOSELY).search(bare) is not None


def is_indefinite(name: str) -> bool:
    """Whether `name` leaves open who is meant: 相关成员单位, 各有关单位, 其他部门."""
    return _INDEFINITE.search(_NESTED.sub("", name)) is not None


def folded(name: str) -> str:
    """The name without spaces and quotes, widths made alike: the form in which two spellings are the same."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", name)).replace("(", "（").replace(")", "）")


def shortened(name: str) -> str:
    """The folded name with its official endings as they are shortened everywhere: 委员会 委, 人民检察院 检察院."""
    name = folded(name)
    for long, short in _SHORTER:
        name = name.replace(long, short)
    league = _YOUTH_LEAGUE.match(name)
    if league:
        return f"团{league[1]}委"
    street = name.removesuffix("街道")
    return street if len(street) > 1 and street[-1] not in "各镇乡、" else name


def place_of(name: str) -> str | None:
    """The district that a name begins with: 长宁区 of 上海市长宁区民政局."""
    match = _PLACE.match(shortened(name).removeprefix("中共"))
    return match[1] if match else None


def forms(name: str, own_places: frozenset[str]) -> list[tuple[str | None, str]]:
    """The name as pairs of level (区, 市, …; None where it does not say) and core: 长宁区教育局 and 区教育局 are (区, 教育局).

    A place is taken off only if it is one of `own_places`, or if none are known: another district's bureau is not ours.
    """
    short = shortened(name)
    found: list[tuple[str | None, str]] = [(None, short)]
    place = _PLACE.match(short.removeprefix("中共"))
    if place and (place[1] in own_places or not own_places):
        rest = short.removeprefix("中共")[place.end() :]
        level = place[1][-1]
        found.append((level, rest))
        if rest.startswith("委") and len(rest) > 2:
            found.append((level, rest[1:]))
    match = _LEVEL.match(short)
    if match:
        rest = short[match.end() :]
        found.append((match[1], rest))
        if match[2]:
            found.append((match[1], match[2] + rest))
    return found
