"""What lets a browser install the hub and say something while it cannot be reached: manifest, service worker, offline page.

All of it is the same for everybody: nobody is looked up, and nothing of a viewer can get into a browser's cache by it.
"""

import hashlib
import json

from flask import Blueprint, Response, jsonify, render_template

from ..core.i18n import LOCALES, _, speaking
from .assets import STATIC, asset
from .doors import door

installing = Blueprint("installing", __name__)
SURFACE, CANVAS = "#ffffff", "#f7f6f4"
"""The tokens --surface and --canvas of the light theme: a manifest knows no variables."""
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("maskable-512.png", "512x512", "maskable"),
)
OFFLINE_FILES = (
    "css/tokens.css",
    "css/base.css",
    "css/button.css",
    "css/offline.css",
    "js/theme.js",
    "js/offline.js",
    "mark.svg",
)


@installing.get("/manifest.webmanifest")
@door("public")
def manifest() -> Response:
    """What a home screen shows of the hub; nobody is looked up, so it speaks Chinese."""
    name = _("会商")
    icons = [
        {"src": asset(f"icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in ICONS
    ]
    response = jsonify(
        {
            **{"id": "/", "lang": "zh-Hans-CN", "name": name, "short_name": name},
            **{"start_url": "/", "scope": "/", "display": "standalone"},
            **{"theme_color": SURFACE, "background_color": CANVAS, "icons": icons},
        }
    )
    response.mimetype = "application/manifest+json"
    return _revalidated(response)


@installing.get("/sw.js")
@door("public")
def worker() -> Response:
    """The service worker; its bytes change with any file that it keeps, so that browsers take the new ones."""
    kept = [asset(name) for name in OFFLINE_FILES]
    source = (STATIC / "js" / "worker.js").read_text(encoding="utf-8")
    version = hashlib.sha256("".join([*kept, source, _offline_page()]).encode()).hexdigest()[:12]
    shell = json.dumps({"version": version, "page": "/offline", "files": kept})
    return _revalidated(Response(f"self.SHELL = {shell};\n{source}", mimetype="text/javascript"))


@installing.get("/offline")
@door("public")
def offline() -> Response:
    """What the service worker shows when the hub cannot be reached: in both languages, its script leaves the reader's."""
    return _revalidated(Response(_offline_page(), mimetype="text/html"))


def _offline_page() -> str:
    return render_template("installing/offline.html", locales=LOCALES, offline_words=_offline_words)


def _offline_words(locale: str) -> dict[str, str]:
    with speaking(locale):
        return {
            "name": _("会商"),
            "title": _("暂时连不上系统"),
            "text": _("请检查网络后重试。没有发出的消息仍保存在本机，连上后自动发送。"),
            "again": _("重试"),
        }


def _revalidated(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-cache"
    return response
