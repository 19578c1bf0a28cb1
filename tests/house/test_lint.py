"""The code is as its linters want it. Each is a test, so that one run of pytest is everything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hub.bootstrap.places import NODE_MODULES, ROOT, STATIC

SCRIPTS = Path(sys.executable).parent


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a linter; fails the test with what it found."""
    plain = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=cwd, env=plain, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail((done.stdout + done.stderr).strip(), pytrace=False)


def test_ruff_finds_nothing() -> None:
    run(SCRIPTS / "ruff", "check", ".")


def test_python_is_formatted() -> None:
    run(SCRIPTS / "ruff", "format", "--check", ".")


def test_types_hold() -> None:
    run(sys.executable, "-m", "mypy")


def test_imports_go_only_downstairs() -> None:
    run(SCRIPTS / "lint-imports")


def test_templates_are_clean() -> None:
    run(sys.executable, "-m", "djlint", "templates", "--lint", "--quiet")


def test_scripts_are_clean() -> None:
    """Lint, format and order of imports: `biome check --write` mends most of it."""
    biomes = [*NODE_MODULES.glob("@biomejs/cli-*/biome")]
    if not biomes:
        pytest.skip("no Biome for this machine: python3 -m hub test brings it where there is one")
    run(biomes[0], "check", ".", cwd=STATIC)
