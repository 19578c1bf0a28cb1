"""Use cases of exports: ask for one, give it up, take its file. Each is told of, so the audit trail has it."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Conflict
from ...core.events import record
from ...core.i18n import _, current_locale
from ...core.policy import require
from ...core.viewer import Viewer
from ..queries.entering import enter
from ..shapes.exporting import ExportForm, ExportView
from . import queries
from .events import ExportAsked, ExportDownloaded
from .models import Export
from .rules import KEPT, OPEN_LIMIT, OPEN_STATES, check_size, clean_format, clean_range, clean_reason


def ask_export(session: Session, viewer: Viewer, channel: str, form: ExportForm) -> ExportView:
    """Have a channel (public id) written to a file, aside; needs `channel.export`. The file is for the viewer alone.

    Messages that come after now are not in it. Raises NotFound, Denied, Invalid by field, TooLarge for more than one
    Word file holds, and Conflict while OPEN_LIMIT others of the viewer's are not ready.
    """
    place = enter(session, viewer, channel)
    require(session, viewer, "channel.export", place)
    format_ = clean_format(form.format)
    first_on, last_on = clean_range(form.first_on, form.last_on)
    reason = clean_reason(form.reason)
    first, last = queries.span(session, place.channel_id, first_on, last_on)
    check_size(format_, last - first + 1)
    _check_open(session, viewer)
    row = Export(channel_id=place.channel_id, person_id=viewer.person_id, format=format_, reason=reason)
    row.first_on, row.last_on, row.first_seq, row.last_seq = first_on, last_on, first, last
    row.locale = current_locale()
    session.add(row)
    session.flush()
    asked = ExportAsked(row.id, row.public_id, place.public_id, viewer.person_id, format_, first_on, last_on, row.total)
    record(session, asked)
    return queries.export(session, viewer, row.public_id)


def cancel_export(session: Session, viewer: Viewer, public_id: str) -> ExportView:
    """Give an export up that is not ready yet; its worker stops at its next step. Twice is once. Raises NotFound."""
    row = queries.found(session, viewer, public_id)
    mine = update(Export).where(Export.id == row.id, Export.state.in_(OPEN_STATES))
    session.execute(mine.values(state="cancelled", ended_at=clock.now()).execution_options(synchronize_session=False))
    session.expire(row)
    return queries.export(session, viewer, public_id)


def note_download(session: Session, viewer: Viewer, public_id: str) -> ExportView:
    """The viewer takes the file now; raises NotFound, and Conflict while it is not ready or once its time is over."""
    row = queries.found(session, viewer, public_id)
    if row.state in OPEN_STATES:
        raise Conflict(_("文件还没有生成，请稍候再下载。"))
    if row.state != "done" or row.ended_at is None or row.ended_at + KEPT <= clock.now():
        raise Conflict(_("文件已过期或没有生成，请重新导出。"))
    view = queries.export(session, viewer, public_id)
    record(session, ExportDownloaded(row.id, row.public_id, view.channel, viewer.person_id))
    return view


def _check_open(session: Session, viewer: Viewer) -> None:
    open_ = select(func.count()).where(Export.person_id == viewer.person_id, Export.state.in_(OPEN_STATES))
    if (session.scalar(open_) or 0) >= OPEN_LIMIT:
        raise Conflict(_("您已有%(count)d个导出正在生成，请等它们完成，或者先取消。", count=OPEN_LIMIT))
