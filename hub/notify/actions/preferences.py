"""How I am told: address, pace of each way, hours, and the browsers that take push notices."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from ...accounts.faults import raise_any
from ...accounts.rules.devices import device_name
from ...core import clock
from ...core.errors import Conflict, Invalid, NotFound
from ...core.i18n import _
from ...core.viewer import Viewer
from .. import ways
from ..models import PACES, NoticePreference, PushSubscription
from ..rules import is_mail_address, read_hours, read_minute
from ..senders import Refused
from ..senders.guard import EVERY_PUBLIC, Allowed, place_of
from ..senders.push import is_subscription_key

MOST_BROWSERS = 10


@dataclass(frozen=True, slots=True)
class PreferenceForm:
    """The form as it was filled in: all texts."""

    mail_address: str
    mail_pace: str
    push_pace: str
    digest_hours: str
    quiet_from: str
    quiet_to: str
    shows_desktop: bool


def set_preference(session: Session, viewer: Viewer, form: PreferenceForm) -> None:
    """Be told so from now on. Raises Faults, with a sentence for each field that cannot be."""
    address, hours = form.mail_address.strip(), read_hours(form.digest_hours)
    quiet_from, quiet_to = read_minute(form.quiet_from), read_minute(form.quiet_to)
    raise_any(
        {
            "mail_address": _("请填写完整的邮箱地址，例如 zhoumin@example.gov.cn；不用邮件时留空。")
            if address and not is_mail_address(address)
            else None,
            "digest_hours": None if hours else _("请填写1到6个整点，用逗号隔开，例如 9, 15。"),
            "quiet_from": None if quiet_from is not None else _("请按20:00的样子填写时间。"),
            "quiet_to": None if quiet_to is not None else _("请按08:00的样子填写时间。"),
        }
    )
    if form.mail_pace not in PACES or form.push_pace not in PACES or hours is None:
        raise Invalid(_("没有完成，请稍后重试。"))
    row = session.get(NoticePreference, viewer.person_id)
    if row is None:
        row = NoticePreference(person_id=viewer.person_id)
        session.add(row)
    row.mail_address, row.mail_pace, row.push_pace = address, form.mail_pace, form.push_pace
    row.digest_hours = ",".join(map(str, hours))
    row.quiet_from_minute, row.quiet_to_minute = quiet_from or 0, quiet_to or 0
    row.shows_desktop = form.shows_desktop


def add_browser(session: Session, viewer: Viewer, endpoint: str, p256dh: str, auth: str, agent: str) -> None:
    """Take a browser's push subscription for the viewer; a browser that was somebody else's is theirs no more.

    Raises Invalid for an endpoint or keys that cannot be, Conflict for too many.
    """
    try:
        place_of(endpoint, Allowed(frozenset({EVERY_PUBLIC}), ways.ours().hook_hosts))
    except Refused as refused:
        raise Invalid(_("这个浏览器的推送地址不能使用。"), field="endpoint") from refused
    if len(endpoint) > 500 or not is_subscription_key(p256dh, auth):
        raise Invalid(_("这个浏览器的推送地址不能使用。"), field="keys")
    session.execute(delete(PushSubscription).where(PushSubscription.endpoint == endpoint))
    mine = select(func.count()).where(PushSubscription.person_id == viewer.person_id)
    if (session.scalar(mine) or 0) >= MOST_BROWSERS:
        raise Conflict(_("接收推送的浏览器已有10个，请先移除不用的。"))
    session.add(
        PushSubscription(
            person_id=viewer.person_id,
            session_id=viewer.session_id,
            endpoint=endpoint,
            p256dh=p256dh,
            auth=auth,
            device=device_name(agent)[:80],
            created_at=clock.now(),
        )
    )


def remove_browser(session: Session, viewer: Viewer, browser: str) -> None:
    """Send nothing more to one of the viewer's browsers (public id). Raises NotFound."""
    gone = delete(PushSubscription).where(
        PushSubscription.public_id == browser, PushSubscription.person_id == viewer.person_id
    )
    if session.execute(gone.returning(PushSubscription.id)).first() is None:
        raise NotFound(_("没有找到，或者您无权查看。"))


def remove_endpoint(session: Session, viewer: Viewer, endpoint: str) -> None:
    """As `remove_browser`, for the browser itself, which knows its endpoint; nothing happens when it is not there."""
    session.execute(
        delete(PushSubscription).where(
            PushSubscription.endpoint == endpoint, PushSubscription.person_id == viewer.person_id
        )
    )
