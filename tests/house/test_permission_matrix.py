"""Every role before every door, in every state of the things behind it; a door without a policy fails here too.

What is expected stands in this file, by hand, and not in the code under test.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from hub.app import create_app
from hub.core import db, policy, schema
from hub.core.config import load_settings
from hub.files import storage
from hub.web.doors import policy_of
from hub.web.viewer import COOKIE

from .cast import PICTURE, ROLES, Cast, gather

ORIGIN = "http://127.0.0.1:5000"
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")

EVERYBODY = frozenset(ROLES) - {"deactivated", "signed_out"}
CONTENT = EVERYBODY - {"admin", "auditor"}
OFFICE = frozenset({"office", "office_admin"})
MEMBERS = frozenset({"liaison_in", "leader_in", "office", "office_admin", "committee", "observer_in"})
PLAN_READERS = CONTENT - {"observer_in", "observer_out"}

PASSES = {
    "public": EVERYBODY | {"deactivated", "signed_out", "anonymous"},
    "signed_in": EVERYBODY,
    "content": CONTENT,
    "office": OFFICE,
    "accounts.manage": OFFICE | {"admin"},
    "audit.read": frozenset({"auditor"}),
    "health.read": OFFICE | {"admin"},
    "metrics.read": frozenset(),  # no person, but who has the secret of HUB_METRICS_TOKEN (tests/health/test_probes.py)
    "plan.read": PLAN_READERS,
    "plan.import": OFFICE,
    "channel.read": MEMBERS,
    "channel.post": MEMBERS,
    "channel.invite": OFFICE,
    "channel.export": OFFICE | {"leader_in"},
    "export.read": frozenset({"leader_in"}),
    "message.edit": frozenset({"liaison_in"}),
    "message.retract": frozenset({"liaison_in"}) | OFFICE,
    "message.history": MEMBERS,
    "message.pin": MEMBERS,
    "message.mark": MEMBERS,
    "message.unmark": frozenset({"liaison_in"}) | OFFICE,
    "message.forward": MEMBERS - {"observer_in"},
    "message.readers": MEMBERS,
    "acknowledgement.give": frozenset({"liaison_in", "leader_in"}) | OFFICE,
    "acknowledgement.remind": frozenset({"liaison_in"}) | OFFICE,
    "announcement.post": OFFICE,
    "upload.own": frozenset({"liaison_in"}),
    "issue.read": MEMBERS,
    "issue.raise": frozenset({"liaison_in", "leader_in"}) | OFFICE,
    "issue.answer": frozenset({"liaison_in", "leader_in"}),
    "issue.hand_over": frozenset({"liaison_in", "leader_in"}),
    "issue.settle": OFFICE,
    "issue.withdraw": OFFICE,
    "issue.supervise": OFFICE,
    "extension.decide": frozenset({"leader_in"}),
    "topic.read": MEMBERS,
    "topic.propose": frozenset({"liaison_in", "leader_in", "liaison_out", "leader_out"}) | OFFICE,
    "topic.decide": OFFICE,
    "topic.withdraw": frozenset({"liaison_in", "leader_in"}),
    "consultation.read": MEMBERS,
    "consultation.arrange": OFFICE,
    "consultation.conduct": OFFICE,
    "consultation.answer": frozenset({"liaison_in", "leader_in"}),
    "poll.read": OFFICE | {"liaison_in", "leader_in"},
    "poll.answer": frozenset({"liaison_in", "leader_in"}),
    "poll.arrange": OFFICE,
    "feed.own": frozenset({"liaison_in"}),
    "minutes.read": MEMBERS,
    "minutes.edit": OFFICE,
    "minutes.lead": OFFICE,
    "minutes.sign": frozenset({"committee"}),
    "minutes.send_back": OFFICE | {"committee"},
    "minutes.comment": frozenset({"liaison_in", "leader_in"}),
    "minutes.countersign": frozenset({"leader_in"}),
    "appraisal.read": frozenset({"committee", "liaison_in", "leader_in", "liaison_out", "leader_out"}) | OFFICE,
    "follow_up.read": frozenset({"liaison_in", "leader_in", "committee"}) | OFFICE,
    "follow_up.answer": frozenset({"liaison_in", "leader_in"}) | OFFICE,
    "follow_up.lead": frozenset({"liaison_in", "leader_in"}),
    "follow_up.confirm": OFFICE,
    "follow_up.supervise": OFFICE,
}
"""Who gets past each policy when the thing behind the door is the cast's: its item is unit a's, its message liaison_in's.

The message is forwarded to 全体, where no observer is; it is marked by its author. The issue is raised by the office, and
unit a answers for it and asks its leader for more time. To the consultation unit a is invited, and observer_in is named;
its minutes are published; what they decided unit a leads, and the office supports it.
"""

EXPORT = {"format": "md", "first_on": "2026-01-01", "last_on": "2030-01-01", "reason": "归档"}
BODIES = {
    ("POST", "/api/v1/channels/<channel>/messages"): {"client_id": "matrix", "body": "已收悉"},
    ("PUT", "/api/v1/channels/<channel>/read"): {"seq": 1},
    ("POST", "/api/v1/channels/<channel>/announcements"): {"client_id": "matrix", "body": "已收悉"},
    ("POST", "/api/v1/messages/<message>/reminders"): {"reason": "下班前要用"},
    ("PATCH", "/api/v1/messages/<message>"): {"body": "改过的话"},
    ("POST", "/api/v1/messages/<message>/forward"): {"client_id": "matrix", "channel": "{everyone}"},
    ("POST", "/messages/<message_id>/forward"): {"client_id": "matrix", "channel": "{everyone}"},
    ("POST", "/api/v1/uploads"): {"name": "通知.txt", "size": 6},
    ("POST", "/api/v1/channels/<channel>/exports"): EXPORT,
    ("POST", "/words/personal"): {"words": "已收悉"},
    ("POST", "/issues/new"): {"channel": "{channel}"},
    ("POST", "/api/v1/channels/<channel>/issues"): {
        **{"client_id": "matrix", "kind": "hard", "severity": "normal", "title": "等候过长", "units": []},
    },
    ("PATCH", "/api/v1/issues/<issue>"): {"title": "等候过长", "body": "", "kind": "hard"},
    ("PUT", "/api/v1/issues/<issue>/hold"): {"reason": "等文件", "review_on": "2030-01-01"},
    ("PUT", "/api/v1/issues/<issue>/units"): {"reason": "统筹", "units": []},
    ("PUT", "/api/v1/issues/<issue>/due"): {"reason": "统筹", "due_on": "2030-01-01"},
    ("POST", "/api/v1/issues/<issue>/extensions"): {"reason": "等批复", "due_on": "2030-01-01"},
    ("POST", "/api/v1/issues/<issue>/hand-over"): {"reason": "职责", "unit": "{unit}"},
    **{
        ("POST", f"/api/v1/issues/<issue>/{said}"): {"client_id": "matrix", "text": "在办"}
        for said in ("reports", "resolution")
    },
    **{
        ("POST", f"/api/v1/issues/<issue>/{act}"): {"reason": "急"}
        for act in ("closure", "reopening", "withdrawal", "resumption", "escalations", "de-escalations")
    },
    **{
        ("POST", f"/api/v1/follow-ups/<follow_up>/{act}"): {"reason": "急"}
        for act in (
            *(
                "contest",
                "insistence",
                "completion/recall",
                "confirmation",
                "objection",
                "close-out",
                "return",
                "reopening",
            ),
            *("withdrawal", "continuation", "due-requests/refusal", "escalations"),
        )
    },
    **{
        ("POST", f"/api/v1/follow-ups/<follow_up>/{said}"): {"client_id": "matrix", "text": "在办"}
        for said in ("reports", "completion")
    },
    ("POST", "/api/v1/follow-ups/<follow_up>/due-requests"): {"reason": "等批复", "due_on": "2030-01-01"},
    ("PUT", "/api/v1/follow-ups/<follow_up>/due"): {"reason": "统筹", "due_on": "2030-01-01"},
    ("PUT", "/api/v1/follow-ups/<follow_up>/units"): {"reason": "统筹", "units": []},
    ("PUT", "/api/v1/consultations/<consultation>/answer"): {"answer": "attending"},
    ("POST", "/api/v1/consultations/<consultation>/reminders"): {"reason": "明天开会"},
    ("POST", "/api/v1/extensions/<extension>/approval"): {"reason": "同意"},
    ("POST", "/api/v1/extensions/<extension>/refusal"): {"reason": "抓紧办"},
}
"""What a program must say before the hub looks at who says it; an empty body tells nobody anything. {names} are the cast's things."""
QUERIES = {
    "/calendar/days": {"on": "2026-10-01"},
    "/appraisal/evidence": {"figure": "extensions", "unit": "{unit}"},
    "/api/v1/channels/<channel>/reach": {"body": "@区甲局"},
}

CLOSED = frozenset({
    *("channel.post", "announcement.post", "acknowledgement.give", "acknowledgement.remind"),
    *(f"issue.{act}" for act in ("raise", "answer", "hand_over", "settle", "withdraw", "supervise")),
    "extension.decide",
    *(f"message.{act}" for act in ("edit", "retract", "pin", "mark", "unmark", "forward")),
})  # fmt: skip
"""What nobody does where a channel is archived (to where it is forwarded, too)."""

MEETINGS = (
    *("consultation", "room", "series", "participant", "topic", "agenda_item", "poll", "feed", "slot", "speaker"),
    *("decision", "sign_in", "paper", "secret", "minutes", "passage", "letterhead", "wording_key"),
    *("follow_up", "follow_up_file", "bulletin"),
)
"""What pages name in their addresses as `<topic_id>`, programs as `<topic>`."""

STATES = ("open", "archived", "left")
"""The channel is open; is archived; everybody of unit a has left it."""


OTHER_STATES = [("open", "token"), ("archived", "cookie"), ("archived", "token"), ("left", "cookie"), ("left", "token")]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Cast, Path]]:
    folder = tmp_path_factory.mktemp("matrix")
    settings = load_settings({"HUB_DATA_DIR": str(folder)})
    schema.upgrade(settings.database_url)
    app = create_app(settings)
    app.config["TESTING"] = False
    with db.transaction() as session:
        cast = gather(session)
    for suffix in ("", ".preview"):
        storage.storage().put(f"files/{hashlib.sha256(PICTURE).hexdigest()}{suffix}", PICTURE)
    for state in STATES:
        _prepare(folder / "hub.db", folder / f"{state}.db", state)
    yield app, cast, folder
    db.close_database()


def test_every_route_has_a_policy_that_this_table_knows(stage: tuple[Flask, Cast, Path]) -> None:
    app = stage[0]
    unknown = {rule.endpoint: policy_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert {endpoint: name for endpoint, name in unknown.items() if name not in PASSES} == {}
    assert set(unknown.values()) <= policy.names()


@pytest.mark.parametrize(
    ("state", "way"),
    [("open", "cookie"), *(pytest.param(state, way, marks=pytest.mark.slow) for state, way in OTHER_STATES)],
)
def test_nobody_passes_where_they_should_not(stage: tuple[Flask, Cast, Path], state: str, way: str) -> None:
    app, cast, folder = stage
    cells, wrong, database = 0, [], Database(folder, state)
    for rule, method in _doors(app):
        for who in [*ROLES, "anonymous"]:
            if method in UNSAFE:
                database.reset()
            response = _knock(app, cast, rule, method, who, way)
            expected = _passes(app, rule, method, who, state)
            cells += 1
            if _was_let_in(response) != expected or response.status_code >= 500:
                wrong.append((method, rule.rule, who, state, "in" if expected else "out", response.status_code))
    assert not wrong, "\n".join(map(str, wrong))
    assert cells >= 800


def _doors(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def _passes(app: Flask, rule: Rule, method: str, who: str, state: str) -> bool:
    name = policy_of(app, rule.endpoint)
    assert name is not None
    in_channel = ("channel.", "message.", "acknowledgement.", "announcement.", "export.", "issue.", "extension.")
    if state == "left" and who in {"liaison_in", "leader_in"} and name.startswith(in_channel):
        return False
    if state == "archived" and method in UNSAFE and name in CLOSED:
        return False
    return who in PASSES[name]


def _knock(app: Flask, cast: Cast, rule: Rule, method: str, who: str, way: str) -> TestResponse:
    client = app.test_client()
    headers = {"Origin": ORIGIN}
    if who != "anonymous" and way == "token":
        headers["Authorization"] = f"Bearer {cast.tokens[who]}"
    elif who != "anonymous":
        client.set_cookie(COOKIE, cast.secrets[who], domain="127.0.0.1")
    asked = {name: _filled(said, cast) for name, said in BODIES.get((method, rule.rule), {}).items()}
    body: dict[str, Any] = {"json": asked} if rule.rule.startswith("/api/") else {"data": asked}
    with app.test_request_context():
        values = _values(rule, cast) | {name: _filled(said, cast) for name, said in QUERIES.get(rule.rule, {}).items()}
        url = app.url_map.bind("127.0.0.1").build(rule.endpoint, values, method)
    return client.open(url, method=method, headers=headers, base_url=ORIGIN, **(body if method in UNSAFE else {}))


def _filled(said: object, cast: Cast) -> object:
    return said.format(**cast.things) if isinstance(said, str) else said


def _values(rule: Rule, cast: Cast) -> dict[str, Any]:
    return {name: _value(name, rule, cast) for name in rule.arguments}


def _value(name: str, rule: Rule, cast: Cast) -> Any:
    if (named := name.removesuffix("_id")) in {*cast.things} & {name, *MEETINGS}:
        return cast.things[named]
    if name in {"seq", "number", "run"}:
        return 1
    if name == "name":
        return "通知.png"
    for thing in (
        "channel",
        "message",
        "mention",
        "unit",
        "group",
        "person",
        "plan",
        "item",
        "draft",
        "session",
        "token",
        "upload",
        "file",
        "export",
        "issue",
        "extension",
    ):
        if f"/{thing}s/<{name}>" in rule.rule or (thing == "person" and f"/people/<{name}>" in rule.rule):
            return cast.things.get(thing, cast.things["message"])
    return cast.things["message"]


def _was_let_in(response: TestResponse) -> bool:
    if response.status_code in {401, 403, 404}:
        return False
    return "/sign-in" not in response.headers.get("Location", "")


class Database:
    """The app's database, which is in a state before each cell that may write: put there anew when somebody has written."""

    def __init__(self, folder: Path, state: str) -> None:
        self._here, self._state = folder / "hub.db", folder / f"{state}.db"
        self._put()

    def reset(self) -> None:
        """SQLite tells a connection that is open all the while whether any other has changed the file."""
        if self._version != _version(self._watcher):
            self._watcher.close()
            self._put()

    def _put(self) -> None:
        db.engine().dispose()
        for suffix in ("", "-wal", "-shm"):
            self._here.with_name(f"hub.db{suffix}").unlink(missing_ok=True)
        shutil.copy(self._state, self._here)
        self._watcher = sqlite3.connect(self._here)
        self._version = _version(self._watcher)


def _version(watcher: sqlite3.Connection) -> int:
    version: int = watcher.execute("PRAGMA data_version").fetchone()[0]
    return version


def _prepare(source: Path, target: Path, state: str) -> None:
    target.unlink(missing_ok=True)
    with sqlite3.connect(source) as connection:
        connection.execute("vacuum into ?", (str(target),))
    with sqlite3.connect(target) as connection:
        connection.execute("pragma journal_mode=wal")  # as the hub wants it, which would otherwise write first of all
        if state == "archived":
            connection.execute("update channel set archived_at = '2026-01-01 00:00:00.000000'")
        if state == "left":
            connection.execute(
                "update membership set ended_at = '2026-01-01 00:00:00.000000' where person_id in "
                "(select id from person where login in ('liaison-in', 'leader-in'))"
            )
    connection.close()
