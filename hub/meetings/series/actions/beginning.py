"""Beginning a series: its first consultations are there at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from ....core import clock, events
from ....core.errors import Invalid
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ...actions.inviting import clean_guest
from ...models import ConsultationKind
from ...rules import FURTHEST, MOST_PEOPLE, NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_link, clean_words
from ...shapes import ConsultationDraft, Named
from ..drafting import kept
from ..events import SeriesChanged
from ..following import bring_forward
from ..models import ConsultationSeries
from ..rules import Pattern, first_date


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """`draft` is what each consultation begins with: of its `starts_at` only the time of day counts. `from_on` is the first
    date that may be one of the rule's."""

    pattern: Pattern
    from_on: date
    draft: ConsultationDraft


def begin_series(session: Session, viewer: Viewer, wanted: SeriesDraft) -> ConsultationSeries:
    """A series with its consultations of the next months, as drafts. Raises Denied, Invalid by field, TooLarge."""
    require(session, viewer, "office")
    if wanted.from_on < clock.today():
        raise Invalid(_("开始日期应在今天或以后。"), field="starts_at")
    row = ConsultationSeries(created_by=viewer.person_id, exceptions=[])
    write(session, row, wanted)
    session.add(row)
    session.flush()
    bring_forward(session, row, viewer)
    told(session, row, viewer, "begin", row.begins_on)
    return row


def write(session: Session, row: ConsultationSeries, wanted: SeriesDraft) -> None:
    """Put what is wanted into a series; raises Invalid by field, TooLarge."""
    draft = wanted.draft
    kind = session.get(ConsultationKind, draft.kind)
    if kind is None or kind.is_named_only:
        raise Invalid(_("个案会商逐次安排，不设系列。"), field="kind")
    if wanted.from_on > clock.today() + FURTHEST:
        raise Invalid(_("开始日期应在两年之内。"), field="starts_at")
    if not draft.units:
        raise Invalid(_("请选择邀请单位。"), field="units")
    if draft.quorum is not None and draft.quorum > len(draft.units):
        raise Invalid(_("到会单位的最低数应在1与邀请单位数之间。"), field="quorum")
    title = clean_line(draft.title, "title", TITLE_LIMIT, _("请填写会商名称。"))
    note, link = clean_words(draft.note, "note", NOTE_LIMIT), clean_link(draft.link)
    people = _named(draft.people)
    row.draft = kept(replace(draft, title=title, note=note, link=link, people=people))
    row.rule, row.begins_on = wanted.pattern.rule, first_date(wanted.pattern, wanted.from_on)
    row.begins_minute, row.minutes = _minute(draft.starts_at), draft.minutes


def _named(people: Sequence[Named]) -> tuple[Named, ...]:
    if len(people) > MOST_PEOPLE:
        raise Invalid(_("最多指名 %(most)d 人。", most=MOST_PEOPLE), field="people")
    return tuple(one if one.person else Named(None, one.role, *clean_guest(one)) for one in people)


def told(session: Session, row: ConsultationSeries, viewer: Viewer, act: str, on: date) -> None:
    """Tell the floors above."""
    session.flush()
    events.record(session, SeriesChanged(row.id, row.public_id, act, on.isoformat(), viewer.person_id))  # type: ignore[arg-type]


def _minute(instant: datetime) -> int:
    at: time = clock.local(instant).time()
    return at.hour * 60 + at.minute
