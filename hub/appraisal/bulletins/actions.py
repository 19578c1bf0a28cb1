"""Publishing a bulletin, and taking it back."""

import json

from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Conflict, Invalid, NotFound
from ...core.events import record
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ...minutes.rules import REASON_LIMIT, clean_line, digest
from ..rules import Period
from . import queries
from .events import BulletinPublished, BulletinWithdrawn
from .models import Bulletin
from .rules import Table, tables, written
from .words import full_days


def proposed(session: Session, period: Period) -> tuple[tuple[Table, ...], str]:
    """What would be published of the period as things stand, and its digest, by which `publish` knows what the office saw.

    Raises Invalid (field `to`) for a period that is not over, one that a bulletin is in the way of, and one
    in which nothing happened.
    """
    if period.last_on >= clock.today():
        raise Invalid(_("这一时段还没有结束，结束以后才能公布。"), field="to")
    if (other := queries.in_the_way(session, period)) is not None:
        days = full_days(Period(other.first_on, other.last_on))
        raise Invalid(
            _("与已经公布的%(days)s有重叠的日子：两份相减会透露没有公布的数字。请另选时段。", days=days), field="to"
        )
    found = tables(queries.counts(session, period))
    if not any(one.total != 0 for one in found):
        raise Invalid(_("这一时段没有可以公布的数字。请另选时段。"), field="to")
    return found, digest(written(found))


def publish(session: Session, viewer: Viewer, period: Period, seen: str) -> Bulletin:
    """Publish what the office saw. Raises Invalid as `proposed`, and Conflict when the figures have changed since."""
    require(session, viewer, "office")
    found, now = proposed(session, period)
    if now != seen:
        raise Conflict(_("数字刚刚有变化，没有公布。请再核对一遍。"))
    row = Bulletin(
        first_on=period.first_on,
        last_on=period.last_on,
        tables=json.dumps(written(found)),
        published_by=viewer.person_id,
    )
    session.add(row)
    session.flush()
    record(session, BulletinPublished(viewer.person_id, row.public_id, row.first_on, row.last_on))
    return row


def withdraw(session: Session, viewer: Viewer, public_id: str, reason: str) -> None:
    """Take one back, with a reason. Raises NotFound; Invalid (field `reason`); Conflict when it is withdrawn already."""
    require(session, viewer, "office")
    row = queries.bulletin(session, public_id)
    if row is None:
        raise NotFound(_("没有找到这份统计公报。"))
    said = clean_line(reason, "reason", REASON_LIMIT)
    if row.withdrawn_at is not None:
        raise Conflict(_("这份统计公报已经撤下。"))
    row.withdrawn_at, row.withdrawn_by, row.reason = clock.now(), viewer.person_id, said
    record(session, BulletinWithdrawn(viewer.person_id, row.public_id))
