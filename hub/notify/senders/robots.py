"""Robots of group chats: DingTalk, WeCom, Feishu, each in its own JSON and with its own signature."""

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from ..shapes import Notice
from . import Gone, Refused, Unreachable
from .guard import Allowed
from .outward import post_json

HOSTS = {
    "dingtalk": frozenset({"oapi.dingtalk.com"}),
    "wecom": frozenset({"qyapi.weixin.qq.com"}),
    "feishu": frozenset({"open.feishu.cn", "open.larksuite.com"}),
}
"""Where each maker's robots live; another place needs to be named in HUB_HOOK_HOSTS (a maker's server inside the house)."""
TOO_FAST = frozenset({130101, 410100, 45009, 9499, 11232})
"""What they answer to who speaks too often: 20 messages a minute at DingTalk and WeCom, 100 at Feishu."""


@dataclass(frozen=True, slots=True)
class DingTalk:
    """open.dingtalk.com, custom robots: `timestamp` and `sign` are added to the address, with a secret that begins SEC."""

    address: str = field(repr=False)
    secret: str = field(repr=False)
    allowed: Allowed

    def send(self, notice: Notice) -> None:
        """As a text message."""
        address = self.address
        if self.secret:
            stamp = str(round(time.time() * 1000))
            address += f"&timestamp={stamp}&sign={quote_plus(dingtalk_sign(stamp, self.secret))}"
        content = {"msgtype": "text", "text": {"content": _text(notice)}}
        _settle(_asked(address, content, self.allowed), "errcode", "errmsg")


@dataclass(frozen=True, slots=True)
class WeCom:
    """developer.work.weixin.qq.com, group robots: the key stands in the address, nothing is signed."""

    address: str = field(repr=False)
    secret: str = field(repr=False)
    allowed: Allowed

    def send(self, notice: Notice) -> None:
        """As a text message."""
        content = {"msgtype": "text", "text": {"content": _text(notice)}}
        _settle(_asked(self.address, content, self.allowed), "errcode", "errmsg")


@dataclass(frozen=True, slots=True)
class Feishu:
    """open.feishu.cn, custom bots: `timestamp` (seconds) and `sign` stand in the body."""

    address: str = field(repr=False)
    secret: str = field(repr=False)
    allowed: Allowed

    def send(self, notice: Notice) -> None:
        """As a text message."""
        content: dict[str, object] = {"msg_type": "text", "content": {"text": _text(notice)}}
        if self.secret:
            stamp = str(int(time.time()))
            content = {"timestamp": stamp, "sign": feishu_sign(stamp, self.secret), **content}
        _settle(_asked(self.address, content, self.allowed), "code", "msg")


def dingtalk_sign(stamp: str, secret: str) -> str:
    """HMAC-SHA256 of `timestamp\\nsecret` under the secret, in base64; still to be quoted for the address."""
    return base64.b64encode(hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256)).decode()


def feishu_sign(stamp: str, secret: str) -> str:
    """HMAC-SHA256 of nothing under the key `timestamp\\nsecret`, in base64."""
    return base64.b64encode(hmac.digest(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256)).decode()


def _asked(address: str, content: object, allowed: Allowed) -> dict[str, object]:
    """As `post_json`; a robot that is not there any more does not come back."""
    try:
        return post_json(address, content, allowed)
    except Gone as gone:
        raise Refused(gone.reason, gone.detail) from gone


def _text(notice: Notice) -> str:
    return f"{notice.title}\n{notice.text}\n{notice.url}"


def _settle(answer: dict[str, object], code: str, words: str) -> None:
    """They answer 200 to everything; whether it was taken stands in the body."""
    found, detail = answer.get(code), str(answer.get(words, ""))
    if found == 0:
        return
    kind = Unreachable if found in TOO_FAST else Refused
    raise kind(f"{code} {found}" if isinstance(found, int) else "answer", detail)
