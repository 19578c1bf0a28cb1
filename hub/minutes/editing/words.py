"""How editing speaks: states, standings and acts in the reader's language; the words of the minutes themselves stay Chinese."""

from ...core.i18n import _, _p

STEPS = ("draft", "commenting", "reviewing", "signing", "signed", "published")


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


def steps(state: str) -> list[tuple[str, str]]:
    """The stages with how far minutes in this state have come: `done`, `now`, or "" for what is to come."""
    stages = [_p("minutes", "起草"), _("征求意见"), _p("minutes", "审核"), _p("minutes", "签发"), _("印发"), _("签收")]
    here = len(stages) - 1 if state == "published" else STEPS.index(state) if state in STEPS else -1
    return [(word, "done" if place < here else "now" if place == here else "") for place, word in enumerate(stages)]


def standing_word(standing: str) -> str:
    """What a list of people is called on the document; always Chinese, as the document is."""
    return {"present": "出席", "excused": "请假", "absent": "缺席", "observer": "列席"}[standing]


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
