"""The design tokens: both dark blocks agree, and every text stands out from every surface that it may lie on."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
CSS = TOKENS.parent
LIGHT, BY_SYSTEM, BY_CHOICE = "light", "dark by the system's setting", "dark by choice"
SURFACES = ("canvas", "sunken", "surface", "raised", "hover", "selected")
READ = ("ink", "ink-2")
MARKS = ("ink-3",)
PAIRS = [
    ("on-fill", "fill"),
    ("on-fill", "fill-hover"),
    ("red", "red-soft"),
    ("amber", "amber-soft"),
    ("green", "green-soft"),
    ("ink", "mention"),
    ("paper-ink", "paper"),
    ("paper-red", "paper"),
]


def _blocks() -> dict[str, dict[str, str]]:
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = {
        LIGHT: r":root \{(.*?)\n\}",
        BY_SYSTEM: r':root:not\(\[data-theme="light"\]\) \{(.*?)\}',
        BY_CHOICE: r':root\[data-theme="dark"\] \{(.*?)\}',
    }
    return {name: _values(re.search(selector, text, re.DOTALL)) for name, selector in selectors.items()}


def _values(block: re.Match[str] | None) -> dict[str, str]:
    assert block is not None
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[1]))


def _contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours written #rrggbb."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_both_dark_blocks_are_the_same() -> None:
    blocks = _blocks()
    assert blocks[BY_SYSTEM] == blocks[BY_CHOICE]


def test_dark_gives_every_colour_another_value() -> None:
    blocks = _blocks()
    colours = {name for name, value in blocks[LIGHT].items() if value.startswith(("#", "0 "))}
    assert colours == set(blocks[BY_CHOICE])


@pytest.mark.parametrize("theme", [LIGHT, BY_CHOICE])
def test_texts_have_enough_contrast(theme: str) -> None:
    colours = _blocks()[theme]
    on_surfaces = [(text, surface) for text in (*READ, *MARKS, "red", "amber", "green") for surface in SURFACES]
    # Marks stand on the pressed row of a list nowhere but in ink; lights stand on reading surfaces.
    allowed = [pair for pair in on_surfaces if pair[0] in READ or pair[1] not in {"selected", "hover"}]
    low = {pair: round(_contrast(*map(colours.__getitem__, pair)), 2) for pair in (*allowed, *PAIRS)}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, BY_CHOICE])
def test_fields_focus_and_lights_can_be_seen(theme: str) -> None:
    colours = _blocks()[theme]
    shapes = ["line-control", "focus", "red-mark", "amber-fill", "green-fill"]
    low = {
        (shape, on): round(_contrast(colours[shape], colours[on]), 2)
        for shape in shapes
        for on in ("canvas", "surface", "raised")
    }
    assert {pair: ratio for pair, ratio in low.items() if ratio < 3} == {}


def test_components_use_only_tokens_that_exist() -> None:
    known = set(_blocks()[LIGHT])
    used = {
        (file.name, name)
        for file in CSS.glob("*.css")
        for name in re.findall(r"var\(--([\w-]+)", file.read_text("utf-8"))
    }
    assert {(file, name) for file, name in used if name not in known} == set()


def test_components_name_no_colour_of_their_own() -> None:
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|\brgba?\(")
    allowed = {("dialog.css", "rgb("), ("base.css", "#000"), ("shell.css", "#fff")}
    found = {
        (file.name, match)
        for file in CSS.glob("*.css")
        if file != TOKENS
        for match in literal.findall(re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL))
    }
    assert found <= allowed
