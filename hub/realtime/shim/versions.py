"""The versions into whose internals this package reaches."""

import importlib.metadata

VERSIONS = {
    "python-engineio": "4.15.1",
    "python-socketio": "5.18.1",
    "simple-websocket": "1.1.0",
    "Flask-SocketIO": "5.7.0",
}


def require_versions() -> None:
    """Raise ImportError where another version of one of them is installed."""
    for name, version in VERSIONS.items():
        if importlib.metadata.version(name) != version:
            raise ImportError(
                f"{name} is not {version}: hub/realtime/shim reaches into it; run tests/realtime and adapt both"
            )
