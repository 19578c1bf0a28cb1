"""The words that drafts are made of: each sentence a template that the office may change, with the variables that it may name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...core.errors import Invalid
from ...core.i18n import _

_VARIABLE = re.compile(r"\{([^{}]*)\}")
WORDING_LIMIT = 300
UNSHORTENED = "unshortened"
"""The key under which the office's number of statements is kept beside its sentences."""
UNSHORTENED_BY_DEFAULT = 12
"""So many statements to an item stand as they were made; of more the summarizer picks, until a person accepts it."""
UNSHORTENED_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence: its text as we ship it, the variables that it knows, and those that it cannot do without."""

    text: str
    knows: tuple[str, ...]
    needs: tuple[str, ...] = ()


WORDINGS: dict[str, Wording] = {
    "lead": Wording(
        "{日期}，{主持}{地点}主持召开{会议}，{议题}。现将议定事项纪要如下：",
        ("日期", "主持", "地点", "会议", "议题"),
        ("日期", "主持", "会议"),
    ),
    "place": Wording("在{地点}", ("地点",), ("地点",)),
    "topics": Wording("研究了{议题}等{数量}个议题", ("议题", "数量"), ("议题",)),
    "one_topic": Wording("研究了{议题}", ("议题",), ("议题",)),
    "earlier": Wording(
        "会议听取了上次议定事项落实情况：此前议定事项共{总数}项，已办结{办结}项，办理时限内推进{在办}项，逾期{逾期}项。",
        ("总数", "办结", "在办", "逾期"),
        ("总数",),
    ),
    "earlier_late": Wording(
        "“{内容}”由{牵头单位}牵头，应于{时限}前完成，目前尚未办结。", ("内容", "牵头单位", "时限"), ("内容",)
    ),
    "no_earlier": Wording("此前没有需要落实的议定事项。", ()),
    "heard": Wording("会议听取了{单位}的发言。", ("单位",), ("单位",)),
    "statement": Wording("{单位}：{内容}", ("单位", "内容"), ("单位", "内容")),
    "discussed": Wording("{单位}参加了讨论。", ("单位",), ("单位",)),
    "agree": Wording("{单位}表示同意。", ("单位",), ("单位",)),
    "reserve": Wording("{单位}持保留意见。", ("单位",), ("单位",)),
    "reserve_words": Wording("{单位}提出保留意见：{意见}", ("单位", "意见"), ("单位", "意见")),
    "against": Wording("{单位}不同意。", ("单位",), ("单位",)),
    "against_words": Wording("{单位}不同意：{意见}", ("单位", "意见"), ("单位", "意见")),
    "decision": Wording("会议议定：{分工}{时限}{内容}", ("分工", "时限", "内容"), ("内容",)),
    "lead_only": Wording("由{牵头单位}牵头，", ("牵头单位",), ("牵头单位",)),
    "lead_with": Wording("由{牵头单位}牵头，{配合单位}配合，", ("牵头单位", "配合单位"), ("牵头单位", "配合单位")),
    "due": Wording("于{日期}前", ("日期",), ("日期",)),
    "issue_settled": Wording("问题{编号}已办结。", ("编号",), ("编号",)),
    "issue_due": Wording("问题{编号}继续办理，办理时限为{日期}。", ("编号", "日期"), ("编号", "日期")),
    "carried_split": Wording("“{议题}”未形成一致意见，转下次会商。", ("议题",), ("议题",)),
    "carried": Wording("“{议题}”转下次会商研究。", ("议题",), ("议题",)),
    "not_reached": Wording("本议题未及研究。", ()),
    "empty": Wording("本议题没有发言和议定事项的记录。", ()),
}
"""Every sentence by its key. What is said is worded as official minutes are; a template never says more than its facts."""


def filled(texts: Mapping[str, str], key: str, **values: object) -> str:
    """The sentence `key` with its variables; `texts` are those that the office has changed."""
    text = texts.get(key, WORDINGS[key].text)
    return _VARIABLE.sub(lambda found: str(values.get(found[1], "")), text)


def clean_wording(key: str, text: object) -> str:
    """A changed sentence. Raises Invalid (field `text`): empty, too long, a variable that is unknown, or one that is missing."""
    known = WORDINGS[key]
    words = " ".join(text.split()) if isinstance(text, str) else ""
    if not words:
        raise Invalid(_("请填写措辞。"), field="text")
    if len(words) > WORDING_LIMIT:
        raise Invalid(_("不能超过%(num)d个字。", num=WORDING_LIMIT), field="text")
    named = set(_VARIABLE.findall(words))
    _refuse(named - set(known.knows), _("没有这些变量：%(names)s。可以用的变量见下方。"))
    _refuse(set(known.needs) - named, _("缺少这些变量：%(names)s。少了它们，纪要会漏掉内容。"))
    if "{" in _VARIABLE.sub("", words) or "}" in _VARIABLE.sub("", words):
        raise Invalid(_("花括号没有成对，请检查。"), field="text")
    return words


def clean_unshortened(number: object) -> int:
    """How many statements to an item stand whole, 0 for all. Raises Invalid (field `unshortened`) for anything else."""
    words = number.strip() if isinstance(number, str) else ""
    if not (words.isascii() and words.isdecimal() and len(words) <= 4 and int(words) <= UNSHORTENED_LIMIT):
        raise Invalid(_("请填写0到%(num)d的整数。", num=UNSHORTENED_LIMIT), field="unshortened")
    return int(words)


def _refuse(names: set[str], sentence: str) -> None:
    if names:
        raise Invalid(sentence % {"names": "、".join(f"{{{name}}}" for name in sorted(names))}, field="text")
