"""What programs ask: whether the process answers, whether it can serve, and its numbers. No session, no person, no words."""

import hmac
import time
from functools import cache

import gevent
from flask import Blueprint, Response, current_app, jsonify, request
from sqlalchemy import func, select, text

from ..core import clock, schema
from ..core.db import OUT_OF_REACH, glance
from ..escalation.models import SchedulerBeat
from ..web.doors import door
from . import metrics
from .rules import QUIET

probes = Blueprint("probes", __name__)

PATIENCE_SECONDS = 1.0
KEEP_SECONDS = 1.0
"""How long an answer holds, so that however many ask, the database is asked once."""

_kept: tuple[float, dict[str, object]] | None = None


@probes.get("/healthz")
@door("public")
def healthz() -> Response:
    """Whether the process answers; says nothing else."""
    return jsonify({"ok": True})


@probes.get("/readyz")
@door("public")
def readyz() -> Response:
    """Whether it can serve: 503 while the database does not answer within a second, or is at another version.

    `scheduler` is `late` when nobody has swept for a minute: people are served, but nothing happens by itself.
    """
    found = _state()
    response = jsonify(found)
    response.status_code = 200 if found["ready"] else 503
    response.headers["Cache-Control"] = "no-store"
    return response


@probes.get("/metrics")
@door("metrics.read")
def numbers() -> Response:
    """The numbers for Prometheus, for who has the secret of HUB_METRICS_TOKEN."""
    wanted: str = current_app.config["HUB"].metrics_token
    if not wanted:
        return Response(status=404)
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), wanted.encode()):
        return Response(status=401, headers={"WWW-Authenticate": "Bearer"})
    house = current_app.extensions["hub_realtime"]
    return Response(metrics.written(len(list(house.audience))), content_type=metrics.CONTENT_TYPE)


def forget() -> None:
    """Ask the database anew (tests)."""
    global _kept
    _kept = None


def _state() -> dict[str, object]:
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEEP_SECONDS:
        found = _asked()
        _kept = (time.monotonic(), found)
    return _kept[1]


def _asked() -> dict[str, object]:
    try:
        with gevent.Timeout(PATIENCE_SECONDS), glance() as connection:
            version = connection.scalar(text("select version_num from alembic_version"))
            swept_at = connection.scalar(select(func.max(SchedulerBeat.swept_at))) if version == _newest() else None
    except (gevent.Timeout, *OUT_OF_REACH):
        return {"ready": False, "database": "unreachable"}
    if version != _newest():
        return {"ready": False, "database": "outdated"}
    is_swept = swept_at is not None and clock.now() - swept_at <= QUIET
    return {"ready": True, "database": "ok", "scheduler": "ok" if is_swept else "late", "degraded": not is_swept}


@cache
def _newest() -> str | None:
    return schema.newest()
