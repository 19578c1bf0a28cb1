"""Writes requirements*.lock from the pins in setup.cfg: `.venv/bin/python -m hub.bootstrap.lock` (needs uv).

Each lock names every distribution with the hashes of all its files, for Python 3.11 and later on every platform.
requirements-test.lock and requirements-node.lock hold only what their extra adds to requirements.lock. What the locks
already hold stays at its version; `--upgrade` takes the newest of everything that setup.cfg does not pin.
"""

import re
import shutil
import subprocess
import sys

from hub.bootstrap.places import NODE_LOCK, ROOT, RUN_LOCK, TEST_LOCK, VENV

COMPILE = (
    *("pip", "compile", "--quiet", "--no-config", "--no-header", "--generate-hashes"),
    *("--universal", "--python-version", "3.11", "setup.cfg"),
)


def main() -> None:
    """Resolve the three sets of pins again and overwrite the lock files.

    Raises:
        SystemExit: uv is missing or finds no solution.
    """
    _compile("--output-file", RUN_LOCK.name)
    present = [f"--no-emit-package={name}" for name in pinned(RUN_LOCK.read_text())]
    for extra, lock in (("test", TEST_LOCK), ("node", NODE_LOCK)):
        _compile("--extra", extra, "--constraint", RUN_LOCK.name, "--output-file", lock.name, *present)


def pinned(lock: str) -> dict[str, str]:
    """The names (as the lock spells them) and versions in a lock's text; the last one where a marker gives two."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lock, flags=re.MULTILINE))


def _compile(*arguments: str) -> None:
    uv = shutil.which("uv", path=str(VENV / "bin")) or shutil.which("uv")
    if not uv:
        sys.exit("uv is missing: python3 -m pip install uv")
    if subprocess.run(
        [uv, *COMPILE, *sys.argv[1:], *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=False
    ).returncode:
        sys.exit(1)


if __name__ == "__main__":
    main()
