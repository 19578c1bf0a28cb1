"""Robots and hooks, which the office and administrators keep, and whether content may leave the hub, which the office decides."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.faults import raise_any
from ...core import clock
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..addressed import allowed_for
from ..composing import CONTENT
from ..models import TARGETS, NoticeSetting, NoticeTarget
from ..sealing import seal
from ..senders import Refused
from ..senders.guard import place_of

LEAST_SECRET = 16
"""Characters of a web hook's secret; the makers of robots decide for theirs."""


@dataclass(frozen=True, slots=True)
class TargetForm:
    """The form as it was filled in."""

    kind: str
    name: str
    address: str = field(repr=False)
    secret: str = field(repr=False)


def add_target(session: Session, viewer: Viewer, form: TargetForm) -> str:
    """Have notices for everybody sent there as well; returns the public id. Raises Denied and Faults."""
    require(session, viewer, "accounts.manage")
    name, address, secret = form.name.strip(), form.address.strip(), form.secret.strip()
    is_short = form.kind == "hook" and len(secret) < LEAST_SECRET
    raise_any(
        {
            "kind": None if form.kind in TARGETS else _("请选择种类。"),
            "name": None if 0 < len(name) <= 40 else _("请填写1到40个字的名称。"),
            "address": _address_fault(form.kind, address),
            "secret": _("签名密钥至少16个字符。") if is_short else None,
        }
    )
    host = place_of(address, allowed_for(form.kind)).authority
    row = NoticeTarget(kind=form.kind, name=name, host=host, sealed_address=seal(address), sealed_secret=seal(secret))
    session.add(row)
    session.flush()
    return row.public_id


def _address_fault(kind: str, address: str) -> str | None:
    try:
        place_of(address, allowed_for(kind))
    except Refused as refused:
        if refused.reason == "host":
            return _(
                "这个主机不在允许之列。机器人请填写厂商给的地址；网络钩子和内网主机须由管理员在HUB_HOOK_HOSTS中列出。"
            )
        return _("请填写完整的https://地址。")
    return None if len(address) <= 1000 else _("请填写完整的https://地址。")


def target(session: Session, viewer: Viewer, public_id: str) -> NoticeTarget:
    """The target; raises Denied and NotFound."""
    require(session, viewer, "accounts.manage")
    row = session.scalar(select(NoticeTarget).where(NoticeTarget.public_id == public_id))
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row


def pause_target(session: Session, viewer: Viewer, public_id: str, *, is_paused: bool) -> None:
    """Send nothing there for now, or again. Raises Denied and NotFound."""
    target(session, viewer, public_id).paused_at = clock.now() if is_paused else None


def remove_target(session: Session, viewer: Viewer, public_id: str) -> None:
    """Forget a target with its address and secret. Raises Denied and NotFound."""
    session.delete(target(session, viewer, public_id))


def allow_content(session: Session, viewer: Viewer, *, is_allowed: bool) -> None:
    """Let what is said leave the hub in notices, or not any more. Raises Denied."""
    require(session, viewer, "office")
    row = session.get(NoticeSetting, CONTENT)
    if row is not None and not is_allowed:
        session.delete(row)
    elif row is None and is_allowed:
        session.add(NoticeSetting(name=CONTENT, person_id=viewer.person_id, set_at=clock.now()))
