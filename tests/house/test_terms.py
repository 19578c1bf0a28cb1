"""One Chinese term, one English term, on every screen: docs/glossary.md."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from hub.bootstrap.places import ROOT
from hub.bootstrap.words import CATALOGUE

SAID_OTHERWISE = {
    "本系统含未成年人个人信息，仅限授权人员使用。账号由区未保办开通，调岗时请及时移交。": {"调岗"},
    "例如“各街镇”“各成员单位”“公检法司”。": {"街镇", "成员单位", "单位", "成员"},
    "说第一句话：用 @单位 点名请谁来办，用 @各责任单位 请大家都看。": {"责任单位"},
    "问题很多，只查了一部分。": {"部分"},
    "已撤回": {"撤回"},  # an issue is withdrawn; messages are retracted
    "问题已撤回。": {"撤回"},
    "接手人收到此人尚未办的待办消息和问题提醒": {"收到"},
    "请假期间，到时告知您的事改由代理人收到并代办": {"收到"},
    "请假期间，到时告知此人的事改由代理人收到并代办。": {"收到"},
    "督办": {"督办"},  # what a rung does; the matters that come of it are follow-ups
    "频道中有消息": {"频道"},
    "密码不能包含账号（或其中一部分）或姓名。": {"部分"},
    "两字标记": {"标记"},
    "已征求意见的单位": {"征求意见"},
    "已征求意见": {"征求意见"},  # what was coordinated before a topic, not of minutes
    "至少10位，可以用中文；不能包含账号（或其中一部分）或姓名": {"部分"},
}
"""Where a name is quoted in Chinese, the English says it in other words for want of room, or it is no term there."""


def _terms() -> Iterator[tuple[str, str]]:
    """Every Chinese term of the glossary with its English; a cell may hold several, side by side."""
    rows = re.findall(
        r"^\| ([^|]*[\u4e00-\u9fff][^|]*) \| ([^|]+) \|", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE
    )
    for chinese, english in rows:
        if chinese != "中文":
            yield from zip(re.split("、| / ", chinese), re.split(", | / ", english), strict=True)


LONGER = {chinese: [one for one, _ in _terms() if chinese in one and one != chinese] for chinese, _ in _terms()}
"""Terms that hold a term: they are said as their own row has it."""


def test_an_account_has_one_name_in_chinese() -> None:
    with CATALOGUE.open("rb") as file:
        assert [message.id for message in read_po(file) if "账户" in str(message.id)] == []


@pytest.mark.parametrize(("chinese", "english"), list(_terms()))
def test_screens_say_it_as_the_glossary_does(chinese: str, english: str) -> None:
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    for message in messages:
        said = message.id[0] if isinstance(message.id, tuple) else message.id
        for longer in LONGER[chinese]:
            said = said.replace(longer, "")
        if chinese not in said or chinese in SAID_OTHERWISE.get(said, ()):
            continue
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            # "archived", "discontinued", "leads": the word may bend.
            assert english.removesuffix("e") in text.lower(), said
