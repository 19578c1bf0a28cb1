"""The embedded server itself: where it cannot listen, and what a bug behind it looks like from outside and in the log."""

import http.client
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from hub.bootstrap.places import ROOT
from tests.realtime.conftest import TRACEBACK, new_hub
from tests.services.hub_server import HubServer
from tests.services.processes import PATIENCE_SECONDS, START_SECONDS, free_port

pytestmark = pytest.mark.slow

TIMES = 3


def test_a_port_in_use_is_a_sentence(sqlite_url: str, tmp_path: Path) -> None:
    hub = HubServer(tmp_path / "hub", sqlite_url, {})
    (tmp_path / "hub").mkdir()
    with socket.create_server(("127.0.0.1", hub.port)):
        done = subprocess.run(
            hub.command, env=hub.environ, capture_output=True, text=True, timeout=START_SECONDS, check=False
        )
    assert done.returncode == 1
    assert f"HUB_PORT={hub.port}" in done.stderr
    assert TRACEBACK not in done.stderr


def test_a_first_start_on_a_port_in_use_makes_nothing(tmp_path: Path) -> None:
    """The passwords of a demo world are shown once; they must not go by above a refusal."""
    hub = HubServer(tmp_path / "hub", f"sqlite:///{tmp_path / 'hub.db'}", {})
    with socket.create_server(("127.0.0.1", hub.port)):
        done = subprocess.run(
            hub.command, env=hub.environ, capture_output=True, text=True, timeout=START_SECONDS, check=False
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert f"HUB_PORT={hub.port}" in done.stderr
    assert not (tmp_path / "hub.db").exists()


def test_a_bug_is_told_once_to_the_log_and_without_details_outside(sqlite_url: str, tmp_path: Path) -> None:
    hub = new_hub(tmp_path / "hub", sqlite_url)
    hub.restart()
    for _ in range(TIMES):
        connection = http.client.HTTPConnection("127.0.0.1", hub.port, timeout=PATIENCE_SECONDS)
        connection.request("GET", "/api/bug")
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["error"]["code"]) == (500, "unavailable")
        connection.close()
    hub.stop()
    assert hub.output.count("RuntimeError: a planted bug") == TIMES
    assert "RecursionError" not in hub.output


@pytest.mark.parametrize(("setting", "sentence"), [({"HUB_PORT": "many"}, "HUB_PORT=many"), ({}, "数据库尚未建立")])
def test_gunicorn_gives_up_with_a_sentence(tmp_path: Path, setting: dict[str, str], sentence: str) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    command = [sys.executable, "-m", "gunicorn", "-k", "gevent", "-b", f"127.0.0.1:{free_port()}", "wsgi:app"]
    done = subprocess.run(
        [*command, "--chdir", str(ROOT), "--no-control-socket"],
        env=clean | {"HUB_DATA_DIR": str(tmp_path)} | setting,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.count(sentence) == 1
    assert TRACEBACK not in done.stderr
