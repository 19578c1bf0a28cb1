"""Chat Markdown to safe HTML: Python-Markdown without what is slow or dangerous in it, then nh3's allowlist.

Left out: raw HTML, links and references with their brackets (quadratic), images, headings, rules and indented code (an
official text has `#` and `---` for other reasons). Code, bare addresses and @names are cut out before Markdown runs
(`prose.py`) and put back after it. A text that would nest too deep, or that trips the library, is shown as it was typed.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from itertools import takewhile
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.inlinepatterns import DelimiterProcessor
from markupsafe import Markup

from .prose import NOBODY, Kind, Names, Piece, pieces

Name = tuple[str, str, str]
"""A name that is a mention: as written after the @, `person`, `unit` or `group`, and an id."""

DEPTH_LIMIT = 6
"""Quotes and lists inside each other; deeper ones are shown as typed."""
MARKS_LIMIT = 400
"""Asterisks, underscores, backslashes and lines of one text; more say nothing to a reader and cost Markdown 40 ms."""

_LEAVE_OUT = {
    "preprocessors": ("html_block", "normalize_whitespace"),  # the second would cut the places of the pieces out
    "blocks": ("code", "hashheader", "setextheader", "hr", "reference"),
    "inline": (
        *("backtick", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref"),
        *("autolink", "automail", "linebreak", "html", "entity"),
    ),
}
_ESCAPED = ["*", "_", "`", ">", "-", "+", "."]  # no backslash: \\server\folder is a path
_NEEDS_MARKDOWN = re.compile(r"[*_\\\t]|^ *(?:>|[-+] |\d+\. )", re.MULTILINE)
_DEEP = re.compile(
    rf"^(?:[^\S\n]*(?:>|[-*+][ \t]|\d+\.[ \t])){{{DEPTH_LIMIT + 1}}}|^(?: {{4}}|\t){{{DEPTH_LIMIT + 1}}}", re.M
)
_PARAGRAPHS = re.compile(r"\n{2,}")
_PLACE = re.compile("\x02[hb](\\d+)\x03")
_BLOCK_PLACE = re.compile("<p>(\x02b\\d+\x03)</p>")
_PAIRS = ("*", "**", "_", "__")
_NUMBER = re.compile(r" {0,3}(\d{1,9})\. +")
_BLANK_LINE = re.compile(r"^[^\S\n]+$", re.MULTILINE)

_cleaner = nh3.Cleaner(
    tags={"p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "span"},
    attributes={"a": {"href"}, "span": {"data-mention"}, "li": {"value"}},
    allowed_classes={"span": {"mention"}},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="noopener nofollow",
)
_ready: list[Markdown] = []


def render(body: str, mentioned: Sequence[Name] = ()) -> Markup:
    """A message's HTML; `mentioned` are the names that become `<span class="mention" data-mention="kind:id">@name</span>`.

    Never raises: what cannot be read as Markdown comes out as typed.
    """
    return _render(body, tuple(mentioned))


@lru_cache(maxsize=2048)
def _render(body: str, mentioned: tuple[Name, ...]) -> Markup:
    marks = {name: f"{kind}:{public_id}" for name, kind, public_id in mentioned}
    body = _tidy(body)
    parts = list(pieces(body, Names(marks) if marks else NOBODY))
    if _is_plain(parts):
        html = _plain("".join(_inline_html(part, marks) for part in parts))
    elif _DEEP.search(body) or sum(map(body.count, "*_\\\n")) > MARKS_LIMIT:
        html = _as_typed(parts, marks)
    else:
        html = _by_markdown(parts, marks)
    return Markup(_cleaner.clean(html))  # noqa: S704 (nh3's allowlist is what makes it safe)


def _tidy(body: str) -> str:
    """Without the two characters that mark places, and with empty lines really empty."""
    return _BLANK_LINE.sub("", body.replace("\x02", "").replace("\x03", ""))


def _as_typed(parts: list[Piece], marks: dict[str, str]) -> str:
    """Nothing but addresses and mentions is more than text: who was told by an @ must be seen to be."""
    live = (Kind.ADDRESS, Kind.MENTION)
    texts = (_inline_html(part, marks) if part.kind in live else escape(part.source, quote=False) for part in parts)
    return _plain("".join(texts))


def _is_plain(parts: list[Piece]) -> bool:
    return not any(
        part.kind is Kind.BLOCK or (part.kind is Kind.TEXT and _NEEDS_MARKDOWN.search(part.text)) for part in parts
    )


def _plain(html: str) -> str:
    paragraphs = (paragraph.strip("\n") for paragraph in _PARAGRAPHS.split(html))
    return "\n".join(f"<p>{_with_breaks(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip())


def _with_breaks(paragraph: str) -> str:
    return paragraph.strip().replace("\n", "<br>\n")


def _inline_html(part: Piece, marks: dict[str, str]) -> str:
    text = escape(part.text)
    if part.kind is Kind.TEXT:
        return escape(part.text, quote=False)
    if part.kind is Kind.MENTION:
        return f'<span class="mention" data-mention="{escape(marks[part.text])}">@{text}</span>'
    if part.kind is Kind.ADDRESS:
        return f'<a href="{text}">{text}</a>'
    return f"<code>{text}</code>" if part.kind is Kind.CODE else f"<pre><code>{text}</code></pre>"


def _by_markdown(parts: list[Piece], marks: dict[str, str]) -> str:
    stash: list[str] = []
    source: list[str] = []
    for part in parts:
        if part.kind is Kind.TEXT:
            source.append(part.text.replace("&", "&amp;"))
            continue
        block = part.kind is Kind.BLOCK
        source.append(f"\n\n\x02b{len(stash)}\x03\n\n" if block else f"\x02h{len(stash)}\x03")
        stash.append(_inline_html(part, marks))
    try:
        html = _convert("".join(source))
    except Exception:  # a text that trips the library must not take the whole channel's page with it
        return _as_typed(parts, marks)
    return _PLACE.sub(lambda place: stash[int(place[1])], _BLOCK_PLACE.sub(r"\1", html))


def _convert(source: str) -> str:
    """Markdown keeps state between calls and is not safe for threads: each call takes an instance, or makes one."""
    try:
        markdown = _ready.pop()
    except IndexError:
        markdown = _make()
    html: str = markdown.reset().convert(source.expandtabs(4) + "\n\n")
    _ready.append(markdown)
    return html


def _make() -> Markdown:
    markdown = Markdown(extensions=["nl2br", "sane_lists"], output_format="html")
    for name in _LEAVE_OUT["preprocessors"]:
        markdown.preprocessors.deregister(name)
    for name in _LEAVE_OUT["blocks"]:
        markdown.parser.blockprocessors.deregister(name)
    for name in _LEAVE_OUT["inline"]:
        markdown.inlinePatterns.deregister(name)
    markdown.parser.blockprocessors.register(NumbersAsTyped(markdown.parser), "olist", 40)
    markdown.inlinePatterns.register(HonestPairs("*", "strong,em", markdown), "em_strong", 60)
    markdown.delimiters.add("_", "strong,em", smart=True)
    markdown.ESCAPED_CHARS = _ESCAPED
    return markdown


class LostWord(Exception):
    """The library would leave out what somebody typed."""


class HonestPairs(DelimiterProcessor):  # type: ignore[misc]
    """Emphasis that takes nothing but its own marks away.

    Markdown 3.11 may close `**` with a single `*` and take the next character for the second (`*_**甲*乙丙` would be shown
    without 乙), or look for the marks that it has found where they no longer are.
    """

    def _build_element(self, data: str, start: int = 0, offset: int = 0) -> Any:
        """As the library's; LostWord where something else than a pair of marks would be cut out."""
        regions = self.regions[start:]
        for left, opened, closing, right, *_ in takewhile(lambda region: region[0] < regions[0][3], regions):
            opener, closer = data[left + offset : opened + offset], data[closing + offset : right + offset]
            if opener != closer or opener not in _PAIRS:
                raise LostWord(data)
        return super()._build_element(data, start, offset)


class NumbersAsTyped(SaneOListProcessor):  # type: ignore[misc]
    """Numbered lists that keep each number: 1, 3, 5 are items of a plan, not the first three."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        found = [_NUMBER.match(line) for line in blocks[0].split("\n")]
        numbers = [match[1] for match in found if match]
        super().run(parent, blocks)
        items: Any = parent if parent.tag in {"ol", "ul"} else self.lastChild(parent)
        for item, number in zip(reversed(items), reversed(numbers), strict=False):
            item.set("value", str(int(number)))
