"""Landmine 10: the async mode is said, not guessed, and the server needs no terminal."""

import subprocess
import sys

from hub.bootstrap.places import ROOT
from tests.realtime.world import World


def test_the_mode_is_gevents_with_websockets_alone(either: World) -> None:
    inside = either.socket(either.person(), opens=None).call("test:inside", {})
    assert inside["async_mode"] == "gevent"
    assert inside["transports"] == ["websocket"]
    assert inside["async_handlers"] is False


def test_the_mode_does_not_follow_what_is_installed(tmp_path) -> None:
    """With an `eventlet` to import, the libraries would choose it if they were left to."""
    (tmp_path / "eventlet.py").write_text("")
    (tmp_path / "geventwebsocket.py").write_text("raise ImportError\n")
    script = (
        "import sys, hub.realtime.shim as shim; import socketio\n"
        "server = shim.BoundedServer(async_mode='gevent', transports=['websocket'])\n"
        "assert server.async_mode == 'gevent', server.async_mode\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_another_version_of_a_library_stops_the_start(tmp_path) -> None:
    (tmp_path / "python_engineio-4.16.0.dist-info").mkdir()
    (tmp_path / "python_engineio-4.16.0.dist-info" / "METADATA").write_text("Name: python-engineio\nVersion: 4.16.0\n")
    done = subprocess.run(
        [sys.executable, "-c", "import hub.realtime.shim"],
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "python-engineio is not 4.15.1" in done.stderr
