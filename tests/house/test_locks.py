"""The locks hold exactly what setup.cfg pins, with hashes, and nothing says where the files lie."""

import configparser
import json
import re
import subprocess
from pathlib import Path

import pytest

from hub.bootstrap.lock import pinned
from hub.bootstrap.places import NODE_LOCK, ROOT, RUN_LOCK, STATIC, TEST_LOCK


def direct(extra: str) -> dict[str, str]:
    """The pins of setup.cfg under a key, by normalized name."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    section = "options" if extra == "install_requires" else "options.extras_require"
    lines = [line for line in config[section][extra].splitlines() if line]
    return {normal(name): version for name, version in (line.split("==") for line in lines)}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


@pytest.mark.parametrize(("extra", "lock"), [("install_requires", RUN_LOCK), ("test", TEST_LOCK), ("node", NODE_LOCK)])
def test_locks_follow_the_pins(extra: str, lock: Path) -> None:
    """Else: .venv/bin/python -m hub.bootstrap.lock"""
    text = lock.read_text()
    asked_for_directly = {
        normal(name) for name in re.findall(r"^([\w.-]+)==[^#]*# via\s+(?:#\s+)?hub \(setup\.cfg\)", text, re.MULTILINE)
    }
    assert asked_for_directly == set(direct(extra))
    found = pinned(text)
    assert {name: found.get(name) for name in direct(extra)} == direct(extra)


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK, NODE_LOCK], ids=lambda lock: lock.name)
def test_every_distribution_has_hashes(lock: Path) -> None:
    entries = re.split(r"^(?=\w)", lock.read_text(), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_front_end_package_has_an_integrity_hash() -> None:
    packages = json.loads((STATIC / "package-lock.json").read_text())["packages"]
    own = packages.pop("")
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    manifest = json.loads((STATIC / "package.json").read_text())
    assert (own["dependencies"], own["devDependencies"]) == (manifest["dependencies"], manifest["devDependencies"])
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", pin) for pin in (own["dependencies"] | own["devDependencies"]).values())


def test_no_lock_says_where_its_files_lie() -> None:
    """A mirror serves the same files, and the hashes vouch for them."""
    assert [lock.name for lock in (RUN_LOCK, TEST_LOCK, NODE_LOCK) if "://" in lock.read_text()] == []
    packages = json.loads((STATIC / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_nothing_third_party_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git clone")
    folders = {part for name in listed.stdout.split("\0") for part in Path(name).parts[:-1]}
    assert folders & {"node_modules", "vendor", ".venv"} == set()
