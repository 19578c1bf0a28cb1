"""What no generator thinks of: bodies, types, queries and addresses that are made to trip whoever reads them."""

import json
import logging
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import Person
from hub.app import create_app
from hub.core import db
from hub.core.config import load_settings
from hub.web.api import PREFIX
from hub.web.viewer import COOKIE
from tests.channels.scene import Scene, build
from tests.factories import make_session

pytestmark = pytest.mark.slow

ORIGIN = "http://127.0.0.1:5000"
OURS: dict[str, Any] = {"base_url": ORIGIN, "headers": {"Origin": ORIGIN}}
BODIES: dict[str, bytes] = {
    "empty": b"",
    "null": b"null",
    "list": b"[]",
    "text": b'"body"',
    "half": b'{"body": "',
    "twice": b'{"body": "a", "body": 1, "client_id": "k", "seq": 1}',
    "deep": b'{"body": ' + b"[" * 50_000,
    "deep object": b'{"a":' * 20_000,
    "long number": b'{"seq": ' + b"9" * 20_000 + b"}",
    "huge number": b'{"seq": 1e400}',
    "beyond the database": b'{"seq": 9223372036854775808}',
    "not a number": b'{"seq": NaN}',
    "true": b'{"seq": true}',
    "fraction": b'{"seq": 1.5}',
    "operator": b'{"body": {"$ne": ""}, "client_id": {"$gt": ""}, "seq": {"$gt": 0}}',
    "lone surrogate": b'{"body": "\\ud800", "client_id": "\\udc00"}',
    "nul": b'{"body": "a\\u0000b", "client_id": "k\\u0000"}',
    "no utf-8": b'{"body": "\xff\xfe\xfd", "client_id": "k"}',
    "utf-16": '{"body": "话", "client_id": "k"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"body": "a", "client_id": "b-1"}',
    "unknown field": b'{"body": "a", "client_id": "b-2", "is_admin": true}',
    "prototype": b'{"__proto__": {"body": "a"}, "constructor": 1}',
    "form": b"body=%00%FF&client_id=k&seq=-1",
    "many fields": b"&".join(b"a%d=1" % number for number in range(2_000)),
    "half a part": b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\na',
    "nameless part": b"--x\r\n\r\na\r\n--x--\r\n",
}
TYPES = (
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json; charset=utf-99",
)
FORMS = ("empty", "form", "many fields", "half a part", "nameless part", "no utf-8")
VALUES = ("", "-1", "9" * 5_000, "1e3", "NaN", "\x00", "\ud800", "٣", "1" + "0" * 30, "%", "0001-01-01", "9999-12-31")
NAMES = (
    ("before", "seq", "next", "lang", "year", "unit"),
    ("after", "on", "item"),
    ("around", "limit", "reply", "message"),
)
"""Those that are asked for together."""
PATHS = ("%00", "..%2f..%2fetc%2fpasswd", "%ff", "%f0%9f%98%80", "'%20or%201=1--", "a" * 4_000, "%0d%0aX-Evil:%201")


@pytest.fixture(scope="module")
def stage(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Scene, str, str]]:
    folder = tmp_path_factory.mktemp("bodies")
    (folder / "hub.db").write_bytes(migrated_sqlite.read_bytes())
    app = create_app(load_settings({"HUB_DATA_DIR": str(folder), "HUB_POST_LIMIT": "1000000"}))
    with db.transaction() as session:
        scene = build(session)
        secrets = [make_session(session, session.get_one(Person, scene[who].person_id)) for who in ("甲一", "办一")]
    yield app, scene, *secrets
    db.close_database()


@pytest.fixture(autouse=True)
def no_errors(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def browser(stage: tuple[Flask, Scene, str, str], office: bool = False) -> FlaskClient:
    client = stage[0].test_client()
    client.set_cookie(COOKIE, stage[3 if office else 2], domain="127.0.0.1")
    assert client.get(f"{PREFIX}/me", **OURS).status_code == 200, "everything would be refused at the first door"
    return client


def doors(app: Flask, scene: Scene, *, unsafe: bool) -> Iterator[tuple[str, str]]:
    """Every method and address, with an open channel and things that are not there."""
    adapter = app.url_map.bind("127.0.0.1")
    for rule in app.url_map.iter_rules():
        values: dict[str, Any] = dict.fromkeys(rule.arguments, "0" * 20)
        values |= {name: scene.channels["家庭"] for name in rule.arguments if name.startswith("channel")}
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if (method != "GET") == unsafe and rule.endpoint not in {"static", "accounts.sign_out"}:
                yield method, adapter.build(rule.endpoint, values, method)


def test_bodies(stage: tuple[Flask, Scene, str, str]) -> None:
    client, office, wrong = browser(stage), browser(stage, office=True), []
    for (method, path), (name, body), type_ in product(doors(stage[0], stage[1], unsafe=True), BODIES.items(), TYPES):
        is_json = type_ in TYPES[:2]
        if path.startswith(PREFIX) != is_json or (not is_json and name not in FORMS) or (is_json and name in FORMS):
            continue  # each kind of body to those who read it
        asks = client if path.startswith((PREFIX, "/channels", "/messages", "/mentions")) else office
        answer = asks.open(path, method=method, data=body, content_type=type_, **OURS)
        if answer.status_code >= 500 or (path.startswith(PREFIX) and not _speaks_json(answer)):
            wrong.append((method, path, name, type_, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong[:20]))


def test_queries(stage: tuple[Flask, Scene, str, str]) -> None:
    client, wrong = browser(stage, office=True), []
    for (_method, path), value, names in product(doors(stage[0], stage[1], unsafe=False), VALUES, NAMES):
        answer = client.get(path, query_string=dict.fromkeys(names, value.encode("utf-8", "surrogatepass")), **OURS)
        if answer.status_code >= 500:
            wrong.append((path, names, value[:20], answer.status_code))
    assert not wrong, "\n".join(map(str, wrong[:20]))


def test_addresses(stage: tuple[Flask, Scene, str, str]) -> None:
    client, wrong = browser(stage, office=True), []
    for rule, text in product(stage[0].url_map.iter_rules(), PATHS):
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<{name}>", text).replace(f"<path:{name}>", text)
        if not rule.arguments or "<" in path:
            continue
        for method in ("GET", "HEAD", "OPTIONS", "POST", "DELETE", "TRACE", "PROPFIND"):
            answer = client.open(path, method=method, **OURS)
            if answer.status_code not in {200, 302, 303, 308, 400, 404, 405, 409, 422} or "X-Evil" in answer.headers:
                wrong.append((method, path[:80], answer.status_code))
    assert not wrong, "\n".join(map(str, wrong[:20]))


def _speaks_json(answer: Any) -> bool:
    if answer.status_code == 204:
        return True
    said = json.loads(answer.get_data())
    return isinstance(said, dict) and (answer.status_code < 300 or set(said["error"]) == {"code", "message"})
