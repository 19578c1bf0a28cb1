"""Brings the English catalogue up to the sources: `.venv/bin/python -m hub.bootstrap.words`; says what lacks a translation."""

import re
import tempfile
from pathlib import Path

from hub.bootstrap.places import PYTHON, ROOT, TRANSLATIONS
from hub.bootstrap.programs import run
from hub.bootstrap.say import tell

CATALOGUE = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po"


def main() -> None:
    """Extract every msgid from Python and templates, merge, and drop what is no longer said."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        _merge(template)
    tell(f"{CATALOGUE.relative_to(ROOT)}")
    for message in _untranslated():
        tell(f"没有英文 · not in English: {message}")


def extract(template: Path) -> None:
    """Write all msgids of the sources into `template` (a .pot file), sorted, without places, so that diffs stay small."""
    mapping = TRANSLATIONS / "babel.cfg"
    run(
        [
            *(PYTHON, "-m", "babel.messages.frontend", "extract", "--mapping-file", mapping, "--output-file", template),
            # As hub/core/i18n.py names them: _n one text for both numbers, _p its context first.
            *("--no-default-keywords", "--keywords", "_ _n:1,1 _p:1c,2"),
            *("--no-location", "--sort-output", "--omit-header", "--no-wrap", "."),
        ],
        "词条没有提取成 · the words could not be extracted.",
        cwd=ROOT,
    )


def _merge(template: Path) -> None:
    run(
        [
            *(PYTHON, "-m", "babel.messages.frontend", "update", "--input-file", template, "--output-file", CATALOGUE),
            *("--locale", "en", "--no-fuzzy-matching", "--ignore-obsolete", "--no-wrap", "--ignore-pot-creation-date"),
        ],
        "词条没有合并成 · the words could not be merged.",
        cwd=ROOT,
    )


def _untranslated() -> list[str]:
    """Messages whose English is empty; with `--no-wrap` each stands on a line of its own."""
    empty = r'^msgid "(.+)"\n(?:msgid_plural .*\n)?msgstr(?:\[0\])? ""$(?!\n")'
    return re.findall(empty, CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)


if __name__ == "__main__":
    main()
