"""A real server and a line that is cut in the middle of a piece: what arrived is kept, the rest follows, nothing is doubled."""

import hashlib
import http.client
import json
import random
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from hub.accounts.models import Person
from hub.channels.attachments.models import Attachment
from hub.core import db
from hub.files.api import READ_BYTES
from hub.files.folder import ASIDE
from hub.files.models import StoredFile, Upload
from tests.channels.scene import Scene, build
from tests.factories import make_token
from tests.services.hub_server import HubServer, StartServer
from tests.services.processes import PATIENCE_SECONDS, wait_until

pytestmark = pytest.mark.slow

DATA = b"%PDF-1.7\n" + random.Random(11).randbytes(2_500_000) + b"\n%%EOF\n"


class Line:
    """Somebody's program at a running hub."""

    def __init__(self, server: HubServer, token: str) -> None:
        self.server, self.token = server, token

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, Any, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE_SECONDS)
        headers = {"Authorization": f"Bearer {self.token}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, json.loads(data) if data[:1] in {b"{", b"["} else data, answer.headers

    def post(self, path: str, **data: Any) -> tuple[int, Any, Any]:
        return self.ask("POST", path, json.dumps(data).encode())

    def begin(self) -> str:
        return str(self.post("/api/v1/uploads", name="长.pdf", size=len(DATA))[1]["id"])

    def offset(self, upload: str) -> int:
        return int(self.ask("HEAD", f"/api/v1/uploads/{upload}")[2]["Upload-Offset"])

    def send_rest(self, upload: str, step: int = 700_000, late: int = 0) -> None:
        """Go on to the end; where so many cut pieces may arrive late, do what the refusal says: ask once more and go on there."""
        begins, refused = self.offset(upload), 0
        while begins < len(DATA):
            piece = DATA[begins : begins + step]
            status, now, _headers = self.ask("PATCH", f"/api/v1/uploads/{upload}", piece, Upload_Offset=str(begins))
            refused += status == 409
            assert status == 200 or (status == 409 and refused <= late), now
            begins = now["offset"] if status == 200 else self.offset(upload)

    def cut(self, upload: str, sent: int, reset: bool) -> None:
        """Promise a whole piece, send so many bytes of it, and be gone."""
        begins = self.offset(upload)
        head = (
            f"PATCH /api/v1/uploads/{upload} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.token}\r\n"
            f"Upload-Offset: {begins}\r\nContent-Length: 1000000\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.server.port)) as line:
            if reset:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            line.sendall(head.encode() + DATA[begins : begins + sent])
            if reset:
                time.sleep(0.05)  # a reset throws away what the other side has not read yet; nothing is asserted of it


@pytest.fixture
def line(database_url: str, start_server: StartServer) -> Iterator[tuple[Line, Scene]]:
    db.open_database(database_url)
    with db.transaction() as session:
        scene = build(session)
        token = make_token(session, session.get_one(Person, scene["甲一"].person_id))
    yield Line(start_server(), token), scene
    db.close_database()


def test_a_line_cut_in_the_middle_of_pieces(line: tuple[Line, Scene]) -> None:
    program, scene = line
    upload = program.begin()
    for sent in (300_001, 77_777):
        kept = program.offset(upload) + sent // READ_BYTES * READ_BYTES
        program.cut(upload, sent, reset=False)
        wait_until(lambda kept=kept: program.offset(upload) == kept, PATIENCE_SECONDS)
    program.cut(upload, 1, reset=False)
    before = program.offset(upload)
    program.cut(upload, 200_000, reset=True)
    wait_until(lambda: program.offset(upload) >= before, PATIENCE_SECONDS)
    program.cut(upload, 0, reset=False)
    program.send_rest(upload, late=1)  # what a reset leaves arrives whenever the server comes to it, or never
    channel = scene.channels["家庭"]
    status, posted, _headers = program.post(
        f"/api/v1/channels/{channel}/messages", client_id="k", body="", files=[upload]
    )
    assert status == 201, posted
    message = program.ask("GET", f"/api/v1/messages/{posted['id']}")[1]
    assert program.ask("GET", message["files"][0]["url"])[1] == DATA
    with db.reading() as session:
        assert session.scalars(select(StoredFile.sha256)).all() == [hashlib.sha256(DATA).hexdigest()]
        assert len(session.scalars(select(Attachment)).all()) == 1


def test_a_server_killed_between_and_within_pieces(line: tuple[Line, Scene]) -> None:
    program, _scene = line
    upload = program.begin()
    chance = random.Random(5)
    for _turn in range(4):
        begins = program.offset(upload)
        piece = DATA[begins : begins + 400_000]
        with socket.create_connection(("127.0.0.1", program.server.port)) as tcp:
            head = f"PATCH /api/v1/uploads/{upload} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {program.token}\r\n"
            tcp.sendall(f"{head}Upload-Offset: {begins}\r\nContent-Length: {len(piece)}\r\n\r\n".encode() + piece)
            time.sleep(chance.uniform(0, 0.05))  # the moment of the kill is meant to be anywhere
            program.server.kill()
        program.server.restart()
        assert program.offset(upload) in {begins, begins + len(piece)}, "a piece counts whole or not at all"
    program.send_rest(upload)
    assert program.ask("GET", f"/api/v1/uploads/{upload}")[1]["is_ready"]
    with db.reading() as session:
        row = session.scalars(select(StoredFile)).one()
        assert session.scalars(select(Upload.received)).one() == len(DATA)
    kept = program.server.log.parent / "files" / row.storage_key
    assert kept.read_bytes() == DATA
    lying = {path for path in kept.parents[2].rglob("*") if path.is_file() and path.parent.name != ASIDE}
    assert lying == {kept}, "no piece is left behind"
