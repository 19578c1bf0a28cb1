"""A fresh clone on a machine with nothing but Python: cut off, from nothing, again, and without a network."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hub.bootstrap.places import ROOT
from tests.services.processes import wait_until

pytestmark = pytest.mark.slow

NOT_COMMITTED = (
    ".git",
    ".venv",
    ".stamps",
    "var",
    "vendor",
    "node_modules",
    "__pycache__",
    "*.mo",
    ".*_cache",
    ".hypothesis",
)
INSTALL_SECONDS = 900
"""How long pip and npm may take on a machine that has much else to do."""
NO_NETWORK = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}


class Clone:
    """A copy of the sources, and ways to start it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stamps = root / ".venv" / ".stamps"
        self.nowhere = root.parent / "no-npm-here"
        self.seconds: list[float] = []
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*NOT_COMMITTED))

    def start(self, *arguments: str, **environ: str) -> subprocess.Popen[str]:
        """`python3 -m hub`, where PATH holds no npm, from a folder that is not the clone."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "COV", "VIRTUAL_ENV"))}
        return subprocess.Popen(
            [getattr(sys, "_base_executable", sys.executable), "-m", "hub", *arguments],
            cwd=self.root.parent,
            env=own | {"PATH": str(self.nowhere), "PYTHONPATH": str(self.root)} | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str, **environ: str) -> tuple[int, str, str]:
        """Start it and wait: status, standard output, standard error."""
        begun = time.monotonic()
        process = self.start(*arguments, **environ)
        out, err = process.communicate(timeout=INSTALL_SECONDS)
        self.seconds.append(time.monotonic() - begun)
        return process.returncode, out, err


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    if not registry_answers(tmp_path_factory.mktemp("download")):
        pytest.skip("no package registry can be reached")
    return Clone(tmp_path_factory.mktemp("fresh") / "clone")


def registry_answers(folder: Path) -> bool:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), "iniconfig"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_it_comes_up_and_comes_up_again(clone: Clone) -> None:
    """One story, because each chapter starts from what the one before left."""
    cut_off_while_installing(clone)

    status, out, err = clone.run("--help")
    assert (status, "serve" in out) == (0, True), err
    assert ".venv" in err
    vendored = [*(clone.root / "static" / "vendor").iterdir()]
    assert [path.name for path in vendored if "sourceMappingURL=" in path.read_text()] == []
    assert len(vendored) > 0
    assert {path.name for path in clone.root.iterdir()} - {path.name for path in ROOT.iterdir()} <= {".stamps", ".venv"}

    status, out, err = clone.run("--help")
    assert (status, "serve" in out, err) == (0, True, "")
    assert clone.seconds[1] < clone.seconds[0] / 5

    without_a_network_it_says_so(clone)


def cut_off_while_installing(clone: Clone) -> None:
    process = clone.start("--help")
    wait_until((clone.stamps / "installing").exists, INSTALL_SECONDS)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def without_a_network_it_says_so(clone: Clone) -> None:
    shutil.rmtree(clone.root / "static" / "vendor")
    status, out, err = clone.run("--help", **NO_NETWORK)
    assert (status, out) == (1, "")
    assert "The front-end files could not be installed" in err
    assert "Traceback" not in err
