"""Settings: what they default to, and which sentence a wrong one stops the start with."""

from pathlib import Path

import pytest

from hub.core.config import NAMES, OTHERS, WrongSetting, load_settings

DOCS = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


def settings(tmp_path: Path, **values: str):
    return load_settings({"HUB_DATA_DIR": str(tmp_path), **values})


def test_defaults_serve_this_machine_only(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert (found.host, found.port) == ("127.0.0.1", 5000)
    assert found.database_url == f"sqlite:///{tmp_path / 'hub.db'}"
    assert found.allowed_origins == {"http://127.0.0.1:5000", "http://localhost:5000"}
    assert not found.trust_proxy


def test_a_secret_key_is_made_once_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    first = settings(tmp_path).secret_key
    assert settings(tmp_path).secret_key == first
    assert len(first) >= 32
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_the_audit_trail_has_a_key_of_its_own(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found.audit_key != found.secret_key
    assert settings(tmp_path, HUB_SECRET_KEY="x" * 32).audit_key == found.audit_key
    assert (tmp_path / "audit-key").stat().st_mode & 0o077 == 0
    assert settings(tmp_path, HUB_AUDIT_KEY="y" * 32).audit_key == "y" * 32


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUB_PORT", "0"),
        ("HUB_PORT", "80a"),
        ("HUB_PORT", "70000"),
        ("HUB_DATABASE_URL", "mysql://x/y"),
        ("HUB_DATABASE_URL", "sqlite://"),
        ("HUB_DATABASE_URL", "not a url"),
        ("HUB_REDIS_URL", "http://x"),
        ("HUB_SECRET_KEY", "short"),
        ("HUB_AUDIT_KEY", "short"),
        ("HUB_PUBLIC_URL", "hub.example"),
        ("HUB_PUBLIC_URL", "https://hub.example/path"),
        ("HUB_ALLOWED_ORIGINS", "https://a.example,nonsense"),
        ("HUB_TRUST_PROXY", "maybe"),
        ("HUB_FANOUT", "carrier pigeon"),
        ("HUB_POST_LIMIT", "0"),
        ("HUB_POST_LIMIT", "many"),
        ("HUB_PROT", "5000"),
        ("HUB_INIT_PASSWRD", "a password that was meant"),
        ("HUB_TEST_POSTGRES", "postgresql://host/test"),
        ("HUB_BENCH_SECONDS", "5"),
        ("HUB_REQUIRED", "pg"),
        ("HUB_PORT", "9" * 5_000),
        ("HUB_POST_LIMIT", "9" * 5_000),
        ("HUB_HOST", ":: x"),
        ("HUB_PUBLIC_URL", "http://[::1"),
        ("HUB_PUBLIC_URL", "https://hub.example:port"),
        ("HUB_PUBLIC_URL", "https://hub.example:99999"),
        ("HUB_PUBLIC_URL", "https://hub.example#top"),
        ("HUB_PUBLIC_URL", "https://me:word@hub.example"),
        ("HUB_PUBLIC_URL", "https://two words"),
        ("HUB_ALLOWED_ORIGINS", "https://["),
        ("HUB_REDIS_URL", "redis://["),
        ("HUB_REDIS_URL", "redis://bus:port/0"),
        ("HUB_REDIS_URL", "unix://"),
        ("HUB_DATABASE_URL", "postgresql://me@host:port/hub"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        settings(tmp_path, **{name: value})


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("https://Hub.Example.Gov.CN:443/", "https://hub.example.gov.cn"),
        ("http://hub.example:80", "http://hub.example"),
        ("https://hub.example:80", "https://hub.example:80"),
        ("https://会商.example", "https://xn--6oq53m.example"),
        ("http://[::1]:5000", "http://[::1]:5000"),
    ],
)
def test_origins_are_kept_as_browsers_send_them(tmp_path: Path, given: str, sent: str) -> None:
    assert sent in settings(tmp_path, HUB_PUBLIC_URL=given).allowed_origins
    assert sent in settings(tmp_path, HUB_ALLOWED_ORIGINS=given).allowed_origins


def test_on_port_80_pages_come_from_an_origin_without_a_port(tmp_path: Path) -> None:
    assert settings(tmp_path, HUB_PORT="80").allowed_origins == {"http://127.0.0.1", "http://localhost"}


@pytest.mark.parametrize("content", [b"", b"half-a-key", b"\xff" * 64, None])
def test_a_broken_key_file_stops_the_start(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "secret-key"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(WrongSetting, match="HUB_DATA_DIR.*secret-key"):
        settings(tmp_path)


def test_a_data_folder_that_the_hub_makes_is_its_owners_alone_and_others_stay_as_they_are(tmp_path: Path) -> None:
    settings(tmp_path / "above" / "made")
    assert (tmp_path / "above" / "made").stat().st_mode & 0o777 == 0o700
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o750)
    settings(tmp_path / "shared")
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o750


def test_making_a_key_leaves_nothing_else_behind(tmp_path: Path) -> None:
    settings(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit-key", "secret-key"]


def test_a_data_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongSetting, match="HUB_DATA_DIR"):
        load_settings({"HUB_DATA_DIR": str(tmp_path / "file" / "inside")})


def test_a_secret_never_stands_in_the_complaint_about_a_database(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as raised:
        settings(tmp_path, HUB_DATABASE_URL="mysql://me:hunter2@host/db")
    assert "hunter2" not in str(raised.value)


def test_postgres_urls_get_the_driver(tmp_path: Path) -> None:
    found = settings(tmp_path, HUB_DATABASE_URL="postgres://u:p@h/d").database_url
    assert found == "postgresql+psycopg://u:p@h/d"


def test_what_commands_and_tests_read_for_themselves_stops_no_start(tmp_path: Path) -> None:
    assert settings(tmp_path, **dict.fromkeys(OTHERS, "something")).port == 5000
    said = DOCS.read_text(encoding="utf-8")
    assert [name for name in sorted(OTHERS) if f"`{name}" not in said] == []


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    rows = {line.split("`")[1] for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")}
    assert rows == set(NAMES)
