"""What units tell while they carry it out: progress 反馈 with files, and the lead that it is done 办结; what others say to that."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...channels.rules import clean_client_id
from ...core import clock
from ...core.errors import Conflict
from ...core.i18n import _
from ...core.viewer import Viewer
from ...files import taking
from ...issues.rules import clean_words
from .. import clocks
from ..models import FollowUp, ProgressFile, ProgressReport
from ..rules import REASON_LIMIT, TEXT_LIMIT, Act
from . import units
from .standing import check, forget_answers, locked, mine, standing, tell
from .taking import take_up


def report(  # noqa: PLR0913 (words, files and a key)
    session: Session, viewer: Viewer, number: str, words: str, files: tuple[str, ...] = (), client_id: str | None = None
) -> FollowUp:
    """反馈进展; whoever reports has taken it up. Raises NotFound, Denied, Invalid, TooLarge; Conflict, for a second try too."""
    row = locked(session, viewer, number, "follow_up.answer")
    check(Act.REPORT, row)
    text = clean_words(words, "text", limit=TEXT_LIMIT, may_be_empty=bool(files))
    took_it_up = take_up(session, viewer, row)
    said = _say(session, viewer, row, "report", text, files, client_id)
    row.reported_at = row.heard_at = clock.now()
    if row.state == "assigned" and took_it_up and all(one.accepted_at for one in standing(session, row)):
        units.settle_state(session, row)
    elif row.state in {"accepted", "in_progress"}:
        row.state = "in_progress"
        clocks.reported(session, row)
    tell(session, row, Act.REPORT, viewer, text=text, report_id=said)
    return row


def complete(  # noqa: PLR0913 (words, files and a key)
    session: Session, viewer: Viewer, number: str, words: str, files: tuple[str, ...] = (), client_id: str | None = None
) -> FollowUp:
    """报办结, by the lead, with the result: the supporting units confirm or object, then the office closes it out.

    Raises NotFound, Denied, Invalid, TooLarge; Conflict, for a second try too.
    """
    row = locked(session, viewer, number, "follow_up.lead")
    check(Act.COMPLETE, row)
    text = clean_words(words, "text", limit=TEXT_LIMIT)
    take_up(session, viewer, row)
    said = _say(session, viewer, row, "result", text, files, client_id)
    forget_answers(session, row)
    row.state, row.completed_at, row.result = "completed", clock.now(), text
    row.reported_at = row.heard_at = clock.now()
    row.asked_at = row.asked_due_at = row.asked_unit_id = None
    clocks.await_closing(session, row)
    tell(session, row, Act.COMPLETE, viewer, text=text, report_id=said)
    return row


def recall(session: Session, viewer: Viewer, number: str, reason: str) -> FollowUp:
    """撤回办结: the lead goes on with it after all. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, number, "follow_up.lead")
    check(Act.RECALL, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    resume(session, row)
    tell(session, row, Act.RECALL, viewer, text=text)
    return row


def confirm(session: Session, viewer: Viewer, number: str, note: str = "") -> FollowUp:
    """配合单位 confirm that it is done, also after an objection. Twice is once. Raises NotFound, Denied, TooLarge, Conflict."""
    row = locked(session, viewer, number, "follow_up.confirm")
    check(Act.CONFIRM, row)
    text = clean_words(note, "reason", limit=REASON_LIMIT, may_be_empty=True)
    one = mine(session, row, viewer)
    if one.confirmed_at is not None:
        return row
    one.confirmed_at, one.objected_at, one.objection = clock.now(), None, ""
    tell(session, row, Act.CONFIRM, viewer, text=text)
    return row


def object_to(session: Session, viewer: Viewer, number: str, reason: str) -> FollowUp:
    """配合单位 do not agree that it is done, and say why: the office decides. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, number, "follow_up.confirm")
    check(Act.OBJECT, row)
    text = clean_words(reason, "reason", limit=REASON_LIMIT)
    one = mine(session, row, viewer)
    one.confirmed_at, one.objected_at, one.objection = None, clock.now(), text
    tell(session, row, Act.OBJECT, viewer, text=text)
    return row


def resume(session: Session, row: FollowUp) -> None:
    """It is not done: whoever has taken it up goes on, the due time counts again."""
    forget_answers(session, row)
    row.completed_at, row.result, row.closed_at = None, "", None
    units.settle_state(session, row)
    clocks.due_counts(session, row)


def _say(  # noqa: PLR0913 (what a report holds)
    session: Session,
    viewer: Viewer,
    row: FollowUp,
    kind: str,
    text: str,
    files: tuple[str, ...],
    client_id: str | None,
) -> int:
    if client_id:
        before = select(ProgressReport.id).where(ProgressReport.client_id == clean_client_id(client_id))
        if session.scalar(before.where(ProgressReport.person_id == viewer.person_id)) is not None:
            raise Conflict(_("这一条已经提交过了。"))
    uploads = taking.taken(session, viewer, files)
    who = {"unit_id": viewer.unit_id, "person_id": viewer.person_id}
    said = ProgressReport(follow_up_id=row.id, kind=kind, text=text, client_id=client_id or None, **who)
    session.add(said)
    session.flush()
    for position, upload in enumerate(uploads):
        session.add(
            ProgressFile(
                report_id=said.id, file_id=upload.file_id, upload=upload.public_id, name=upload.name, position=position
            )
        )
    session.flush()
    taking.forget(session, uploads)
    return said.id
