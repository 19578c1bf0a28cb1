"""Where the clone keeps what the two commands make and read."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / ".stamps"
# npm's folder for the tests: axe-core and Biome. Running the hub needs only what is copied to VENDOR.
NODE = VENV / "node"
NODE_MODULES = NODE / "node_modules"

RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
NODE_LOCK = ROOT / "requirements-node.lock"

STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
TRANSLATIONS = ROOT / "hub" / "translations"
