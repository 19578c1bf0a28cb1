"""Front-end files: addresses that change with their content, cached for a year, and the import map that names them."""

import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache, lru_cache
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
    text = _import_map(url_for("static", filename=""), _modules())
    return Markup('<script type="importmap" nonce="{}">{}</script>').format(g.csp_nonce, Markup(text))  # noqa: S704


@lru_cache(maxsize=8)
def _import_map(root: str, modules: tuple[tuple[str, str, int], ...]) -> str:
    addresses = {bare: f"{root}{name}?v={_digest(STATIC / name, changed)}" for bare, name, changed in modules}
    return json.dumps({"imports": addresses}, ensure_ascii=True).replace("<", "\\u003c")


def _modules() -> tuple[tuple[str, str, int], ...]:
    """Each module's bare name, its path under static/ and when it changed: all that the map hangs on."""
    bare = [(name, path) for name, path in BARE.items() if (STATIC / path).exists()]
    own = [(f"hub/{path}", f"js/{path}") for path in sorted(_scripts(f"{STATIC}/js/"))]
    return tuple((name, path, os.stat(f"{STATIC}/{path}").st_mtime_ns) for name, path in [*bare, *own])


def _scripts(folder: str) -> Iterator[str]:
    """Looked for on every page: `os.walk` takes a fifth of what `Path.rglob` does."""
    for place, _folders, names in os.walk(folder):
        yield from (f"{place}/{name}".replace("//", "/").removeprefix(folder) for name in names if name.endswith(".js"))


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
