"""What comments, docstrings and documents point to is in the repository."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hub.bootstrap.places import ROOT, VENDOR

CITED = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z0-9_][A-Za-z0-9_./-]*\.md\b")
LANDMINE = re.compile(r"landmines\.md, (\d+)|\b[Ll]andmine (\d+)")
FOLDERS = ("hub", "tests", "bench", "migrations", "static", "templates")
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]


def sources(*suffixes: str) -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*") if path.suffix in suffixes]
    return sorted(path for path in found if VENDOR not in path.parents)


def remarks(code: str) -> Iterator[str]:
    """The comments and docstrings of a Python file; those under attributes and constants too."""
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


@cache
def texts() -> list[tuple[Path, str]]:
    """Every file with what it says to its readers; taken apart once for all tests."""
    said = [(path, "\n".join(remarks(path.read_text(encoding="utf-8")))) for path in sources(".py")]
    whole = (*sources(".js", ".css", ".html"), ROOT / "setup.cfg", ROOT / "pyproject.toml")
    return [*said, *((path, path.read_text(encoding="utf-8")) for path in whole)]


def test_code_cites_documents_that_are_there() -> None:
    """By their path from the root: `docs/landmines.md`. What is nowhere to be read belongs into the comment itself."""
    lost = [(str(path), name) for path, text in texts() for name in CITED.findall(text) if not (ROOT / name).is_file()]
    assert lost == []


def test_landmines_are_cited_by_numbers_that_there_are() -> None:
    rows = set(re.findall(r"^\| (\d+) \|", (ROOT / "docs" / "landmines.md").read_text(encoding="utf-8"), re.MULTILINE))
    cited = {first or second for _path, text in texts() for first, second in LANDMINE.findall(text)}
    assert cited
    assert cited <= rows


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_point_to_what_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)", text) if "://" not in target]
    targets += CITED.findall(re.sub(r"\]\([^)]*\)", "", text))
    assert [name for name in targets if not any((folder / name).exists() for folder in (page.parent, ROOT))] == []


@pytest.mark.parametrize(
    ("page", "folders"),
    [("landmines.md", ("", "hub/realtime", "tests/realtime")), ("security.md", ("", "tests"))],
)
def test_tables_name_files_that_are_there(page: str, folders: tuple[str, ...]) -> None:
    cells = re.findall(r"^\| .*$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE)
    named = {name for cell in cells for name in re.findall(r"`([\w/]+\.py|[\w/]+/)`", cell)}
    assert named
    assert [name for name in sorted(named) if not any((ROOT / folder / name).exists() for folder in folders)] == []


def test_the_finder_finds() -> None:
    code = '"""Look at lost.md."""\nA = 1  # and docs/gone.md, 3\nB = "no.md"\n"""Under B: other.md."""\n'
    assert sorted(CITED.findall("\n".join(remarks(code)))) == ["docs/gone.md", "lost.md", "other.md"]
