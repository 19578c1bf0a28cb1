"""Finds Chinese in the sources: what is asked of the catalogue, and what never passes it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

ASKS = {"_", "_n", "_p"}
LETTERS = re.compile("[\u3400-\u9fff]")
MARKS = re.compile("[“”\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")
"""Letters and full-width punctuation, without the wide space. Quotation marks are Chinese ones: English has straight ones."""
_SCRIPT_WORDS = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|//[^\n]*|/\*.*?\*/""", re.DOTALL
)


def unasked(source: str) -> list[str]:
    """Python's texts with Chinese that go to no `_()`; docstrings and comments aside. An f-string is one text."""
    tree = ast.parse(source)
    spared = {id(text) for text in _spared(tree)}
    return [ast.unparse(text) for text in _texts(tree) if id(text) not in spared and LETTERS.search(ast.unparse(text))]


def _spared(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.Call) and _called(node) in ASKS:
            yield from node.args


def _texts(node: ast.AST) -> Iterator[ast.expr]:
    """Constants and whole f-strings."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr) or (isinstance(child, ast.Constant) and isinstance(child.value, str)):
            yield child
        else:
            yield from _texts(child)


def asked_with_what_nobody_knows(source: str) -> list[str]:
    """Calls of `_()` in Python whose text is put together first, so that no extraction finds it."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and _called(node) in ASKS]
    return [ast.unparse(call) for call in calls if not _is_text(call.args[0]) or not _is_text(_message(call))]


def _message(call: ast.Call) -> ast.expr:
    return call.args[1] if _called(call) == "_p" else call.args[0]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _called(call: ast.Call) -> str | None:
    return call.func.id if isinstance(call.func, ast.Name) else None


def unasked_in_template(source: str) -> list[str]:
    """A template's Chinese outside `_()` and comments; its constants and its own text."""
    tree = Environment().parse(source)  # noqa: S701 (nothing is rendered)
    asked = {id(text) for call in _template_calls(tree) for text in call.args}
    constants = [node.value for node in tree.find_all(nodes.Const) if id(node) not in asked]
    written = [line.strip() for node in tree.find_all(nodes.TemplateData) for line in node.data.splitlines()]
    return [text for text in (*constants, *written) if isinstance(text, str) and MARKS.search(text)]


def asked_in_template_with_what_nobody_knows(source: str) -> list[str]:
    """Lines of a template where `_()` gets something else than a text."""
    calls = list(_template_calls(Environment().parse(source)))  # noqa: S701 (nothing is rendered)
    texts = {id(call): call.args[:2] if _template_called(call) == "_p" else call.args[:1] for call in calls}
    return [f"line {call.lineno}" for call in calls if not all(isinstance(a, nodes.Const) for a in texts[id(call)])]


def _template_calls(tree: nodes.Template) -> Iterator[nodes.Call]:
    return (call for call in tree.find_all(nodes.Call) if _template_called(call) in ASKS)


def _template_called(call: nodes.Call) -> str | None:
    return call.node.name if isinstance(call.node, nodes.Name) else None


def in_script(source: str) -> list[str]:
    """A script's texts with Chinese letters; comments aside."""
    return [found[1] for found in _SCRIPT_WORDS.finditer(source) if found[1] and LETTERS.search(found[1])]


def files(folder: Path, ending: str) -> list[Path]:
    """All files below a folder with this ending, sorted."""
    return sorted(folder.rglob(f"*{ending}"))
