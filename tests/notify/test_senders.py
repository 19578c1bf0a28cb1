"""Each sender against the other side, which checks what it gets as the makers' own servers do."""

import base64
import hashlib
import hmac
import json
import ssl
import subprocess
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from py_vapid import Vapid02

from hub.core.addresses import SmtpServer
from hub.core.clock import now
from hub.notify.senders import Gone, Refused, Sender, Unreachable, mail
from hub.notify.senders.guard import Allowed
from hub.notify.senders.hook import Hook
from hub.notify.senders.mail import Mail, _letter, message_id
from hub.notify.senders.push import Push, is_subscription_key, public_key
from hub.notify.senders.robots import DingTalk, Feishu, WeCom
from hub.notify.shapes import Notice

from .browser_side import opened
from .receivers import Asked, Receiver, mail_server

SECRET = "SECa-secret-that-both-sides-have"
NOTICE = Notice(
    key="mention:7:mail:3",
    title="会商：第1项 家庭",
    text="“第1项 家庭”有消息点名了您或您的单位，请登录会商系统处理。",
    url="https://hub.example/messages/abc",
    settings_url="https://hub.example/account/notices",
    tag="channel-1",
    at=now(),
)
HUB_KEY = hashlib.sha256(b"the hub's own").digest()


def allowed(receiver: Receiver) -> Allowed:
    return Allowed(named=frozenset({receiver.url}))


def test_dingtalk_signs_as_its_manual_says(receiver: Receiver) -> None:
    """open.dingtalk.com/document/robots/customize-robot-security-settings: timestamp and sign in the address."""
    DingTalk(f"{receiver.url}/robot/send?access_token=t0ken", SECRET, allowed(receiver)).send(NOTICE)
    (asked,) = receiver.asked
    query = parse_qs(urlsplit(asked.path).query)
    expected = hmac.new(SECRET.encode(), f"{query['timestamp'][0]}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert query["access_token"] == ["t0ken"]
    assert base64.b64decode(query["sign"][0]) == expected
    assert abs(int(query["timestamp"][0]) / 1000 - now().timestamp()) < 60
    assert asked.json["msgtype"] == "text"
    assert NOTICE.url in asked.json["text"]["content"]


def test_wecom_sends_text_under_the_key_in_its_address(receiver: Receiver) -> None:
    WeCom(f"{receiver.url}/cgi-bin/webhook/send?key=k3y", "", allowed(receiver)).send(NOTICE)
    (asked,) = receiver.asked
    assert asked.path == "/cgi-bin/webhook/send?key=k3y"
    assert asked.json == {"msgtype": "text", "text": {"content": f"{NOTICE.title}\n{NOTICE.text}\n{NOTICE.url}"}}


def test_feishu_signs_nothing_under_time_and_secret(receiver: Receiver) -> None:
    """open.feishu.cn, custom bot: the key is `timestamp\\nsecret`, the message is empty; both stand in the body."""
    Feishu(f"{receiver.url}/open-apis/bot/v2/hook/x", SECRET, allowed(receiver)).send(NOTICE)
    found = receiver.asked[0].json
    expected = hmac.new(f"{found['timestamp']}\n{SECRET}".encode(), digestmod=hashlib.sha256).digest()
    assert base64.b64decode(found["sign"]) == expected
    assert abs(int(found["timestamp"]) - now().timestamp()) < 60
    assert found["msg_type"] == "text"
    assert NOTICE.text in found["content"]["text"]


@pytest.mark.parametrize(
    ("kind", "answer", "raises", "reason"),
    [
        (DingTalk, {"errcode": 310000, "errmsg": "sign not match"}, Refused, "errcode 310000"),
        (DingTalk, {"errcode": 130101, "errmsg": "send too fast"}, Unreachable, "errcode 130101"),
        (WeCom, {"errcode": 93000, "errmsg": "invalid webhook url"}, Refused, "errcode 93000"),
        (WeCom, {"errcode": 45009, "errmsg": "api freq out of limit"}, Unreachable, "errcode 45009"),
        (Feishu, {"code": 19021, "msg": "sign match fail"}, Refused, "code 19021"),
        (Feishu, {"code": 11232, "msg": "frequency limited"}, Unreachable, "code 11232"),
        (WeCom, {}, Refused, "answer"),
        (WeCom, b"<html>", Refused, "answer"),
        (WeCom, b"[]", Refused, "answer"),
    ],
)
def test_robots_say_200_to_everything(receiver: Receiver, kind: Any, answer: Any, raises: Any, reason: str) -> None:
    receiver.answer(200, answer)
    with pytest.raises(raises) as caught:
        kind(f"{receiver.url}/x?y=1", SECRET, allowed(receiver)).send(NOTICE)
    assert caught.value.reason == reason


def test_the_other_side_of_a_hook_can_tell_that_it_is_the_hub(receiver: Receiver) -> None:
    hook = Hook(f"{receiver.url}/hook", SECRET, allowed(receiver))
    hook.send(NOTICE)
    hook.send(NOTICE)
    first, second = receiver.asked
    assert all(_is_signed(asked, SECRET) for asked in receiver.asked)
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.headers["hub-nonce"] != second.headers["hub-nonce"]
    assert not _is_signed(first, "another secret")
    for forged in (
        Asked(first.path, first.headers, first.body + b" "),
        Asked(first.path, first.headers | {"hub-timestamp": str(int(first.headers["hub-timestamp"]) + 1)}, first.body),
        Asked(first.path, first.headers | {"hub-nonce": second.headers["hub-nonce"]}, first.body),
    ):
        assert not _is_signed(forged, SECRET)


def _is_signed(asked: Asked, secret: str) -> bool:
    """As docs/api.md tells whoever receives hooks."""
    stamp, nonce = asked.headers["hub-timestamp"], asked.headers["hub-nonce"]
    expected = hmac.new(secret.encode(), f"{stamp}.{nonce}.".encode() + asked.body, hashlib.sha256).hexdigest()
    is_fresh = abs(int(stamp) - now().timestamp()) < 300
    return is_fresh and hmac.compare_digest(asked.headers["hub-signature"], f"v1={expected}")


class Browser:
    """A browser that has subscribed, with the keys that only it has."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen bytes ok"
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.p256dh, self.auth = (base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (point, self.secret))

    def read(self, body: bytes) -> Any:
        """What was sent to it."""
        return json.loads(opened(body, self.private, self.secret))


def test_a_push_is_sealed_for_the_browser_and_signed_by_the_hub(receiver: Receiver) -> None:
    browser = Browser()
    Push(
        f"{receiver.url}/push/1", browser.p256dh, browser.auth, HUB_KEY, "mailto:a@example.org", allowed(receiver)
    ).send(NOTICE)
    (asked,) = receiver.asked
    assert browser.read(asked.body) == {
        "title": NOTICE.title,
        "body": NOTICE.text,
        "url": NOTICE.url,
        "tag": NOTICE.tag,
    }
    assert "家庭".encode() not in asked.body
    assert asked.headers["content-encoding"] == "aes128gcm"
    assert int(asked.headers["ttl"]) > 3600
    assert len(asked.headers["topic"]) <= 32
    kind, _space, rest = asked.headers["authorization"].partition(" ")
    said = dict(part.split("=", 1) for part in rest.split(","))
    assert (kind, said["k"]) == ("vapid", public_key(HUB_KEY))
    assert Vapid02.verify(asked.headers["authorization"])
    claims = json.loads(base64.urlsafe_b64decode(said["t"].split(".")[1] + "=="))
    assert (claims["aud"], claims["sub"]) == (receiver.url, "mailto:a@example.org")
    assert 0 < claims["exp"] - now().timestamp() <= 24 * 3600


def test_a_browser_that_is_gone_is_gone(receiver: Receiver) -> None:
    browser = Browser()
    receiver.answer(410)
    with pytest.raises(Gone):
        Push(f"{receiver.url}/1", browser.p256dh, browser.auth, HUB_KEY, "https://x", allowed(receiver)).send(NOTICE)


def test_keys_that_nobody_can_encrypt_for_are_told_from_others() -> None:
    browser = Browser()
    assert is_subscription_key(browser.p256dh, browser.auth)
    for p256dh, auth in (
        ("", ""),
        (browser.p256dh, "x"),
        (browser.auth, browser.auth),
        ("é", browser.auth),
        ("A" * 87, browser.auth),
    ):
        assert not is_subscription_key(p256dh, auth)


def test_a_letter_is_the_same_at_each_try() -> None:
    with mail_server() as mailbox:
        letters = Mail(SmtpServer("127.0.0.1", mailbox.port, security="none"), "hub@example.org", "zhou@example.org")
        letters.send(NOTICE)
        letters.send(NOTICE)
        letters.send(replace(NOTICE, key="another"))
    first, second, third = mailbox.letters
    assert first["Message-ID"] == second["Message-ID"] != third["Message-ID"]
    assert first["Message-ID"].endswith("@hub.example>")
    assert first["Subject"] == NOTICE.title
    assert first["Auto-Submitted"] == "auto-generated"
    assert NOTICE.url in first.get_content()
    assert NOTICE.settings_url in first.get_content()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_over_tls_with_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: Any) -> None:
    server_side, client_side = _certificate(tmp_path)
    monkeypatch.setattr(mail, "ssl", SimpleNamespace(create_default_context=lambda: client_side))
    options: dict[str, Any] = {"tls_context": server_side}
    if security == "tls":
        options = {"ssl_context": server_side, "auth_require_tls": False}
    options["authenticator"] = _only("hub", "pass:word@1")
    with mail_server(**options) as mailbox:
        server = SmtpServer("localhost", mailbox.port, "hub", "pass:word@1", security)
        Mail(server, "hub@example.org", "zhou@example.org").send(NOTICE)
        assert len(mailbox.letters) == 1
        with pytest.raises(Unreachable, match="smtp sign-in"):
            Mail(replace(server, password="wrong"), "hub@example.org", "zhou@example.org").send(NOTICE)


def test_a_server_without_tls_gets_no_letter_when_tls_is_asked_for() -> None:
    with mail_server() as mailbox:
        letters = Mail(SmtpServer("127.0.0.1", mailbox.port, security="starttls"), "hub@example.org", "z@example.org")
        with pytest.raises(Unreachable):
            letters.send(NOTICE)
    assert mailbox.letters == []


@pytest.mark.parametrize("code", ["550 no", "451 later"])
def test_a_mailbox_that_is_refused(code: str) -> None:
    with mail_server() as mailbox:
        mailbox.refusal = code
        with pytest.raises(Refused if code.startswith("5") else Unreachable, match=f"smtp {code[:3]}"):
            Mail(SmtpServer("127.0.0.1", mailbox.port, security="none"), "hub@example.org", "z@example.org").send(
                NOTICE
            )


@given(st.text(max_size=80), st.text(max_size=200))
def test_nothing_that_is_said_becomes_a_header(title: str, text: str) -> None:
    notice = replace(NOTICE, title=" ".join(title.split()) or "x", text=text)
    try:
        letter = _letter(notice, "hub@example.org", "zhou@example.org").as_bytes()
    except (ValueError, UnicodeError):
        return  # it is refused whole
    head = letter.partition(b"\r\n\r\n")[0].lower()
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line and line[:1] not in b" \t"]
    expected = b"from to subject date message-id auto-submitted content-type content-transfer-encoding mime-version"
    assert sorted(names) == sorted(expected.split())


def test_message_ids_hold_no_key() -> None:
    assert NOTICE.key not in message_id(NOTICE)


def test_secrets_stand_in_no_picture_of_a_sender() -> None:
    senders: list[Sender] = [
        DingTalk("https://a/?access_token=t", SECRET, Allowed()),
        Hook("https://a/t", SECRET, Allowed()),
    ]
    for sender in senders:
        assert SECRET not in repr(sender)
        assert "https://a" not in repr(sender)
    assert "pw" not in repr(SmtpServer("h", 25, "u", "pw"))


def _certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
         "-keyout", key, "-out", certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_side.load_cert_chain(certificate, key)
    return server_side, ssl.create_default_context(cafile=certificate)


def _only(user: str, word: str) -> Any:
    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=(data.login.decode(), data.password.decode()) == (user, word), handled=False)

    return authenticate
