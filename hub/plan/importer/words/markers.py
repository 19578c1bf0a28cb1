"""The numbers with which outlines begin their entries: 一、 （一） 1. 1、 （1） ① 一是 第一章 任务一 1.1 and bullets."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from .numerals import CHARACTERS, number_of


class Style(IntEnum):
    """A way of numbering; the order is that of the usual nesting (GB/T 9704: 一、 then （一） then 1. then （1）)."""

    HEADING = 0
    CHAPTER = 10
    PART = 11
    ROMAN = 12
    CHINESE = 13
    CHINESE_BRACKETED = 14
    NAMED = 15
    ARTICLE = 16
    ARABIC = 17
    DECIMAL = 18
    DECIMAL_DEEP = 19
    ARABIC_BRACKETED = 20
    CIRCLED = 21
    FIRSTLY = 22
    BULLET = 23


@dataclass(frozen=True)
class Marker:
    """A number at the start of a line: its style and value, and where in the line the text after it begins.

    A `loose` one (`1 加强`, `3` alone) is believed only where that number is due.
    """

    style: Style
    value: int
    end: int
    loose: bool = False


_LONGEST = 24
_CN = rf"[{CHARACTERS}]{{1,4}}"
_NUM = rf"(?:{_CN}|\d{{1,3}})"
_STYLES = (
    (Style.CHAPTER, rf"第\s*({_NUM})\s*[章编篇][\s、：:．.]*"),
    (Style.PART, rf"第\s*({_NUM})\s*(?:部分|板块|节)[\s、：:．.]*"),
    (Style.ARTICLE, rf"第\s*({_NUM})\s*[条项](?=[\s、：:．.]|$)[\s、：:．.]*"),
    (Style.ROMAN, r"([Ⅰ-Ⅻ])\s*[、．.\s]\s*"),
    (Style.FIRSTLY, rf"其({_CN})\s*[，,、：:]\s*"),
    (Style.FIRSTLY, rf"({_CN})(?:是|要)(?=[^否])\s*[，,：:]?\s*"),
    (Style.CHINESE, rf"({_CN})\s*[、．.：:]\s*(?!\d)"),
    (Style.CHINESE_BRACKETED, rf"(?:[（(【〔]\s*)?({_CN})\s*[）)】〕]\s*[、．.：:]?\s*"),
    (Style.NAMED, rf"(?:重点|主要|工作|具体)?(?:任务|事项|项目|举措|行动|工程)\s*({_NUM})\s*(?:[、：:．.\s]+|$)"),
    (Style.NAMED, rf"(?:序号|编号|项号)\s*[：:]?\s*({_NUM})\s*(?:[、．.]|$)"),
    (Style.DECIMAL_DEEP, r"\d{1,2}[.．]\d{1,2}[.．](\d{1,2})(?:[、．.\s]+|(?=[\u4e00-\u9fff]))(?![\d%％])"),
    (Style.DECIMAL, r"\d{1,2}[.．](\d{1,2})(?:[、．.\s]+|(?=[\u4e00-\u9fff“《【]))(?![\d%％])"),
    (Style.ARABIC_BRACKETED, r"(?:[（(【〔]\s*)?(\d{1,3})\s*[）)】〕]\s*[、．.：:]?\s*"),
    (Style.ARABIC, r"(?:No\.?\s*)?(\d{1,3})\s*(?:[、．：:。]|[.](?!\d))\s*(?!\d)"),
    (Style.BULLET, r"(?:[-+*]\s+|[•●◆■▪◇□○➢►★☆·※](?:\s+|(?=[\u4e00-\u9fff])))()"),
)
_PATTERNS = tuple((style, re.compile(pattern)) for style, pattern in _STYLES)
_MEASURES = "[年月日号个名次所万亿级岁周时倍期届]|家(?![庭长校])|项(?!目)|人(?!才)|分(?![类级])"
_LOOSE = (
    (Style.CHINESE, re.compile(rf"({_CN})(?:\s+(?=\S)|$)")),
    (
        Style.ARABIC,
        re.compile(rf"(\d{{1,3}})(?:\s+(?=[\u4e00-\u9fff“《【])(?!{_MEASURES})|$)"),
    ),
)
_CIRCLED = re.compile(r"[①-⑳㉑-㉟㊱-㊿]\s*[、．.]?\s*")
_COMBINED = {**{chr(0x2488 + n): f"{n + 1}." for n in range(20)}, **{chr(0x2474 + n): f"({n + 1})" for n in range(20)}}
_COMBINED |= {chr(0x3220 + n): f"({numeral})" for n, numeral in enumerate("一二三四五六七八九十")}


def read_marker(text: str) -> Marker | None:
    """The number that `text` begins with, or None."""
    head = text[:_LONGEST]
    circled = _CIRCLED.match(head)
    if circled:
        return Marker(Style.CIRCLED, int(unicodedata.numeric(head[0])), circled.end())
    extra = 0
    if head[:1] in _COMBINED:
        extra = len(_COMBINED[head[0]]) - 1
        head = _COMBINED[head[0]] + head[1:]
    return _matched(head, extra)


def _matched(head: str, extra: int) -> Marker | None:
    for patterns, loose in ((_PATTERNS, False), (_LOOSE, True)):
        for style, pattern in patterns:
            match = pattern.match(head)
            value = _value(style, match[1]) if match else None
            if match and value is not None:
                return Marker(style, value, match.end() - extra, loose)
    return None


def _value(style: Style, figures: str) -> int | None:
    if style is Style.BULLET:
        return 0
    if style is Style.ROMAN:
        return ord(figures) - ord("Ⅰ") + 1
    return number_of(figures)


def split_marker(text: str) -> tuple[str, str]:
    """`text` as the number it begins with, separators included, and the rest; the number is empty where there is none."""
    marker = read_marker(text)
    end = marker.end if marker and not marker.loose else 0
    return text[:end], text[end:]
