"""The virtual environment and the locked Python packages in it."""

import importlib.util
import subprocess
import sys
from functools import partial
from pathlib import Path

from hub.bootstrap.places import PYTHON, ROOT, RUN_LOCK, STAMPS, TEST_LOCK, VENV
from hub.bootstrap.programs import run
from hub.bootstrap.say import Trouble
from hub.bootstrap.steps import Step, digest

# Stands while pip writes: packages that were cut off half-way look installed, so the whole environment is made anew.
INSTALLING = STAMPS / "installing"

# -I: no PYTHONPATH, so nothing outside the environment counts as installed.
PIP = (PYTHON, "-I", "-m", "pip", "--disable-pip-version-check", "--no-input")
# Wheels only (no compiler), each file checked against its hash; a lock is complete, so nothing is left to resolve.
LOCKED = ("--require-hashes", "--only-binary=:all:", "--no-deps", "--progress-bar=off")


def _make() -> None:
    if not importlib.util.find_spec("ensurepip"):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise Trouble(
            f"这个 Python 没有 ensurepip。请先安装软件包 {package}（Debian/Ubuntu：apt install {package}）。\n"
            f"This Python lacks ensurepip. Install the package {package} first (Debian/Ubuntu: apt install {package})."
        )
    if VENV.is_symlink():
        VENV.unlink()  # what it leads to is somebody else's, and would be emptied
    import venv  # noqa: PLC0415 (a second start never needs it)

    try:
        venv.EnvBuilder(clear=True, symlinks=True, with_pip=True).create(VENV)
    except subprocess.CalledProcessError as error:
        raise Trouble(f"虚拟环境没有建成 · the virtual environment could not be made: {error.output}") from error
    # The hub is found from every folder, also by gunicorn and by the tools in .venv/bin.
    _packages().joinpath("hub.pth").write_text(f"{ROOT}\n")


def _packages() -> Path:
    return VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"


def _install(lock: Path) -> None:
    INSTALLING.parent.mkdir(exist_ok=True)
    INSTALLING.touch()
    run(
        [*PIP, "install", *LOCKED, "--requirement", lock],
        "依赖包没有装成。请检查网络或 pip 的镜像设置，然后再运行一次。\n"
        "The dependencies could not be installed. Check the network or pip's mirror settings, then run it again.",
    )
    INSTALLING.unlink()


def _step(says: str, lock: Path) -> Step:
    return Step(says, STAMPS / lock.stem, partial(digest, lock), PYTHON.exists, partial(_install, lock))


MAKE = Step(
    says="建立虚拟环境 · making .venv",
    stamp=STAMPS / "environment",
    key=lambda: f"{digest()} {VENV}",
    there=lambda: PYTHON.exists() and not INSTALLING.exists(),
    work=_make,
)
RUN = _step("安装依赖包 · installing the dependencies", RUN_LOCK)
TEST = _step("安装测试工具 · installing the test tools", TEST_LOCK)
