"""The kinds of notices about follow-ups, their words, and until when each still holds: the number, never what it is about."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core.i18n import _
from ..core.policy import can
from ..core.viewer import Viewer
from ..escalation.models import Escalation, InboxItem
from ..escalation.shapes import Clock
from ..supervision.clocks import FOLLOW_UP
from ..supervision.models import FollowUp, FollowUpUnit
from ..supervision.rules import AT_WORK, TAKING_UP, written_number
from .causes import register
from .shapes import About, Kind

ASSIGNED, TO_DECIDE, DONE, TO_CLOSE, RETURNED, WITHDRAWN = (
    "follow-up-assigned",
    "follow-up-to-decide",
    "follow-up-done",
    "follow-up-to-close",
    "follow-up-returned",
    "follow-up-withdrawn",
)
Still = Callable[[Session, FollowUp, Viewer], bool]


def step_kind(clock: Clock) -> str:
    """The kind of notice that steps of this clock are."""
    return f"follow-up-{clock}"


def _about(still: Still) -> Callable[[Session, int, Viewer], About | None]:
    """Its number, by which it is called outside the page, while it still holds for whoever may know of it."""

    def about(session: Session, follow_up_id: int, viewer: Viewer) -> About | None:
        row = session.get(FollowUp, follow_up_id)
        if row is None or not can(session, viewer, "follow_up.read", row) or not still(session, row, viewer):
            return None
        number = written_number(row.year, row.number)
        return About(number, f"/follow-ups/{number}")

    return about


def _has_to_take_up(session: Session, row: FollowUp, viewer: Viewer) -> bool:
    mine = _of_unit(row, viewer).where(FollowUpUnit.accepted_at.is_(None), FollowUpUnit.contested_at.is_(None))
    return row.state in TAKING_UP and session.scalar(mine) is not None


def _has_to_confirm(session: Session, row: FollowUp, viewer: Viewer) -> bool:
    mine = _of_unit(row, viewer).where(FollowUpUnit.confirmed_at.is_(None), FollowUpUnit.objected_at.is_(None))
    return row.state == "completed" and session.scalar(mine) is not None


def _of_unit(row: FollowUp, viewer: Viewer):  # type: ignore[no-untyped-def] # noqa: ANN202 (a select of one column)
    found = select(FollowUpUnit.id).where(FollowUpUnit.follow_up_id == row.id, FollowUpUnit.unit_id == viewer.unit_id)
    return found.where(FollowUpUnit.released_at.is_(None))


def _has_to_decide(_session: Session, row: FollowUp, _viewer: Viewer) -> bool:
    is_asked = row.asked_at is not None and row.state in AT_WORK
    return row.state == "contested" or is_asked or row.unfounded_at is not None


def _inbox_is_open(session: Session, row: FollowUp, viewer: Viewer) -> bool:
    """Not once it has moved on: each act makes void what steps before it have told."""
    found = select(InboxItem.id).join(Escalation, Escalation.id == InboxItem.escalation_id)
    found = found.where(Escalation.matter == FOLLOW_UP, Escalation.matter_id == row.id)
    mine = found.where(InboxItem.person_id == viewer.person_id, InboxItem.settled_at.is_(None))
    return session.scalar(mine.limit(1)) is not None


def _register(name: str, words: Callable[[str], str], still: Still) -> None:
    register(Kind(name, words, words, about=_about(still)))


_register(
    ASSIGNED,
    lambda number: _("督办事项%(number)s交您单位承办，请登录会商系统办理。", number=number),
    _has_to_take_up,
)
_register(
    TO_DECIDE,
    lambda number: _("督办事项%(number)s等区未保办处理，请登录会商系统。", number=number),
    _has_to_decide,
)
_register(
    DONE,
    lambda number: _("督办事项%(number)s已报办结，请您单位登录会商系统确认。", number=number),
    _has_to_confirm,
)
_register(
    TO_CLOSE,
    lambda number: _("督办事项%(number)s已报办结，请登录会商系统销号或退回。", number=number),
    lambda _session, row, _viewer: row.state == "completed",
)
_register(
    RETURNED,
    lambda number: _("督办事项%(number)s已退回重新办理，请登录会商系统查看原因。", number=number),
    lambda _session, row, _viewer: row.state in AT_WORK,
)
_register(
    WITHDRAWN,
    lambda number: _("督办事项%(number)s已撤销，请登录会商系统查看原因。", number=number),
    lambda _session, row, _viewer: row.state == "withdrawn",
)
_register(
    step_kind(Clock.ANSWER),
    lambda number: _("督办事项%(number)s到时仍未承办，请登录会商系统处理。", number=number),
    _inbox_is_open,
)
_register(
    step_kind(Clock.DUE),
    lambda number: _("督办事项%(number)s临近或超过办理时限，请登录会商系统处理。", number=number),
    _inbox_is_open,
)
_register(
    step_kind(Clock.PROGRESS),
    lambda number: _("督办事项%(number)s多日没有反馈进展，请登录会商系统处理。", number=number),
    _inbox_is_open,
)
_register(
    step_kind(Clock.CLOSING),
    lambda number: _("督办事项%(number)s报办结后还没有销号，请登录会商系统处理。", number=number),
    _inbox_is_open,
)
_register(
    step_kind(Clock.APPROVAL),
    lambda number: _("督办事项%(number)s的异议或延期申请还没有处理，请登录会商系统处理。", number=number),
    _inbox_is_open,
)
