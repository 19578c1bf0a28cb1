"""What every answer carries, whatever its kind, and what a browser may keep of it."""

import pytest

from hub.web.api import MOST_BYTES
from hub.web.viewer import COOKIE

from .conftest import PASSWORD, SITE, Stage

KINDS = {
    "page": ("GET", "/account", 200),
    "desk": ("GET", "/channels/{channel}", 200),
    "redirect": ("GET", "/channels", 302),
    "answer": ("GET", "/api/v1/me", 200),
    "not there": ("GET", "/nowhere", 404),
    "not for you": ("GET", "/people", 404),
    "refused": ("GET", "/api/v1/channels/{channel}/messages?limit=0", 422),
    "method": ("DELETE", "/account", 405),
    "options": ("OPTIONS", "/account", 200),
    "head": ("HEAD", "/account", 200),
    "static": ("GET", "/static/icon.svg", None),
}


@pytest.mark.parametrize("who", ["甲一", ""])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_is_kept_to_itself(stage: Stage, kind: str, who: str) -> None:
    method, path, status = KINDS[kind]
    path = path.format(channel=stage.scene.channels["家庭"])
    answer = stage.browser(who).open(path, method=method, base_url=SITE, headers={"Origin": SITE})
    if who and status:
        assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    if who and kind != "static":
        assert answer.headers["Cache-Control"] == "no-store"
    assert method != "HEAD" or not answer.data


def test_nonces_are_used_once(stage: Stage) -> None:
    browser = stage.browser("甲一")
    policies = {browser.get("/account", base_url=SITE).headers["Content-Security-Policy"] for _ in range(5)}
    assert len(policies) == 5


def sign_in(stage: Stage, secret: str | None = None, **form: str) -> tuple[str, str]:
    """The Set-Cookie of the session and the Location after signing in, from a browser that came with `secret`."""
    browser = stage.browser()
    if secret:
        browser.set_cookie(COOKIE, secret, domain="hub.example")
    answer = browser.post(
        "/sign-in", data={"account": stage.login, "password": PASSWORD} | form, base_url=SITE, headers={"Origin": SITE}
    )
    assert answer.status_code == 302, answer.text
    return next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith(COOKIE)), answer.location


def test_the_session_cookie(stage: Stage) -> None:
    cookie, _ = sign_in(stage)
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_a_planted_secret_is_never_taken_over(stage: Stage) -> None:
    planted = "planted-by-somebody-else"
    cookie, _ = sign_in(stage, planted)
    assert planted not in cookie
    thief = stage.browser()
    thief.set_cookie(COOKIE, planted, domain="hub.example")
    assert thief.get("/api/v1/me", base_url=SITE).status_code == 401


ELSEWHERE = [
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "/\t/evil.example", "/\n/evil.example",
    "\t//evil.example", " //evil.example", "/%09//evil.example\r\nX-Evil: 1", "evil.example", "http:///evil.example",
    "/\x00/evil.example", "@evil.example", ".evil.example", f"{SITE}.evil.example", "//evil.example\\@hub.example",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_nowhere_else(stage: Stage, address: str) -> None:
    if "\0" in address:
        return
    _, location = sign_in(stage, next=address)
    assert location == "/"
    again = stage.browser("甲一").get("/sign-in", query_string={"next": address}, base_url=SITE)
    assert again.location == "/"


def test_signing_in_leads_where_somebody_wanted_to_go(stage: Stage) -> None:
    assert sign_in(stage, next="/channels?x=1")[1] == "/channels?x=1"


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"},
                                     {"Forwarded": "host=evil.example"}])  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/sign-in", "/channels", "/account", "/api/v1/openapi.json"])
def test_nobody_believes_a_forged_host(stage: Stage, path: str, headers: dict[str, str]) -> None:
    for who in ("", "甲一"):
        answer = stage.browser(who).get(path, base_url=SITE, headers=headers)
        assert b"evil.example" not in answer.data
        assert "evil.example" not in str(answer.headers)


def test_a_large_body_is_refused_unread(stage: Stage) -> None:
    path = f"/api/v1/channels/{stage.scene.channels['家庭']}/messages"
    body = b'{"client_id": "k", "body": "' + b"a" * MOST_BYTES + b'"}'
    answer = stage.browser("甲一").post(path, data=body, base_url=SITE, headers={"Origin": SITE})
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too_large")
    form = stage.browser("甲一").post(
        "/account/tokens", data={"name": "a" * 600_000}, base_url=SITE, headers={"Origin": SITE}
    )
    assert form.status_code == 413


def test_the_longest_message_fits_however_it_is_escaped(stage: Stage) -> None:
    path = f"/api/v1/channels/{stage.scene.channels['家庭']}/messages"
    body = b'{"client_id": "long", "body": "' + b"\\ud83d\\ude00" * 4_000 + b'"}'
    answer = stage.browser("甲一").post(path, data=body, base_url=SITE, headers={"Origin": SITE})
    assert answer.status_code == 201


def test_a_stranger_cannot_have_a_long_form_taken_apart(stage: Stage) -> None:
    form = {"data": b"a&" * 400_000, "content_type": "application/x-www-form-urlencoded"}
    answer = stage.browser().post("/sign-in", base_url=SITE, headers={"Origin": SITE}, **form)
    assert answer.status_code == 413
