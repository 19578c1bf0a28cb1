"""Raising an issue: its card in the channel, its number, its units, its due time, and its first clock."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...calendar import office_time
from ...channels import actions as channels
from ...channels import changing, queries
from ...channels.acknowledgements.queries import askable_in
from ...channels.models import Message
from ...channels.policy import Standing
from ...channels.rules import clean_public_id
from ...channels.shapes import Facet, MessageDraft
from ...core import clock
from ...core.errors import Conflict, Invalid, NotFound
from ...core.i18n import _
from ...core.numbers import next_number
from ...core.policy import require
from ...core.viewer import Viewer
from .. import clocks
from ..models import KINDS, SEVERITIES, Issue, IssueUnit, IssueYear
from ..rules import BODY_LIMIT, MOST_UNITS, Act, clean_date, clean_title, clean_words
from ..shapes import IssueDraft
from .standing import tell


def raise_issue(session: Session, viewer: Viewer, draft: IssueDraft) -> Issue:
    """Raise a problem in a channel; the same `client_id` again gives the issue that it raised before.

    Raises NotFound, Denied, Invalid (the field says which), TooLarge; Conflict for a key that was used for something else.
    """
    place = queries.thing(session, viewer, channel=draft.channel)
    require(session, viewer, "issue.raise", place)
    if not isinstance(place, Standing):
        raise NotFound(_("没有找到，或者您无权查看。"))
    title, body = clean_title(draft.title), clean_words(draft.body, "body", limit=BODY_LIMIT, may_be_empty=True)
    _check_kinds(draft)
    units = units_in(session, place.channel_id, draft.units)
    due = _due(session, draft)
    words = f"{title}\n\n{body}" if body else title
    message = MessageDraft(draft.channel, draft.client_id, words, draft.origin, files=draft.files)
    posted = channels.post_message(session, viewer, message)
    card = session.scalars(select(Message).where(Message.public_id == posted.id)).one()
    if posted.duplicate:
        return _raised_before(session, card)
    row = _row(session, viewer, draft, card, (title, body), due)
    session.add(row)
    session.flush()
    put_units(session, row, units)
    clocks.await_answer(session, row)
    changing.have(card, Facet.ISSUE)
    handling = {} if draft.due_on else {"handling": clocks.counted_by(clocks.handling_time(session, row.severity))}
    tell(session, row, Act.RAISE, viewer, message_id=card.id, detail=handling)
    return row


def _row(
    session: Session,
    viewer: Viewer,
    draft: IssueDraft,
    card: Message,
    said: tuple[str, str],
    due: tuple[datetime, bool],
) -> Issue:
    """The issue with its number; `said` are its title and its description."""
    year = clock.today().year
    return Issue(
        year=year,
        number=next_number(session, IssueYear, year),
        channel_id=card.channel_id,
        message_id=card.id,
        origin_message_id=card.reply_to_id,
        kind=draft.kind,
        severity=draft.severity,
        title=said[0],
        body=said[1],
        raised_by=viewer.person_id,
        unit_id=viewer.unit_id,
        raised_at=clock.now(),
        due_at=due[0],
        is_provisional=due[1],
        counted_from=None if draft.due_on else clock.now(),
    )


def units_in(session: Session, channel_id: int, wanted: tuple[str, ...]) -> list[int]:
    """The keys of the units with these public ids, in this order; Invalid for none, too many, or one that is not here."""
    ids = list(dict.fromkeys(wanted))
    if not ids:
        raise Invalid(_("请选择责任单位，第一个为牵头单位。"), field="units")
    if len(ids) > MOST_UNITS:
        raise Invalid(_("责任单位最多 %(most)d 个。", most=MOST_UNITS), field="units")
    here = {unit.public_id: unit.id for unit in askable_in(session, channel_id)}
    try:
        return [here[clean_public_id(public_id)] for public_id in ids]
    except (KeyError, NotFound):
        raise Invalid(_("有的责任单位不在这个频道里，请重新选择。"), field="units") from None


def put_units(session: Session, row: Issue, units: list[int]) -> None:
    """Have these units (keys) answer for the issue, the first in the lead."""
    rows = [
        {
            "issue_id": row.id,
            "unit_id": unit_id,
            "position": position,
            "is_lead": position == 0,
            "added_at": clock.now(),
            "acknowledged_at": None,
        }
        for position, unit_id in enumerate(units)
    ]
    session.execute(insert(IssueUnit), rows)
    session.expire(row, ["responsible_units"])


def unit_names(session: Session, units: list[int]) -> list[str]:
    """The public ids of these units (keys), in this order, for a timeline."""
    found = dict(session.execute(select(Unit.id, Unit.public_id).where(Unit.id.in_(units))).all())
    return [found[unit] for unit in units]


def _raised_before(session: Session, card: Message) -> Issue:
    row = session.scalar(select(Issue).where(Issue.message_id == card.id))
    if row is None:
        raise Conflict(_("这个 client_id 已用于另一条消息，请为新消息另取一个。"), field="client_id")
    return row


def _check_kinds(draft: IssueDraft) -> None:
    if draft.kind not in KINDS:
        raise Invalid(_("请选择类别：重点、难点或热点。"), field="kind")
    if draft.severity not in SEVERITIES:
        raise Invalid(_("请选择缓急：一般、紧急或特急。"), field="severity")


def _due(session: Session, draft: IssueDraft) -> tuple[datetime, bool]:
    now = clock.now()
    if draft.due_on is None:
        return clocks.due_from(session, draft.severity, now)
    working = office_time(session)
    due = clocks.close_of(working, clean_date(draft.due_on, clock.today()))
    return due, working.is_provisional(now, due)
