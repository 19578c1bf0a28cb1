"""What sets up the environment runs before there is one."""

import ast
import sys
from pathlib import Path

import pytest

from hub.bootstrap.places import ROOT

FILES = [ROOT / "hub" / "__init__.py", ROOT / "hub" / "__main__.py", *(ROOT / "hub" / "bootstrap").glob("*.py")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_imports_the_standard_library_alone(path: Path) -> None:
    foreign = imported(path) - sys.stdlib_module_names
    assert {name for name in foreign if not name.startswith("hub.bootstrap")} == set()


def imported(path: Path) -> set[str]:
    """What a file imports: the standard library's by first name, everything else whole."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("hub.bootstrap" if node.level and path.parent.name == "bootstrap" else node.module or "")
    return {name.partition(".")[0] if name.partition(".")[0] in sys.stdlib_module_names else name for name in found}


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_an_older_python_can_read_as_far_as_the_refusal(name: str) -> None:
    ast.parse((ROOT / "hub" / name).read_text(), feature_version=(3, 6))
