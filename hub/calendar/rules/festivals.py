"""Festivals by the names that the State Council's notices give them."""

NEW_YEAR, LABOUR, NATIONAL = "元旦", "劳动节", "国庆节"
FESTIVALS = (NEW_YEAR, "春节", "清明节", LABOUR, "端午节", "中秋节", NATIONAL)
FIXED_NAMES = {1: NEW_YEAR, 5: LABOUR, 10: NATIONAL}
"""By month, what the statutory holidays of a year without a notice are called."""
_OFFICIAL = {
    "清明": "清明节",
    "端午": "端午节",
    "中秋": "中秋节",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "抗战胜利70周年纪念日",
}


def official(name: str) -> str:
    """What notices call a festival that `chinesecalendar` calls so."""
    return _OFFICIAL.get(name, name)


def parts_of(name: str) -> list[str]:
    """The festivals in a name such as 国庆节、中秋节."""
    return name.split("、")
