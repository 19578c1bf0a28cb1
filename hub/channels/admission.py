"""Who of those that want to post may: members of open channels, who are still signed in, with words that can be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, bindparam, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from ..accounts.models import ApiToken, Person, SignedInSession, Unit
from ..core import clock
from ..core.columns import Instant
from ..core.errors import HubError, Invalid, NotFound
from ..core.i18n import _
from ..core.policy import can, require
from ..core.viewer import Viewer
from .addressing import roll_of
from .mentions import Addressees, Roll, may_name_somebody
from .models import Membership, Message
from .policy import Standing, is_active, standings
from .rules import EXCERPT, clean_body, clean_client_id, clean_public_id
from .shapes import Facet, MessageDraft, Posted

Outcome = Posted | HubError


class Quoted(NamedTuple):
    """The message that somebody replies to; `author_is_in` while its author may still read the answer there."""

    public_id: str
    id: int
    channel_id: int
    seq: int
    beginning: str
    retracted_at: datetime | None
    unit_name: str
    author_name: str
    author_id: int
    author_is_in: bool


@dataclass(slots=True)
class Entry:
    """A post on its way into the database. `twin` is an earlier one of the same batch with the same key.

    `answered` is the person id of whoever is told that it replies to them, unless its words name them anyway.
    `reached` are the person ids for whom something else waits because of it; `found` is what extras learnt when they
    admitted it.
    """

    viewer: Viewer
    draft: MessageDraft
    outcome: Outcome | None = None
    twin: "Entry | None" = None
    place: Standing | None = None
    reply: Quoted | None = None
    named: Addressees = field(default_factory=Addressees)
    answered: int | None = None
    facets: Facet = Facet(0)
    reached: set[int] = field(default_factory=set)
    found: dict[Facet, Any] = field(default_factory=dict)
    id: int = 0
    public_id: str = ""
    seq: int = 0
    change: int = 0
    posted_at: datetime | None = None
    last_read: int = 0

    @property
    def told(self) -> dict[int, str]:
        """The person ids for whom its words wait in 待我处理, each with the basis of the `Mention`."""
        return self.named.people if self.answered is None else {**self.named.people, self.answered: "reply"}

    @property
    def is_open(self) -> bool:
        """Whether nothing has been decided about it."""
        return self.outcome is None and self.twin is None


def each(entries: Iterable[Entry], act: Callable[[Entry], None]) -> None:
    """Do `act` to each entry; a refusal is that entry's outcome and nobody else's."""
    for entry in entries:
        try:
            act(entry)
        except HubError as refusal:
            entry.outcome = refusal


def clean(entry: Entry) -> None:
    """Bring the draft into the form that is kept; Invalid, TooLarge or NotFound."""
    draft = entry.draft
    entry.draft = replace(
        draft,
        channel=clean_public_id(draft.channel),
        client_id=clean_client_id(draft.client_id),
        body=clean_body(draft.body, may_be_empty=draft.may_be_wordless),
        reply_to=None if draft.reply_to is None else clean_public_id(draft.reply_to),
    )


def admit(session: Session, entries: list[Entry]) -> None:
    """Let in who may post, with what they reply to and whom they name: two queries, and what replies and names need."""
    places = standings(session, {e.viewer.person_id for e in entries}, {e.draft.channel for e in entries})
    present = _present(session, [entry.viewer for entry in entries])
    quoted = _quoted(session, {entry.draft.reply_to for entry in entries if entry.draft.reply_to})
    rolls: dict[int, Roll] = {}

    def let_in(entry: Entry) -> None:
        place = places.get((entry.viewer.person_id, entry.draft.channel)) if _is_among(present, entry.viewer) else None
        entry.place = _entered(session, entry.viewer, place)
        entry.reply = _reply(quoted, entry.draft.reply_to, entry.place.channel_id)
        if may_name_somebody(entry.draft.body):
            if entry.place.channel_id not in rolls:
                rolls[entry.place.channel_id] = roll_of(session, entry.place.channel_id)
            entry.named = rolls[entry.place.channel_id].addressees(entry.viewer.person_id, entry.draft.body)
        entry.answered = _answered(entry)

    each(entries, let_in)


_alive = union_all(
    select(literal("session"), SignedInSession.id).where(
        SignedInSession.id.in_(bindparam("sessions", expanding=True)),
        SignedInSession.ended_at.is_(None),
        SignedInSession.expires_at > bindparam("now", type_=Instant),
    ),
    select(literal("token"), ApiToken.id).where(
        ApiToken.id.in_(bindparam("tokens", expanding=True)), ApiToken.revoked_at.is_(None)
    ),
)
_author_is_in = (
    exists()
    .where(Membership.channel_id == Message.channel_id, Membership.person_id == Message.author_id)
    .where(Membership.ended_at.is_(None), Person.id == Membership.person_id, Unit.id == Person.unit_id)
    .where(is_active(bindparam("today", type_=Date)))
    .correlate(Message)  # whose unit the author wrote for then is another question
)
_quotable = (
    select(Message.public_id, Message.id, Message.channel_id, Message.seq, func.substr(Message.body, 1, 4 * EXCERPT))
    .add_columns(Message.retracted_at, Unit.short_name, Person.name, Person.id, _author_is_in)
    .join(Person, Person.id == Message.author_id)
    .join(Unit, Unit.id == Message.unit_id)
    .where(Message.public_id.in_(bindparam("messages", expanding=True)))
)


def _present(session: Session, viewers: list[Viewer]) -> set[tuple[str, int]]:
    """The sessions and tokens that have not ended since the viewers were looked up."""
    sessions = {viewer.session_id for viewer in viewers if viewer.session_id is not None}
    tokens = {viewer.token_id for viewer in viewers if viewer.token_id is not None}
    if not sessions and not tokens:
        return set()
    asked = {"sessions": list(sessions), "tokens": list(tokens), "now": clock.now()}
    return {(kind, id_) for kind, id_ in session.connection().execute(_alive, asked)}


def _is_among(present: set[tuple[str, int]], viewer: Viewer) -> bool:
    """Whether how the viewer came in still stands; the command line has neither session nor token."""
    came_by_session = viewer.session_id is None or ("session", viewer.session_id) in present
    return came_by_session and (viewer.token_id is None or ("token", viewer.token_id) in present)


def _quoted(session: Session, public_ids: set[str]) -> dict[str, Quoted]:
    if not public_ids:
        return {}
    rows = session.connection().execute(_quotable, {"messages": list(public_ids), "today": clock.today()})
    return {row[0]: Quoted(*row) for row in rows}


def _entered(session: Session, viewer: Viewer, place: Standing | None) -> Standing:
    if place is None or not can(session, viewer, "channel.read", place):
        raise NotFound(_("没有找到，或者您无权查看。"))
    require(session, viewer, "channel.post", place)
    return place


def _reply(quoted: dict[str, Quoted], public_id: str | None, channel_id: int) -> Quoted | None:
    if public_id is None:
        return None
    found = quoted.get(public_id)
    if found is None or found.channel_id != channel_id:
        raise NotFound(_("要引用的消息不在这个频道里。"), field="reply_to")
    if found.retracted_at is not None:
        raise Invalid(_("要引用的消息已撤回，请去掉引用后重发。"), field="reply_to")
    return found


def _answered(entry: Entry) -> int | None:
    quoted = entry.reply
    if quoted is None or not quoted.author_is_in or quoted.author_id == entry.viewer.person_id:
        return None
    return None if quoted.author_id in entry.named.people else quoted.author_id
