"""How editing speaks: states, standings and acts in the reader's language; the words of the minutes themselves stay Chinese."""

from ...core.i18n import _, _p

STEPS = ("draft", "commenting", "reviewing", "signing", "signed", "published")
ASKING = STEPS.index("commenting")


def state_word(state: str) -> str:
    """A state as people say it."""
    return {
        "draft": _p("minutes", "起草"),
        "commenting": _("征求意见"),
        "reviewing": _p("minutes", "审核"),
        "signing": _p("minutes", "签发"),
        "signed": _("待印发"),
        "published": _("已印发"),
        "voided": _("已作废"),
        "discarded": _("已放弃"),
    }[state]


def steps(state: str, *, were_asked: bool) -> list[tuple[str, str]]:
    """The stages with how far minutes in this state have come: `done`, `now`, `left` for one that was left out, or "" for what is to come.

    `were_asked` says whether units were asked for comments.
    """
    stages = [
        *(_p("minutes", "起草"), _("征求意见"), _p("minutes", "审核"), _p("minutes", "签发"), _("印发"), _("签收")),
    ]
    here = len(stages) - 1 if state == "published" else STEPS.index(state) if state in STEPS else -1
    found = [(word, "done" if place < here else "now" if place == here else "") for place, word in enumerate(stages)]
    if here > ASKING and not were_asked:
        found[ASKING] = (stages[ASKING], "left")
    return found


def standing_word(standing: str) -> str:
    """What a list of people is called on the document; always Chinese, as the document is."""
    return {"present": "出席：", "excused": "请假：", "absent": "缺席：", "observer": "列席："}[standing]


def why_word(why: str) -> str:
    """How a text came about."""
    return {
        "draft": _("系统起草"),
        "edit": _p("text", "修改"),
        "restore": _("恢复"),
        "comment": _("采纳意见"),
        "accept": _("采用摘录"),
        "remove": _p("text", "删除"),
    }[why]


def paper_size(masthead: str) -> str:
    """The class by which a masthead of this length fits its line, for a sheet on the screen; inline style is refused."""
    for most, name in (
        (15, ""),
        (18, " paper__masthead--18"),
        (22, " paper__masthead--22"),
        (28, " paper__masthead--28"),
    ):
        if len(masthead) <= most:
            return name
    return " paper__masthead--more"


def wording_word(key: str) -> str:
    """What a sentence of the wording is for."""
    return {
        "lead": _("开头"),
        "place": _("开头里的地点"),
        "topics": _("开头里的议题：几个"),
        "one_topic": _("开头里的议题：一个"),
        "earlier": _("上次议定事项：总的情况"),
        "earlier_late": _("上次议定事项：逾期的"),
        "no_earlier": _("上次议定事项：没有"),
        "heard": _("听取了谁的发言"),
        "statement": _("一个单位的发言"),
        "discussed": _("只参加讨论的单位"),
        "agree": _("单位意见：同意"),
        "reserve": _("单位意见：保留，没有说明"),
        "reserve_words": _("单位意见：保留，有说明"),
        "against": _("单位意见：不同意，没有说明"),
        "against_words": _("单位意见：不同意，有说明"),
        "decision": _("议定事项"),
        "lead_only": _("议定事项里的分工：只有牵头单位"),
        "lead_with": _("议定事项里的分工：有配合单位"),
        "due": _("议定事项里的时限"),
        "issue_settled": _("相关问题：已办结"),
        "issue_due": _("相关问题：继续办理"),
        "carried_split": _("转下次会商：意见不一致"),
        "carried": _("转下次会商"),
        "not_reached": _("没有来得及研究的议题"),
        "empty": _("没有记录的议题"),
    }[key]


def masthead_of(consultation: str) -> str:
    """What a draft goes as before its letterhead is known: ×××纪要."""
    return f"{consultation}纪要"
