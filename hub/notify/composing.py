"""What a row of the outbox says, put together when it is sent: to whom it may still be said, in whose language, by which sender."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.queries import viewer_of_person
from ..channels import queries
from ..channels.models import Channel, Message
from ..core.i18n import _, _n, speaking
from ..core.policy import can
from ..core.viewer import Viewer
from ..meetings.models import Consultation
from . import together, ways
from .addressed import push_sender, target_sender
from .calendars import with_calendar
from .causes import DIGEST, kind_named
from .lease import Leased
from .models import NoticePreference, NoticeSetting, NoticeTarget, PushSubscription
from .outbox import default_preference
from .senders import Sender
from .senders.mail import Mail
from .shapes import Notice

CONTENT = "allows_content"
MOST_WORDS = 300


class Suppressed(Exception):
    """There is nobody to say it to any more, or nothing to say; the text is the reason that is kept."""


class TakenAlong(Exception):
    """Another notice of the same run has said this one already, and has settled it."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A notice with the sender that is to say it; both are values, nothing is asked of the database any more.

    `taken_along` are rows (keys) that it says as well.
    """

    sender: Sender
    notice: Notice
    locale: str
    taken_along: tuple[int, ...] = ()


def compose(session: Session, row: Leased) -> Ready:
    """Raises Suppressed with the reason, TakenAlong, or Refused where the sender cannot be made."""
    if row.way == "target":
        return Ready(_to_target(session, row), _notice(session, row, None), "zh")
    viewer = viewer_of_person(session, row.person_id) if row.person_id is not None else None
    if viewer is None:
        raise Suppressed("person")
    if row.kind != DIGEST and together.is_taken_along(session, row, kind_named(row.kind)):
        raise TakenAlong
    sender = _to_person(session, row)
    with speaking(viewer.locale):
        notice = _notice(session, row, viewer)
        taken_along = () if row.kind == DIGEST else together.others(session, row, kind_named(row.kind))
        if taken_along:
            notice = _several(row, len(taken_along) + 1)
        elif row.kind != DIGEST:
            notice = with_calendar(session, row, viewer, kind_named(row.kind), notice)
        return Ready(sender, notice, viewer.locale, taken_along)


def _notice(session: Session, row: Leased, viewer: Viewer | None) -> Notice:
    if row.kind == DIGEST:
        return _digest(session, row, viewer)
    if row.thing_id is not None:
        return _about(session, row, row.thing_id, viewer)
    channel = session.get(Channel, row.channel_id)
    if channel is None:
        raise Suppressed("channel")
    message = session.get(Message, row.message_id) if row.message_id is not None else None
    _require_to_hold(session, row, viewer, channel, message)
    kind, place = kind_named(row.kind), place_name(session, channel)
    text = kind.to_person(place) if viewer is not None else kind.to_group(place)
    url = f"/messages/{message.public_id}" if message is not None else f"/channels/{channel.public_id}"
    words = _content(session, message)
    return _made(
        row, _("会商：%(place)s", place=place), f"{text}\n\n{words}" if words else text, url, channel.public_id
    )


def _about(session: Session, row: Leased, thing_id: int, viewer: Viewer | None) -> Notice:
    kind = kind_named(row.kind)
    if viewer is None or kind.about is None:
        raise Suppressed("person")
    about = kind.about(session, thing_id, viewer)
    if about is None:
        raise Suppressed("done")
    title = _("会商：%(place)s", place=about.title)
    return _made(row, title, kind.to_person(about.title), about.path, f"{row.kind}-{thing_id}")


def _require_to_hold(
    session: Session, row: Leased, viewer: Viewer | None, channel: Channel, message: Message | None
) -> None:
    if message is not None and message.retracted_at is not None:
        raise Suppressed("retracted")
    if viewer is None:
        return
    if not can(session, viewer, "channel.read", channel):
        raise Suppressed("member")
    still_waits = kind_named(row.kind).still_waits
    if message is not None and still_waits is not None and not still_waits(session, viewer.person_id, message.id):
        raise Suppressed("done")


def _digest(session: Session, row: Leased, viewer: Viewer | None) -> Notice:
    """How much waits for the person now, by kind; what was the reason for each is seen there."""
    if viewer is None or not viewer.sees_content:
        raise Suppressed("person")
    kinds = queries.kinds()
    counts = Counter(entry.kind for entry in queries.waiting(session, viewer) if kinds[entry.kind].is_owed)
    if not counts:
        raise Suppressed("nothing")
    tallies = _("、").join(kinds[name].tally(count) for name, count in counts.items())
    title = _n("会商：待我处理%(num)d件", counts.total())
    text = _("在会商系统中等您处理的有：%(what)s。", what=tallies)
    return _made(row, title, text, "/", DIGEST)


def _several(row: Leased, count: int) -> Notice:
    """What waits at one time, in one sentence: where, is seen in 待我处理."""
    say = kind_named(row.kind).several
    if say is None:
        raise LookupError(f"{row.kind} has no words for several")
    return _made(row, _n("会商：%(num)d条提醒", count), say(count), "/", row.kind)


def _made(row: Leased, title: str, text: str, path: str, tag: str) -> Notice:
    own = ways.ours().public_url
    line = " ".join(title.split())  # a title may have come with anything, and stands in a header
    return Notice(row.dedup_key, line, text, own + path, f"{own}/account/notices", tag, row.created_at, row.is_urgent)


def place_name(session: Session, channel: Channel) -> str:
    """A channel's number and title, which stand in the published plan; of a 个案会商 not even what it is called."""
    if _is_case(session, channel.id):
        return _("个案会商")
    if channel.item is None:
        return channel.title
    return _("第%(number)d项 %(title)s", number=channel.item.number, title=channel.title)


def _is_case(session: Session, channel_id: int) -> bool:
    """Whether the channel (key) is that of a 个案会商."""
    return session.scalar(select(Consultation.is_named_only).where(Consultation.channel_id == channel_id)) is True


def _content(session: Session, message: Message | None) -> str:
    """What was said, where the office lets it out; else nothing, and of a 个案会商 never anything."""
    if message is None or session.get(NoticeSetting, CONTENT) is None or _is_case(session, message.channel_id):
        return ""
    body = message.body if len(message.body) <= MOST_WORDS else message.body[:MOST_WORDS] + "…"
    return _("%(unit)s %(name)s：%(words)s", unit=message.unit.short_name, name=message.author.name, words=body)


def _to_person(session: Session, row: Leased) -> Sender:
    own = ways.ours()
    chosen = session.get(NoticePreference, row.person_id) or default_preference(row.person_id or 0)
    if (chosen.mail_pace if row.way == "mail" else chosen.push_pace) == "off":
        raise Suppressed("off")
    if row.way == "push":
        browser = session.get(PushSubscription, row.subscription_id) if row.subscription_id is not None else None
        if browser is None or browser.person_id != row.person_id:
            raise Suppressed("browser")
        return push_sender(browser)
    if not chosen.mail_address or own.smtp is None:
        raise Suppressed("address")
    return Mail(own.smtp, own.mail_from, chosen.mail_address)


def _to_target(session: Session, row: Leased) -> Sender:
    target = session.get(NoticeTarget, row.target_id) if row.target_id is not None else None
    if target is None or target.paused_at is not None:
        raise Suppressed("target")
    return target_sender(target)
