"""Notices about minutes: that a draft stands, that they wait to be signed, that they are out and a receipt is asked for.

They wait at the minutes' page; of a 个案会商 not a word of the title leaves the hub.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person, PersonRole, Unit
from ..channels.policy import is_active
from ..core import clock, events
from ..core.i18n import _
from ..core.policy import can
from ..core.viewer import Role, Viewer
from ..meetings.answering.queries import acting_for
from ..minutes.commenting.actions.opening import missing_of
from ..minutes.commenting.queries import running
from ..minutes.countersigning.queries import leaders
from ..minutes.countersigning.waiting import is_asked_to_countersign
from ..minutes.events import MinutesChanged, MinutesDrafted
from ..minutes.models import Minutes
from ..minutes.publishing.models import Receipt
from ..minutes.rules import Act
from ..web.times import moment
from .causes import register
from .outbox import announce
from .shapes import About, Cause, Kind

ASKED, TO_COUNTERSIGN, DRAFTED, TO_SIGN, SIGNED, PUBLISHED, VOIDED = (
    "minutes-comments",
    "minutes-countersign",
    "minutes-drafted",
    "minutes-to-sign",
    "minutes-signed",
    "minutes-published",
    "minutes-voided",
)


@events.on(MinutesDrafted)
def tell_of_draft(session: Session, event: MinutesDrafted) -> None:
    """Whoever took notes, and the chair; the office has it in 待我处理."""
    row = session.get_one(Minutes, event.minutes_id)
    people = {row.consultation.chair_id, row.consultation.note_taker_id} - {None}
    _tell(session, row, DRAFTED, people, None)


@events.on(MinutesChanged)
def tell_of_minutes(session: Session, event: MinutesChanged) -> None:
    """Whoever something waits for by this act."""
    row = session.get_one(Minutes, event.minutes_id)
    if event.act in {Act.ASK_UNITS, Act.REMIND_UNITS}:
        _tell(session, row, ASKED, acting_for(session, row.consultation, event.units), event.person_id)
    elif event.act == Act.ASK_COUNTERSIGNATURE:
        people = {person for unit in event.units for person in leaders(session, unit)}
        _tell(session, row, TO_COUNTERSIGN, people, event.person_id)
    elif event.act == Act.SEND_TO_SIGN:
        _tell(session, row, TO_SIGN, _signers(session, row), event.person_id)
    elif event.act == Act.SIGN:
        _tell(session, row, SIGNED, _office(session), event.person_id)
    elif event.act in {Act.PUBLISH, Act.REMIND}:
        _tell(session, row, PUBLISHED, acting_for(session, row.consultation, event.units), event.person_id)
    elif event.act == Act.VOID:
        _tell(session, row, VOIDED, acting_for(session, row.consultation, event.units), event.person_id)


def _tell(session: Session, row: Minutes, kind: str, people: Iterable[int | None], but: int | None) -> None:
    told = tuple(sorted(person for person in people if person is not None and person != but))
    if told:
        announce(session, Cause(kind, f"{row.id}.{row.revision}", told, thing_id=row.id, tells_group=False))


def _signers(session: Session, row: Minutes) -> set[int | None]:
    """The chair, and the committee's leadership; of a 个案会商 the chair."""
    chair = {row.consultation.chair_id}
    return chair if row.consultation.is_named_only else chair | _holding(session, Role.COMMITTEE)


def _office(session: Session) -> set[int | None]:
    return _holding(session, Role.OFFICE)


def _holding(session: Session, role: Role) -> set[int | None]:
    holds = select(PersonRole.person_id).where(PersonRole.role == role)
    found = select(Person.id).join(Unit, Unit.id == Person.unit_id).where(Person.id.in_(holds))
    return set(session.scalars(found.where(is_active(clock.today()))))


def _about(states: tuple[str, ...], rule: str = "minutes.read") -> Callable[[Session, int, Viewer], About | None]:
    def about(session: Session, minutes_id: int, viewer: Viewer) -> About | None:
        row = session.get(Minutes, minutes_id)
        if row is None or row.state not in states or not can(session, viewer, rule, row):
            return None
        title = _("个案会商纪要") if row.consultation.is_named_only else row.title
        return About(title, f"/minutes/{row.public_id}")

    return about


def _about_receipt(session: Session, minutes_id: int, viewer: Viewer) -> About | None:
    """While the viewer's unit has not signed for them."""
    missing = select(Receipt.id).where(Receipt.minutes_id == minutes_id, Receipt.unit_id == viewer.unit_id)
    if session.scalar(missing.where(Receipt.received_at.is_(None))) is None:
        return None
    return _about(("published",))(session, minutes_id, viewer)


def _about_round(session: Session, minutes_id: int, viewer: Viewer) -> About | None:
    """While the viewer's unit has said nothing; with the deadline and what silence means, as a round's notice has to say."""
    one = running(session, minutes_id)
    about = _about(("commenting",), "minutes.comment")(session, minutes_id, viewer)
    if one is None or about is None or not any(unit.unit_id == viewer.unit_id for unit in missing_of(session, one)):
        return None
    said = {"title": about.title, "due": moment(one.due_at)}
    if one.silence == "agrees":
        return About(_("“%(title)s”征求意见，%(due)s前未回复的视为无意见", **said), about.path)
    return About(_("“%(title)s”征求意见，请于%(due)s前回复，逾期不视为同意", **said), about.path)


def _about_countersignature(session: Session, minutes_id: int, viewer: Viewer) -> About | None:
    """While the viewer's unit has not said anything of the text as it stands."""
    waits = select(Minutes.id).where(Minutes.id == minutes_id, is_asked_to_countersign(viewer.unit_id))
    if session.scalar(waits) is None:
        return None
    return _about(("reviewing",), "minutes.countersign")(session, minutes_id, viewer)


def _register(name: str, words: Callable[[str], str], about: Callable[[Session, int, Viewer], About | None]) -> None:
    register(Kind(name, words, words, about=about))


_register(
    DRAFTED,
    lambda title: _("“%(title)s”已按会商记录起草，请登录会商系统整理。", title=title),
    _about(("draft",), "minutes.edit"),
)
_register(
    TO_SIGN, lambda title: _("“%(title)s”等您签发，请登录会商系统。", title=title), _about(("signing",), "minutes.sign")
)
_register(ASKED, lambda title: _("%(title)s。请登录会商系统回复。", title=title), _about_round)
_register(
    TO_COUNTERSIGN,
    lambda title: _("“%(title)s”请您会签，请登录会商系统。", title=title),
    _about_countersignature,
)
_register(SIGNED, lambda title: _("“%(title)s”已签发，请印发。", title=title), _about(("signed",), "minutes.lead"))
_register(PUBLISHED, lambda title: _("“%(title)s”已印发，请登录会商系统签收。", title=title), _about_receipt)
_register(VOIDED, lambda title: _("“%(title)s”已作废，请登录会商系统查看原因。", title=title), _about(("voided",)))
