"""As much of an S3 server as the hub uses, over real HTTP, with a check of who signed: AWS Signature Version 4."""

import hashlib
import hmac
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

KEY, SECRET = "hub", "a/secret+with:signs"
BUCKET = "hub-files"


class S3Server(ThreadingHTTPServer):
    """One bucket in memory. `broken` answers every request with 503."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self.broken = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """What HUB_FILES_URL would be."""
        return f"s3+http://{KEY}:{quote(SECRET, safe='')}@127.0.0.1:{self.server_port}/{BUCKET}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: S3Server

    def log_message(self, *_args: object) -> None:
        return

    def do_PUT(self) -> None:
        body = self._body()
        if self._may(body):
            self.server.objects[self._key] = body
            self._answer(200, headers={"ETag": '"x"'})

    def do_GET(self) -> None:
        if not self._may(b""):
            return
        if not self._key:
            self._list()
            return
        data = self.server.objects.get(self._key)
        if data is None:
            self._refuse(404, "NoSuchKey")
            return
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        start, end = (int(asked[1]), int(asked[2] or len(data) - 1)) if asked else (0, len(data) - 1)
        self._answer(206 if asked else 200, data[start : end + 1])

    def do_HEAD(self) -> None:
        if not self._may(b""):
            return
        data = self.server.objects.get(self._key)
        if data is None:
            self._answer(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", "Fri, 20 Nov 2026 00:00:00 GMT")
        self.end_headers()

    def do_DELETE(self) -> None:
        if self._may(b""):
            self.server.objects.pop(self._key, None)
            self._answer(204)

    @property
    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix(f"/{BUCKET}").lstrip("/")

    def _list(self) -> None:
        prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        found = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2026-11-20T00:00:00.000Z</LastModified>"
            f'<ETag>"x"</ETag><Size>{len(data)}</Size></Contents>'
            for key, data in sorted(self.server.objects.items())
            if key.startswith(prefix)
        )
        xml = f"<ListBucketResult><Name>{BUCKET}</Name><IsTruncated>false</IsTruncated>{found}</ListBucketResult>"
        self._answer(200, xml.encode(), {"Content-Type": "application/xml"})

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _may(self, body: bytes) -> bool:
        if self.server.broken:
            self._refuse(503, "SlowDown")
        elif not self._is_signed(body):
            self._refuse(403, "SignatureDoesNotMatch")
        else:
            return True
        return False

    def _is_signed(self, body: bytes) -> bool:
        given = re.fullmatch(
            r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8}/[^/]+/s3/aws4_request), SignedHeaders=([^,]+), Signature=(\w+)",
            self.headers.get("Authorization") or "",
        )
        if not given or given[1] != KEY:
            return False
        content = self.headers["x-amz-content-sha256"]
        if body and content not in {hashlib.sha256(body).hexdigest(), "UNSIGNED-PAYLOAD"}:
            return False
        parts = urlsplit(self.path)
        headers = "".join(f"{name}:{self.headers[name].strip()}\n" for name in given[3].split(";"))
        query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
        canonical = f"{self.command}\n{parts.path}\n{query}\n{headers}\n{given[3]}\n{content}"
        words = f"AWS4-HMAC-SHA256\n{self.headers['x-amz-date']}\n{given[2]}\n{_hash(canonical)}"
        key = f"AWS4{SECRET}".encode()
        for part in given[2].split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return hmac.compare_digest(hmac.new(key, words.encode(), hashlib.sha256).hexdigest(), given[4])

    def _refuse(self, status: int, code: str) -> None:
        xml = f"<Error><Code>{code}</Code><Message>{code}</Message><RequestId>1</RequestId><HostId>1</HostId></Error>"
        self._answer(status, xml.encode(), {"Content-Type": "application/xml"})

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
