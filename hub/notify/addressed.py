"""The sender for a browser, a robot or a hook, made from its address; and where such an address may lead."""

from collections.abc import Callable

from . import ways
from .models import NoticeTarget, PushSubscription
from .sealing import unseal
from .senders import Refused, Sender
from .senders.guard import EVERY_PUBLIC, Allowed
from .senders.hook import Hook
from .senders.push import Push
from .senders.robots import HOSTS, DingTalk, Feishu, WeCom


def push_sender(browser: PushSubscription) -> Push:
    """To one browser; any public push service may be asked, since each maker of browsers has its own."""
    own = ways.ours()
    contact = f"mailto:{own.mail_from}" if own.mail_from else own.public_url
    allowed = Allowed(frozenset({EVERY_PUBLIC}), own.hook_hosts)
    return Push(browser.endpoint, browser.p256dh, browser.auth, own.key("push"), contact, allowed)


def target_sender(target: NoticeTarget) -> Sender:
    """The sender for a robot or hook; Refused when its address cannot be read any more."""
    address, secret = unseal(target.sealed_address), unseal(target.sealed_secret)
    if address is None or secret is None:
        raise Refused("key")
    return _TARGETS[target.kind](address, secret, allowed_for(target.kind))


_TARGETS: dict[str, Callable[[str, str, Allowed], Sender]] = {
    "dingtalk": DingTalk,
    "wecom": WeCom,
    "feishu": Feishu,
    "hook": Hook,
}


def allowed_for(kind: str) -> Allowed:
    """Where a target of this kind may be."""
    return Allowed(HOSTS.get(kind, frozenset()), ways.ours().hook_hosts)
