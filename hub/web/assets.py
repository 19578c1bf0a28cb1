"""Front-end files: addresses that change with their content, cached for a year, and the import map that names them."""

import hashlib
import json
from functools import cache
from pathlib import Path

from flask import Flask, Response, g, request, url_for
from markupsafe import Markup

STATIC = Path(__file__).resolve().parents[2] / "static"
BARE = {"socket.io-client": "vendor/socket.io.esm.min.js", "idiomorph": "vendor/idiomorph.esm.js"}


def install(app: Flask) -> None:
    """Offer `asset()` and `import_map()` to templates and let browsers keep what carries its hash."""
    app.jinja_env.globals.update(asset=asset, import_map=import_map)
    app.after_request(_cache)


def asset(name: str) -> str:
    """The address of a file under static/, with the hash of its content."""
    return url_for("static", filename=name, v=_version(name))


def import_map() -> Markup:
    """The page's import map: bare names and `hub/…` for each module of static/js, with the request's nonce."""
    modules = {bare: asset(path) for bare, path in BARE.items() if (STATIC / path).exists()}
    modules |= {f"hub/{name}": asset(f"js/{name}") for name in _module_names()}
    text = json.dumps({"imports": modules}, ensure_ascii=True).replace("<", "\\u003c")
    return Markup('<script type="importmap" nonce="{}">{}</script>').format(g.csp_nonce, Markup(text))  # noqa: S704


def _module_names() -> list[str]:
    return sorted(path.relative_to(STATIC / "js").as_posix() for path in (STATIC / "js").rglob("*.js"))


def _version(name: str) -> str:
    path = STATIC / name
    try:
        return _digest(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return "0"


@cache
def _digest(path: Path, _changed_ns: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _cache(response: Response) -> Response:
    if request.endpoint == "static" and request.args.get("v") and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
