"""No word of a message is lost on its way into a file, and none is taken for a mark there."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.core.markup import render
from hub.documents import markdown
from hub.documents.docx.body import xml_of
from hub.documents.html import blocks_of
from hub.documents.tree import Block, CodeBlock, Item, Items, Paragraph, Quote, Run, Table
from tests.core.test_markup import MARKS, MARKUP, UNIT, shown_letters

from .reading import docx_of, letters, rendered, words_of

_TAGS = re.compile(r"</?(?:strong|em)>")
_WORDS = re.compile(r"<w:t [^>]*>([^<]*)</w:t>")
HARD = [
    "*_**甲*乙丙",
    "**1_> *a***b",
    "请**各单位。**于_周五_前 `a_b*c` 报 https://a.cn/x_(y)*z ，@区教育局",
    "1. 甲\n3. 乙\n\n> - 丙\n> - 丁\n\n```\n# 不是标题\n  缩进 `x`\n```\n尾",
    "# 不是标题\n- 不是列表\n1) 也不是\n+ 甲\n=== \n| 表 | 格 |",
    "a < b & c > d &amp; [x](y) ![z] ~~w~~ \\* \\server\\路径",
    "````\n```\n内\n```\n````",
    "第一行\n第二行  \n\n\n另段",
]


@pytest.mark.parametrize("body", HARD)
def test_words_of_hard_texts_stay(body: str) -> None:
    html = render(body, [UNIT])
    assert letters(words_of(docx_of(*blocks_of(html)))) == shown_letters(html)
    _check(body)


@given(st.one_of(MARKUP, MARKS))
@settings(max_examples=1_000)
def test_law_words_of_any_text_stay(body: str) -> None:
    _check(body)


def _check(body: str) -> None:
    html = render(body, [UNIT])
    blocks = blocks_of(html)
    body_xml = "\n".join(xml_of(block, str) for block in blocks)
    assert letters(unescape("\n".join(_WORDS.findall(body_xml)))) == shown_letters(html)
    assert letters(unescape(_TAGS.sub("", "".join(markdown.pieces(blocks))))) == shown_letters(html)


@pytest.mark.parametrize(
    "typed",
    [
        "# 甲",
        "- 甲",
        "+ 甲",
        "12. 甲",
        "3) 甲",
        "> 甲",
        "```",
        "---",
        "===",
        "| 甲 |",
        "<b>甲</b>",
        "*甲*",
        "[甲](乙)",
        "`甲`",
        "&lt;",
        "甲_乙_丙",
        "\\",
    ],
)
def test_what_was_typed_is_no_mark_in_the_file(typed: str) -> None:
    html = rendered("".join(markdown.pieces([Paragraph((Run(typed),))])))
    assert re.fullmatch(r"<p>(.*)</p>", html, re.DOTALL), html
    assert unescape(html[3:-4]) == typed


def test_blocks_are_what_the_screen_shows() -> None:
    html = render("请**看**：\n二行\n\n1. 甲\n3. 乙\n\n> 引 `码`\n\n```\nx\n\n y\n```\n@区教育局", [UNIT])
    name = Run("@区教育局", name=True)
    assert blocks_of(html) == (
        Paragraph((Run("请"), Run("看", bold=True), Run("："), Run("\n"), Run("二行"))),
        Items((Item((Paragraph((Run("甲"),)),), 1), Item((Paragraph((Run("乙"),)),), 3))),
        Quote((Paragraph((Run("引 "), Run("码", code=True))),)),
        CodeBlock("x\n\n y"),
        Paragraph((name,)),
    )
    assert all(type(run.text) is str for block in blocks_of(html)[:1] for run in block.runs)  # type: ignore[union-attr]


TREE: list[tuple[Block, str]] = [
    (
        Quote((Items((Item((Paragraph((Run("甲"),)), CodeBlock("x")), 7),)),)),
        "> 7. 甲\n>\n>    ```\n>    x\n>    ```\n\n",
    ),
    (
        Table(((Run("项"),), (Run("值"),)), (((Run("a|b"),), (Run("一\n二"),)),)),
        "| 项 | 值 |\n| --- | --- |\n| a\\|b | 一<br>二 |\n\n",
    ),
    (Paragraph((Run("一\n二", bold=True), Run("三", bold=True))), "**一**\\\n**二三**\n\n"),
    (Paragraph((Run(" 甲， ", italic=True), Run("乙"))), "<em>甲，</em> 乙\n\n"),
    (Paragraph((Run("看", href="https://a.cn/b"), Run("`x`", code=True))), "[看](<https://a.cn/b>)`` `x` ``\n\n"),
]


@pytest.mark.parametrize(("block", "written"), TREE)
def test_markdown_of_each_kind(block: Block, written: str) -> None:
    assert "".join(markdown.pieces([block])) == written
