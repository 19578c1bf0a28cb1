"""Which browsers' writes count as our own: exactly those that left one of the hub's pages."""

from pathlib import Path

import pytest

from hub.core.config import Settings, load_settings
from hub.web.origin import is_own


@pytest.fixture
def hub(tmp_path: Path) -> Settings:
    return load_settings({"HUB_DATA_DIR": str(tmp_path), "HUB_PUBLIC_URL": "https://hub.example"})


@pytest.mark.parametrize(
    ("origin", "fetch_site", "own"),
    [
        ("https://hub.example", "same-origin", True),
        ("https://hub.example", None, True),
        ("HTTPS://HUB.example", None, True),
        (None, "same-origin", True),
        (None, None, False),
        (None, "none", False),
        (None, "cross-site", False),
        ("https://hub.example", "same-site", False),
        ("https://hub.example", "cross-site", False),
        ("http://hub.example", None, False),
        ("https://hub.example.evil", None, False),
        ("https://evil.example", "same-origin", False),
        ("https://hub.example:8443", None, False),
        ("https://sub.hub.example", None, False),
        ("null", None, False),
        ("", None, False),
    ],
)
def test_origins(hub: Settings, origin: str | None, fetch_site: str | None, own: bool) -> None:
    assert is_own(origin, fetch_site, hub) is own
