"""One POST to the outside: to the address that was checked, under the name that was asked for, following nothing."""

import json
import time
from collections.abc import Mapping
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from . import TIMEOUT_SECONDS, Gone, Refused, Unreachable
from .guard import Allowed, Place, place_of, resolve

MOST_BYTES = 16 * 1024
"""Of an answer; who has more to say is not listened to."""
LATER = frozenset({408, 425, 429})


def post(url: str, body: bytes, headers: Mapping[str, str], allowed: Allowed) -> bytes:
    """Send `body` and return the beginning of what is answered.

    Raises Refused for a place that is not allowed, a redirect, or an answer that says no; Gone for 404 and 410;
    Unreachable for everything that may be otherwise later.
    """
    deadline = time.monotonic() + TIMEOUT_SECONDS
    place = place_of(url, allowed)
    pool = _pool(place, resolve(place))
    try:
        response = pool.urlopen(
            "POST", place.path, body=body, headers={"Host": place.authority, "User-Agent": "hub", **headers},
            redirect=False, retries=False, preload_content=False, decode_content=False,
        )  # fmt: skip
        answer = _beginning(response, deadline)
    except (HTTPError, OSError) as error:
        raise Unreachable("connection", type(error).__name__) from error
    finally:
        pool.close()
    _judge(response.status, answer)
    return answer


def post_json(url: str, content: Any, allowed: Allowed) -> dict[str, Any]:
    """Send JSON, and read the JSON object that is answered; Refused when it is none."""
    body = json.dumps(content, ensure_ascii=False).encode()
    answer = post(url, body, {"Content-Type": "application/json; charset=utf-8"}, allowed)
    try:
        found = json.loads(answer)
    except ValueError as error:
        raise Refused("answer", answer.decode(errors="replace")) from error
    if not isinstance(found, dict):
        raise Refused("answer", answer.decode(errors="replace"))
    return found


def _pool(place: Place, address: str) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(total=TIMEOUT_SECONDS)
    if place.scheme == "http":
        return urllib3.HTTPConnectionPool(address, place.port, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        address,
        place.port,
        timeout=timeout,
        server_hostname=place.host,
        assert_hostname=place.host,
        cert_reqs="CERT_REQUIRED",
    )


def _beginning(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """A little at a time, so that an answer that drips does not hold up what comes after it."""
    answer = b""
    while len(answer) < MOST_BYTES and (part := response.read1(MOST_BYTES - len(answer))):
        answer += part
        if time.monotonic() > deadline:
            raise Unreachable("timeout")
    return answer


def _judge(status: int, answer: bytes) -> None:
    if 200 <= status < 300:
        return
    detail = answer.decode(errors="replace")
    if status in {404, 410}:
        raise Gone(f"http {status}", detail)
    if status >= 500 or status in LATER:
        raise Unreachable(f"http {status}", detail)
    raise Refused(f"http {status}", detail)
