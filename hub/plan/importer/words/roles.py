"""The generic words that say who leads, who is responsible and who supports; no name of any unit stands here."""

import re
from enum import Enum


class Role(Enum):
    """What a unit has to do with an item."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"


class Other(Enum):
    """What else a label can announce."""

    DUE = "due"
    PERSON = "person"


Kind = Role | Other


def _spaced(word: str) -> str:
    """The word as a pattern that tolerates blanks between its characters: 责 任 单 位."""
    return r"\s*".join(word)


def _any(words: str) -> str:
    return "(?:" + "|".join(_spaced(word) for word in words.split()) + ")"


_NOUN = _any("单位 部门 处室 科室 机构 主体 方")
_LEADING = _any("总牵头 牵头责任 牵头实施 牵头负责 牵头 主办 主责 主要责任 第一责任 主体责任")
_SUPPORTING = _any("协同配合 配合责任 配合实施 配合 协办 协同 协助 参与 参加 支持 联合 会办 共同责任 共同")
_ANSWERING = _any("具体责任 责任 承办 落实 实施 承担 负责 分工 执行 完成 主管")
_BOTH = rf"(?:{_LEADING}\s*{_NOUN}?\s*(?:[、和及与/]|以及)\s*(?:{_SUPPORTING}|{_ANSWERING})\s*{_NOUN})"
_DUE = _any(
    "完成时限 完成时间 完成期限 完成日期 完成节点 办理时限 办结时限 时限要求 截止时间 截止日期 时间节点 时间要求 "
    "计划完成时间 责任时限 工作时限 落实时限 实施时间 时间进度 时间安排 进度安排 时限 期限"
)
_PERSON = _any(
    "责任领导 牵头领导 分管领导 挂帅领导 包保领导 牵头区领导 责任区领导 责任人 牵头人 负责人 联系人 联络员 主要负责人 联系电话"
)
_ALSO = rf"(?:\s*[（(]\s*{_any('责任 配合 主责 主办 牵头 协办')}\s*[）)])?"
_NOTE = r"(?:\s*[（(][^（）()]{1,24}[）)])?"
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("both", Role.RESPONSIBLE),
    ("person", Other.PERSON),
    ("due", Other.DUE),
    ("lead", Role.LEAD),
    ("support", Role.SUPPORT),
    ("answer", Role.RESPONSIBLE),
)
_WORD = (
    rf"(?:(?P<both>{_BOTH})|(?P<person>{_PERSON})|(?P<due>{_DUE})"
    rf"|(?P<lead>{_LEADING}{_ALSO}\s*{_NOUN}?)"
    rf"|(?P<support>{_SUPPORTING}{_ALSO}\s*{_NOUN}|{_any('配合 协办 协助 参与')})"
    rf"|(?P<answer>{_ANSWERING}{_ALSO}\s*{_NOUN}|{_any('责任分工 任务分工 职责分工')}))"
)
LABEL = re.compile(rf"(?:(?<=[\s（(【\[〔］\]】）)。；;，,|/])|(?<![\s\S])){_WORD}{_NOTE}\s*为?\s*[：:︰∶]")
"""A label and its colon: 责任单位： or 牵头（责任）单位:, at the start of the text or after a separator."""
BARE_LABEL = re.compile(rf"{_WORD}{_NOTE}\s*")
"""A label without its colon, as it stands alone on a line or in 【】."""
GLUED_LABEL = re.compile(
    rf"(?:(?P<lead>{_LEADING}\s*{_NOUN})|(?P<support>{_SUPPORTING}\s*{_NOUN})|(?P<answer>{_ANSWERING}\s*{_NOUN}))[为是]?"
)
"""A label with its noun directly before a name: 牵头单位区教育局, 牵头单位为区教育局."""
FIRST_LEADS = re.compile(r"[^、]{0,6}(?:第一|首位|最前|首个)[^、]{0,8}(?:牵头|主责|主办)[^、]{0,4}")
"""A remark that the first unit named leads: 排名第一的为牵头单位."""


def kind_of(match: re.Match[str]) -> Kind:
    """What the label of a match announces."""
    return next(kind for name, kind in _KINDS if match.re.groupindex.get(name) and match[name])


_MANNER = (
    r"(?:要|应|共同|分别|具体|密切|积极|协同|通力|认真|"
    r"(?:按照?|根据|依据?|依照|结合)(?:各自|本)?(?:的)?(?:职责|职能|任务|部门职责|工作职责)?(?:任务)?(?:分工|范围|职责|权限)?|依法|依规|分工)*"
)
_VERBS: tuple[tuple[str, Kind], ...] = (
    (
        r"(?:负责)?(?:总?牵头)(?:负责|落实|实施|组织实施|组织|推进|抓总|抓好落实|统筹|协调|承担|单位|部门|实施推进)?|主办|主责|主抓|为主|统筹"
        r"(?:协调|推进|负责)?|负总责|[为是作](?:第一|主要|总)?(?:牵头|主责|主办|责任主体)(?:单位|部门)?",
        Role.LEAD,
    ),
    (
        r"(?:协同|予以|给予|做好|协助)?(?:配合|协助|参与|参加|协办|支持)(?:落实|实施|做好|单位|部门|工作|完成)?|协同|[为是作](?:配合|协办|参与|协助)(?:单位|部门)",
        Role.SUPPORT,
    ),
    (
        r"负责(?:落实|实施|组织实施|推进|完成|制)?|落实|组织实施|实施|推进|承担|承办|各负其责|完成|[为是作](?:责任|承办|落实)(?:单位|部门)",
        Role.RESPONSIBLE,
    ),
)
_ENDINGS = tuple((re.compile(rf"{_MANNER}(?:{verbs})$"), role) for verbs, role in _VERBS)
_OTHERS = r"(?:有关|相关|各|多个?|其他)?(?:职能|成员|责任)?(?:单位|部门|各方|机构|地区|方面)?"
ETC = re.compile(rf"等(?:(?P<count>\d+|[一二两三四五六七八九十]+)[个家]?)?{_OTHERS}$")
"""等 after the last name: the document leaves open who else, unless it counts those it has named (等3个部门)."""
_LONGEST_ENDING = 40


def without_verb(piece: str) -> tuple[str, Kind | None]:
    """What stands before the verb at the end of `piece`, and the role it gives: 区教育局牵头 is 区教育局, lead."""
    start = max(0, len(piece) - _LONGEST_ENDING)
    for pattern, role in _ENDINGS:
        match = pattern.search(piece, start)
        if match:
            return piece[: match.start()], role
    return piece, None
