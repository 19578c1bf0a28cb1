"""The services themselves: what they promise to the tests that use them."""

import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from sqlalchemy.engine import make_url

from tests.services import browsers
from tests.services.bus import Bus, StandIn
from tests.services.processes import Program, is_required, missing, wait_until


def test_other_machines_are_out_of_reach() -> None:
    with socket.socket() as stranger, pytest.raises(RuntimeError, match="192\\.0\\.2\\.1"):
        stranger.connect(("192.0.2.1", 80))


def test_a_required_service_fails_and_another_one_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_REQUIRE", "pg,browser")
    assert (is_required("pg"), is_required("redis")) == (True, False)
    with pytest.raises(pytest.fail.Exception, match="pg: none here"):
        missing("pg", "none here")
    with pytest.raises(pytest.skip.Exception, match="none here"):
        missing("redis", "none here")


def test_a_database_is_migrated_and_empty(database_url: str) -> None:
    url = make_url(database_url)
    if url.get_backend_name() == "postgresql":
        with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
            assert connection.execute("select count(*) from person").fetchone() == (0,)
            connection.execute("create table left_behind ()")
    else:
        assert Path(url.database or "").stat().st_size > 0


def test_a_killed_run_leaves_no_program_behind(tmp_path: Path) -> None:
    """The run starts a program that would sleep for an hour, says its id and is killed."""
    script = (
        "import sys; from pathlib import Path; from tests.services.processes import Program\n"
        f"program = Program([sys.executable, '-c', 'import time; time.sleep(3600)'], Path({str(tmp_path)!r}, 'log'))\n"
        "program.start(lambda: True); print(program.process.pid, flush=True); input()"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout
        pid = int(run.stdout.readline())
        assert is_alive(pid)
        os.kill(run.pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid))


def is_alive(pid: int) -> bool:
    """Whether the process exists and is more than an entry that nobody has waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_program_that_ends_at_once_fails_the_test_with_its_words(tmp_path: Path) -> None:
    program = Program([sys.executable, "-c", "print('没有端口'); raise SystemExit(4)"], tmp_path / "log")
    with pytest.raises(pytest.fail.Exception, match=r"(?s)status 4.*没有端口"):
        program.start(lambda: False)


def test_redis_goes_down_and_comes_back(redis_bus: Bus) -> None:
    assert answers_before_and_after_a_cut(redis_bus) == [True, False, True]


def test_the_stand_in_goes_down_and_comes_back() -> None:
    bus = StandIn()
    bus.start()
    assert answers_before_and_after_a_cut(bus) == [True, False, True]
    bus.kill()


def answers_before_and_after_a_cut(bus: Bus) -> list[bool]:
    """Whether it answers: as it is, killed, and started again."""
    with redis.Redis.from_url(bus.url) as client:
        found = [_answers(client)]
        for change in (bus.kill, bus.start):
            change()
            found.append(_answers(client))
    return found


def _answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


class Strict(http.server.BaseHTTPRequestHandler):
    """A page with an inline script under a policy that forbids it."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; img-src 'self'")
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>t</title><script>window.ran = 1</script>")

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def strict_page() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Strict) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_trouble_on_a_page_is_noticed(browser: browsers.Chromium, strict_page: str) -> None:
    found: list[str] = []
    page = browser.new_context().new_page()
    browsers.watch(page, found.append)
    page.goto(strict_page)
    page.evaluate("() => { setTimeout(() => { throw new Error('nobody catches me') }) }")
    wait_until(lambda: bool(page.evaluate("() => 1")) and any("nobody catches" in trouble for trouble in found))
    assert any("Content Security Policy" in trouble or "CSP violation" in trouble for trouble in found)
    page.context.close()


def test_a_page_is_in_china(new_page: browsers.NewPage, strict_page: str) -> None:
    # The server goes before the page does, maybe while the page asks for its icon.
    page = new_page(tolerate=["Content Security Policy", "CSP violation", "ERR_CONNECTION_RESET"])
    page.goto(strict_page)
    assert page.evaluate("() => [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]") == [
        "zh-CN",
        "Asia/Shanghai",
    ]
