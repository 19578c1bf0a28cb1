"""Compiles the translations (messages.po → messages.mo)."""

from pathlib import Path

from hub.bootstrap.places import PYTHON, STAMPS, TRANSLATIONS
from hub.bootstrap.programs import run
from hub.bootstrap.steps import Step, digest


def _catalogues() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))


def _compile() -> None:
    for catalogue in _catalogues():
        run(
            [
                *(PYTHON, "-I", "-m", "babel.messages.frontend", "compile", "--locale", catalogue.parts[-3]),
                *("--input-file", catalogue, "--output-file", catalogue.with_suffix(".mo")),
            ],
            "翻译没有编译成 · the translations could not be compiled.",
        )


COMPILE = Step(
    says="编译翻译 · compiling the translations",
    stamp=STAMPS / "translations",
    key=lambda: digest(*_catalogues()),
    there=lambda: all(catalogue.with_suffix(".mo").exists() for catalogue in _catalogues()),
    work=_compile,
)
