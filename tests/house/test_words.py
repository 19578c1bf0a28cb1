"""Everything that a screen says is Chinese in the sources and complete in English; nothing passes the catalogue by."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po
from click.testing import CliRunner

from hub.bootstrap.places import ROOT, STATIC
from hub.bootstrap.words import CATALOGUE, extract
from hub.cli import main
from tests.house import chinese

TEMPLATES = ROOT / "templates"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%")
MEND = "`.venv/bin/python -m hub.bootstrap.words`, then translate what is empty"

BOTH_BY_HAND = (
    "hub/__main__.py",
    "hub/bootstrap/",
    "hub/cli.py",
    "hub/serving.py",
    "hub/core/config.py",
    "hub/core/values.py",
    "hub/core/addresses.py",
    "hub/core/keyfile.py",
    "hub/core/schema.py",
    "/commands",
    "hub/core/terminal.py",
)
"""These speak before anybody's language is known: every text of theirs is in both."""
CONTENT = {
    "hub/documents/official/fonts.py": "names of fonts",
    "hub/demo/": "invented people, units and messages",
    "hub/plan/importer/": "what documents say",
    "hub/plan/rules.py": "how names of units end",
    "hub/accounts/rules/names.py": "how names of units are built",
    "hub/accounts/rules/roster.py": "how lists of people name columns and roles",
    "hub/accounts/rules/devices.py": "programs go by their makers' names",
    "hub/accounts/actions/groups.py": "names of the groups that every plan takes for granted",
    "hub/accounts/views/importing.py": "a unit as an example",
    "hub/accounts/operator.py": "a name, as people have one",
    "hub/channels/mentions.py": "names that messages mention",
    "hub/meetings/topics/likeness.py": "words that every title has",
    "hub/channels/switcher/rules.py": "characters that are read in several ways",
    "hub/calendar/rules/festivals.py": "names of festivals, as notices have them",
    "hub/calendar/rules/writing.py": "how people write hours",
    "hub/supervision/rules.py": "what stands before a number",
    "hub/appraisal/notice.py": "what a notice says, which is Chinese as documents are",
    "hub/core/personal.py": "how people write addresses and amounts",
    "hub/web/times.py": "dates, in both languages by hand",
    "hub/channels/exporting/composing.py": "dates, in both languages by hand",
    "hub/documents/docx/package.py": "names of fonts",
    "hub/documents/official/measures.py": "names of fonts",
    "hub/documents/official/body.py": "what official documents say in their foot",
    "hub/minutes/publishing/official.py": "what minutes say",
    "hub/minutes/drafting/actions/drafting.py": "what minutes are called",
    "hub/minutes/drafting/compose.py": "what minutes say, in Chinese whoever reads them",
    "hub/minutes/drafting/example.py": "an invented consultation",
    "hub/minutes/drafting/extracting.py": "words by which officials report",
    "hub/minutes/drafting/items.py": "what minutes say",
    "hub/minutes/drafting/people.py": "what minutes say",
    "hub/minutes/drafting/rules.py": "what minutes say",
    "hub/minutes/drafting/words.py": "what minutes say",
    "hub/minutes/editing/people.py": "what minutes say",
    "hub/minutes/editing/rules.py": "what minutes say",
    "hub/minutes/editing/words.py": "what minutes say",
    "hub/minutes/numbering.py": "how official documents count",
    "hub/minutes/publishing/rules.py": "how official documents write numbers",
    "hub/minutes/publishing/views/letterheads.py": "a letterhead as an example",
}
DEFAULTS = {"'系统管理员'", "'区未成年人保护委员会办公室'"}
OWN_NAMES = {
    "accounts/account.html": {"中文"},
    "accounts/sign_in.html": {"中文"},
    "bulletins/_outside.html": {"中文"},
    "layouts/_account_menu.html": {"中文"},
    "api/docs.html": {"会商"},
}
"""A language is named in itself; the mark of the hub is 会商 everywhere."""
QUOTED = {"各街镇", "各成员单位", "公检法司", "各责任单位", "等"}
"""Names that documents and messages have in Chinese, whatever the language of the screen."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    template = tmp_path_factory.mktemp("words") / "messages.pot"
    extract(template)
    return _read(template)


@pytest.fixture(scope="module")
def english() -> Catalog:
    return _read(CATALOGUE)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _ids(catalogue: Catalog) -> set[tuple[str | None, str, bool]]:
    return {(message.context, _chinese(message), message.pluralizable) for message in _messages(catalogue)}


def _chinese(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _english(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def test_the_catalogue_has_what_the_sources_say_and_nothing_else(said: Catalog, english: Catalog) -> None:
    assert len(said) > 600
    assert _ids(said) - _ids(english) == set(), MEND
    assert _ids(english) - _ids(said) == set(), MEND
    assert not english.obsolete


def test_all_is_translated_and_nobody_guessed(english: Catalog) -> None:
    assert [_chinese(message) for message in _messages(english) if not all(_english(message))] == []
    assert [_chinese(message) for message in _messages(english) if message.fuzzy] == []
    counted = [message for message in _messages(english) if message.pluralizable]
    assert [_chinese(message) for message in counted if len(_english(message)) != 2] == []


def test_placeholders_agree(english: Catalog) -> None:
    for message in _messages(english):
        expected = set(PLACEHOLDER.findall(_chinese(message)))
        for text in _english(message):
            assert set(PLACEHOLDER.findall(text)) == expected, _chinese(message)
        assert not message.pluralizable or "%(num)d" in expected, _chinese(message)


def test_sources_speak_chinese_and_the_catalogue_english(english: Catalog) -> None:
    for message in _messages(english):
        assert chinese.MARKS.search(_chinese(message))
        for text in _english(message):
            foreign = re.findall(f"{chinese.MARKS.pattern}+", text)
            assert set(foreign) <= QUOTED, text


def test_a_sentence_stays_a_sentence(english: Catalog) -> None:
    ends = {"。": ".", "？": "?", "…": "…", "：": ":"}
    for message in _messages(english):
        end = ends.get(_chinese(message)[-1])
        assert end is None or all(text.rstrip().endswith(end) for text in _english(message)), _chinese(message)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", chinese.files(ROOT / "hub", ".py"), ids=_name)
def test_python_says_nothing_past_the_catalogue(path: Path) -> None:
    source, name = path.read_text(encoding="utf-8"), _name(path)
    assert chinese.asked_with_what_nobody_knows(source) == []
    if any(name.startswith(part) for part in CONTENT):
        return
    found = [text for text in chinese.unasked(source) if text not in DEFAULTS]
    if any(part in name for part in BOTH_BY_HAND):
        found = [text for text in found if not re.search(r"[A-Za-z]{3,}", text)]
    assert found == []


@pytest.mark.parametrize("part", CONTENT)
def test_no_exception_outlives_its_reason(part: str) -> None:
    there = [path for path in chinese.files(ROOT / "hub", ".py") if _name(path).startswith(part)]
    assert any(chinese.unasked(path.read_text(encoding="utf-8")) for path in there)


@pytest.mark.parametrize("path", chinese.files(TEMPLATES, ".html"), ids=_name)
def test_templates_say_nothing_past_the_catalogue(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    own = OWN_NAMES.get(path.relative_to(TEMPLATES).as_posix(), set())
    found = [text for text in chinese.unasked_in_template(source) if not any(name in text for name in own)]
    assert found == []
    assert chinese.asked_in_template_with_what_nobody_knows(source) == []


@pytest.mark.parametrize("path", chinese.files(STATIC / "js", ".js"), ids=_name)
def test_scripts_get_their_words_from_the_page(path: Path) -> None:
    found = chinese.in_script(path.read_text(encoding="utf-8"))
    # days.js writes dates as hub/web/times.py does, in both languages.
    assert bool(found) == (path.name == "days.js"), found


def test_scripts_ask_for_words_that_the_page_has() -> None:
    page = (TEMPLATES / "layouts" / "_words.html").read_text(encoding="utf-8")
    written = set(re.findall(r'^\s*"(\w+)":', page, re.MULTILINE))
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in chinese.files(STATIC / "js", ".js"))
    # word("send"), or one of two: word(isNew ? "send" : "save")
    asked = set(re.findall(r'(?:^|[?:] )"(\w+)"', "\n".join(re.findall(r"\bword\(([^(){]*)", scripts)), re.MULTILINE))
    composed = tuple(re.findall(r"\bword\(`(\w+)\$\{", scripts))
    assert asked <= written
    assert [key for key in written if f'"{key}"' not in scripts and not key.startswith(composed)] == []


def test_help_speaks_both_languages_before_there_is_a_database(tmp_path: Path) -> None:
    runner = CliRunner(env={"HUB_DATA_DIR": str(tmp_path)})
    for words, command in _commands(main, ()):
        done = runner.invoke(main, [*words, "--help"])
        assert done.exit_code == 0
        for text in (command.help, *(option.help for option in command.params if isinstance(option, click.Option))):
            assert chinese.LETTERS.search(text or ""), (words, text)
            assert re.search(r"[A-Za-z]{3,}", text or ""), (words, text)
    assert list(tmp_path.iterdir()) == []


def test_usage_names_the_command_that_there_is() -> None:
    """Nothing called `hub` is on anybody's PATH."""
    settings = {"PATH": "", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "hub.cli", "import-plan"]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert done.stderr.startswith("Usage: python3 -m hub import-plan ")


def _commands(command: click.Command, words: tuple[str, ...]) -> list[tuple[tuple[str, ...], click.Command]]:
    found = [(words, command)] if words else []
    for name, one in getattr(command, "commands", {}).items():
        found += _commands(one, (*words, name))
    return found


def test_the_finders_find() -> None:
    """What these tests trust, on sources that are at fault."""
    assert chinese.unasked('"""文"""\nx = _("好")\ny = "坏"\nz = f"坏{x}"') == ["'坏'", "f'坏{x}'"]
    assert chinese.asked_with_what_nobody_knows('_("好")\n_(f"坏{x}")\n_n(x, 3)\n_p("one", x)') != []
    assert chinese.unasked_in_template('{# 文 #}<p title="{{ _("好") }}">坏</p>{{ "坏" }}，') != []
    assert chinese.unasked_in_template('{# 文 #}<p title="{{ _("好") }}">{{ _n("%(num)d天", n) }}</p>') == []
    assert chinese.asked_in_template_with_what_nobody_knows('{{ _("好" ~ x) }}') == ["line 1"]
    assert chinese.in_script('// 文\nsay("坏"); /* 文 */ const url = "https://x"; // 文') == ['"坏"']
