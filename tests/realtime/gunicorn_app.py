"""What gunicorn serves in tests: the hub's own wsgi.py, with the doors that only tests have."""

from tests.realtime import process  # noqa: I001 (it patches the standard library first)
from wsgi import app

__all__ = ["app", "process"]
