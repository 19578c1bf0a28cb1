"""Manifest, service worker and offline page: the same for everybody, and true to the files and tokens that they name."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hub.web import installing

from .conftest import SITE, Stage

TOKENS = Path(installing.STATIC, "css", "tokens.css").read_text(encoding="utf-8")


def read(stage: Stage, address: str) -> bytes:
    """What a stranger's browser gets; nothing stays open."""
    with stage.browser().get(address, base_url=SITE) as response:
        assert response.status_code == 200
        return response.data


DOORS = ("/manifest.webmanifest", "/sw.js", "/offline")


def token(name: str, theme: str = ":root {") -> str:
    found = re.search(rf"--{name}: (#[0-9a-f]+)", TOKENS.partition(theme)[2])
    assert found is not None
    return found[1]


@pytest.mark.parametrize("address", DOORS)
def test_whoever_asks_gets_the_same_and_browsers_ask_again(stage: Stage, address: str) -> None:
    stranger, office = (stage.browser(who).get(address, base_url=SITE) for who in ("", "办一"))
    assert stranger.status_code == office.status_code == 200
    assert stranger.data == office.data
    assert stranger.headers["Cache-Control"] == office.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in office.headers


def test_the_manifest_names_icons_of_the_sizes_it_says(stage: Stage) -> None:
    manifest = stage.browser().get("/manifest.webmanifest", base_url=SITE).json
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == ("会商", "/", "standalone")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        picture = Image.open(BytesIO(read(stage, icon["src"])))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
        corner = picture.convert("RGBA").getpixel((0, 0))
        assert (corner[3] == 255) == (icon["purpose"] == "maskable")  # what may be cut round has no holes


def test_colours_are_those_of_the_tokens(stage: Stage) -> None:
    manifest = stage.browser().get("/manifest.webmanifest", base_url=SITE).json
    assert (manifest["theme_color"], manifest["background_color"]) == (token("surface"), token("canvas"))
    page = stage.browser().get("/sign-in", base_url=SITE).text
    bars = re.findall(r'<meta name="theme-color" content="(#\w+)"', page)
    assert bars == [token("surface"), token("surface", ':root[data-theme="dark"]')]


def test_the_worker_changes_with_what_it_keeps(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def version() -> str:
        text = read(stage, "/sw.js").decode()
        assert text.startswith("self.SHELL = {")
        return re.findall(r'"version": "(\w+)"', text)[0]

    before = version()
    assert version() == before
    monkeypatch.setattr(installing, "OFFLINE_FILES", installing.OFFLINE_FILES[1:])
    assert version() != before


def test_all_that_the_worker_keeps_is_there(stage: Stage) -> None:
    kept = re.search(r'"files": (\[.*?\])', read(stage, "/sw.js").decode())
    assert kept is not None
    page = read(stage, "/offline").decode()
    files = re.findall(r'"(/static/[^"]+)"', kept[1])
    assert len(files) == len(installing.OFFLINE_FILES)
    assert all(read(stage, file) for file in files)
    assert set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)) <= set(files)
