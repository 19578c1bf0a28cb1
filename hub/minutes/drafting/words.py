"""How official Chinese writes days, lists and ends of sentences. Pure; the language of minutes is Chinese whoever reads them."""

from collections.abc import Iterable
from datetime import date

_ENDS = "。！？；：…"


def day_text(on: date) -> str:
    """2026年1月5日: Arabic figures without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日"


def joined(words: Iterable[str]) -> str:
    """A、B、C, each once, in their order."""
    return "、".join(dict.fromkeys(word for word in words if word))


def ended(text: str) -> str:
    """One line of text that ends a sentence."""
    line = "；".join(part.strip().rstrip("；") for part in text.splitlines() if part.strip())
    return line if not line or line[-1] in _ENDS else f"{line}。"
