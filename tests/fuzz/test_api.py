"""The API against its own OpenAPI document: what a generator makes of it, for a member and for an outsider."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import select

from hub.accounts.models import Person
from hub.app import create_app
from hub.channels.posting import post_message
from hub.channels.shapes import MessageDraft
from hub.core import db
from hub.core.config import load_settings
from hub.plan.models import WorkPlan
from tests.channels.scene import build
from tests.factories import make_token

pytestmark = pytest.mark.slow

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MEMBER, OUTSIDER, CHANNEL = "甲一", "丙一", "家庭"
MODES = {"as documented": GenerationMode.POSITIVE, "otherwise": GenerationMode.NEGATIVE}
AUTHORS = (MEMBER, MEMBER, "乙一", MEMBER, "办一")


@dataclass
class Target:
    """The application, the keys of those who ask, and what there is to be named in addresses."""

    app: Flask
    tokens: dict[str, str]
    things: dict[str, list[str]]
    operations: list[Any]


@pytest.fixture(scope="module")
def target(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "hub.db").write_bytes(migrated_sqlite.read_bytes())
    app = create_app(load_settings({"HUB_DATA_DIR": str(folder), "HUB_POST_LIMIT": "1000000"}))
    with db.transaction() as session:
        scene = build(session)
        channel = scene.channels[CHANNEL]
        messages = [
            post_message(session, scene[who], MessageDraft(channel, f"c{number}", f"第{number}句 @区乙局")).id
            for number, who in enumerate(AUTHORS)
        ]
        people = {who: session.get_one(Person, scene[who].person_id) for who in (MEMBER, OUTSIDER)}
        tokens = {who: make_token(session, person) for who, person in people.items()}
        plan = session.scalars(select(WorkPlan.public_id)).one()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = sorted((found.ok() for found in schema.get_all_operations()), key=lambda one: one.method == "delete")
    yield Target(app, tokens, {"channel": [channel], "message": messages, "plan_id": [plan]}, operations)
    db.close_database()


def attack(target: Target, who: str, mode: GenerationMode, examples: int) -> set[tuple[str, int]]:
    """Ask every operation so many times; what was answered, as operation and status. Fails at the first wrong answer."""
    answered: set[tuple[str, int]] = set()
    for operation in target.operations:
        if mode is GenerationMode.POSITIVE or _takes_anything(operation):
            answered |= _ask(target, operation, who, mode, examples)
    return answered


def _takes_anything(operation: Any) -> bool:
    """Whether there is something to say that could be said wrong."""
    return bool(len(operation.path_parameters) or len(operation.query) or len(operation.body))


def _ask(target: Target, operation: Any, who: str, mode: GenerationMode, examples: int) -> set[tuple[str, int]]:
    answered = set()
    names = {parameter.name for parameter in operation.path_parameters} & target.things.keys()

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), place=st.integers(0, 5))
    def ask(case: Any, place: int) -> None:
        if place:  # one in six goes to an address that leads nowhere
            case.path_parameters |= {name: target.things[name][place % len(target.things[name])] for name in names}
        case.headers = {"Authorization": f"Bearer {target.tokens[who]}"}
        response = case.call()
        answered.add((f"{case.method} {case.path}", response.status_code))
        case.validate_response(response, checks=CHECKS)

    ask()
    return answered


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("who", [MEMBER, OUTSIDER])
def test_it_answers_as_documented(target: Target, who: str, mode: str, caplog: pytest.LogCaptureFixture) -> None:
    answered = attack(target, who, MODES[mode], examples=10)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    _check_reach(answered, who, mode)


@pytest.mark.soak
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("who", [MEMBER, OUTSIDER])
def test_it_answers_as_documented_for_long(
    target: Target, who: str, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    _check_reach(attack(target, who, MODES[mode], examples=100), who, mode)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def _check_reach(answered: set[tuple[str, int]], who: str, mode: str) -> None:
    """A member's documented questions reach what is behind the doors; an outsider's never do."""
    inside = {operation for operation, _ in answered if "{channel}" in operation or "{message}" in operation}
    assert len(inside) >= 10
    reached = {operation for operation, status in answered if operation in inside and status < 300}
    if who == OUTSIDER:
        assert not reached
    elif mode == "as documented":
        assert len(reached) >= 10, f"too few doors were opened: {sorted(reached)}"
