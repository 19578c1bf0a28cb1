"""Chinese numerals of outlines and dates, both ways: 二十一 and 21, 二〇二六 and 2026."""

DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
CHARACTERS = "〇○零一二两三四五六七八九十廿卅百"
_PLACES = {"十": 10, "百": 100}


def number_of(text: str) -> int | None:
    """The number that `text` writes in Arabic or Chinese figures, up to four places; None for anything else."""
    if not text or len(text) > 9:
        return None
    if text.isdecimal():
        return int(text)
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    return _by_places(text.replace("廿", "二十").replace("卅", "三十"))


def _by_places(text: str) -> int | None:
    total, digit = 0, 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in _PLACES:
            total += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            return None
    return total + digit


def chinese(number: int) -> str:
    """`number` from 0 to 99 as outlines write it (二十一); beyond that in Arabic figures."""
    if not 0 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    figures = "〇一二三四五六七八九"
    if tens == 0:
        return figures[ones]
    return ("" if tens == 1 else figures[tens]) + "十" + (figures[ones] if ones else "")
