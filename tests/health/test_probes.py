"""What programs ask: readiness, numbers; nobody's session, no names of versions or machines, and no secret guessed."""

import http.client
import json
import socket
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from hub.core import clock, db
from hub.health import probes
from tests.channels.pages import ORIGIN, Hub
from tests.channels.scene import statements
from tests.health.conftest import Engine
from tests.health.gate import Gate
from tests.issues.story import Story
from tests.services.hub_server import HubServer, StartServer
from tests.services.processes import PATIENCE_SECONDS, wait_until

TOKEN = "a-token-of-these-tests-" * 2


def ready(hub: Hub) -> tuple[int, dict[str, object]]:
    probes.forget()
    response = hub.app.test_client().get("/readyz", base_url=ORIGIN)
    return response.status_code, response.get_json()


def test_ready_and_swept(hub: Hub, story: Story, engine: Engine) -> None:
    engine.beat(ago=10, swept=55)
    assert ready(hub) == (200, {"ready": True, "database": "ok", "scheduler": "ok", "degraded": False})


def test_ready_though_nobody_sweeps(hub: Hub, story: Story, engine: Engine) -> None:
    late = (200, {"ready": True, "database": "ok", "scheduler": "late", "degraded": True})
    assert ready(hub) == late
    engine.beat(ago=0, swept=61)
    assert ready(hub) == late


def test_not_ready_on_tables_of_another_version(hub: Hub, story: Story) -> None:
    with db.transaction() as session:
        session.execute(text("update alembic_version set version_num = '0001'"))
    try:
        assert ready(hub) == (503, {"ready": False, "database": "outdated"})
    finally:
        with db.transaction() as session:
            session.execute(text("update alembic_version set version_num = :now"), {"now": probes._newest()})


def test_however_many_ask_the_database_is_asked_once(hub: Hub, story: Story, engine: Engine) -> None:
    ready(hub)
    client = hub.app.test_client()
    client.set_cookie("hub_session", "of-somebody", domain="127.0.0.1")
    with statements() as sent:
        for _turn in range(20):
            assert client.get("/readyz", base_url=ORIGIN).status_code == 200
            assert client.get("/healthz", base_url=ORIGIN).get_json() == {"ok": True}
    assert len(sent) <= 2


def test_it_names_no_version_and_no_host(hub: Hub, story: Story, engine: Engine) -> None:
    engine.beat("secret-host:7")
    said = json.dumps(ready(hub)[1])
    assert "secret-host" not in said
    assert socket.gethostname() not in said
    assert probes._newest() not in said


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_that_is_silent_or_gone_is_told_within_seconds(start_server: StartServer, database_url: str) -> None:
    gate = Gate(database_url)
    server = start_server(HUB_DATABASE_URL=gate.through)
    wait_until(lambda: ask(server, "/readyz") == (200, "ok"), PATIENCE_SECONDS)
    gate.freeze()
    wait_until(lambda: ask(server, "/readyz")[0] == 503, PATIENCE_SECONDS)
    start = time.monotonic()
    assert ask(server, "/healthz")[0] == 200
    assert ask(server, "/readyz") == (503, "unreachable")
    assert time.monotonic() - start < 10
    gate.thaw()
    wait_until(lambda: ask(server, "/readyz")[0] == 200, PATIENCE_SECONDS)
    gate.close()
    wait_until(lambda: ask(server, "/readyz") == (503, "unreachable"), PATIENCE_SECONDS)


def ask(server: HubServer, path: str) -> tuple[int, str]:
    """The status, and what it says of the database."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, json.load(answer).get("database", "")
    finally:
        connection.close()


# --- numbers ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def counted(hub: Hub, story: Story) -> Hub:
    hub.app.config["HUB"] = replace(hub.app.config["HUB"], metrics_token=TOKEN)
    return hub


def metrics(hub: Hub, token: str = TOKEN) -> dict[tuple[str, str], float]:
    """The numbers by name and label, as Prometheus's own parser reads them."""
    answer = hub.app.test_client().get("/metrics", base_url=ORIGIN, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(answer.text)
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_the_numbers_are_the_databases(counted: Hub, story: Story, engine: Engine) -> None:
    story.raised()
    story.raised(title="另一件")
    engine.beat(ago=2, swept=9)
    engine.notice("a", due=3600)
    engine.notice("b", due=-400)
    engine.notice("c", state="dead")
    found = metrics(counted)
    assert found["hub_issues", "open"] == 2
    assert found["hub_sweep_age_seconds", ""] == 9
    assert found["hub_outbox_late", ""] == 1
    assert found["hub_outbox_oldest_seconds", ""] == 400
    assert found["hub_outbox_dead", ""] == 1
    assert found["hub_outbox_waiting", ""] >= 2
    assert (found["hub_steps_late", ""], found["hub_steps_failing", ""], found["hub_steps_waiting", ""]) == (0, 0, 0)
    engine.run(
        planned_at=clock.now() - timedelta(seconds=90), next_step_at=clock.now(), error_count=1, error="KeyError"
    )
    found = metrics(counted)
    assert (found["hub_steps_late", ""], found["hub_steps_failing", ""]) == (2, 2)
    assert found["hub_steps_oldest_seconds", ""] == 90
    assert found["hub_sockets", ""] == 0
    assert found["process_resident_memory_bytes", ""] > 10_000_000


def test_what_is_unknown_is_absent(counted: Hub) -> None:
    assert ("hub_sweep_age_seconds", "") not in metrics(counted)


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"]
)
def test_nobody_reads_them_without_the_secret(counted: Hub, given: str) -> None:
    answer = counted.app.test_client().get("/metrics", base_url=ORIGIN, headers={"Authorization": given})
    assert (answer.status_code, answer.text) == (401, "")


def test_without_the_setting_there_is_no_such_address_not_even_for_an_administrator(hub: Hub, story: Story) -> None:
    assert hub.browser("管理").get("/metrics").status_code == 404
    headers = {"Authorization": "Bearer "}
    assert hub.app.test_client().get("/metrics", base_url=ORIGIN, headers=headers).status_code == 404
