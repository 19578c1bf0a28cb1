"""The kinds of notices about issues, their words, and until when each still holds."""

from collections.abc import Callable

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..core.i18n import _, _n
from ..escalation.models import Escalation, InboxItem
from ..escalation.shapes import Clock
from ..issues.clocks import EXTENSION, ISSUE
from ..issues.models import ExtensionRequest, Issue, IssueUnit
from .causes import register
from .shapes import Kind

RAISED, SETTLED, ASKED, DECIDED = "issue-raised", "issue-settled", "extension-asked", "extension-decided"


def step_kind(clock: Clock) -> str:
    """The kind of notice that steps of this clock are."""
    return f"issue-{clock}"


def _inbox_is_open(session: Session, person: int, message: int) -> bool:
    """Not once the matter has moved on: each act makes void what steps before it have told."""
    issue = select(Issue.id).where(Issue.message_id == message).scalar_subquery()
    requests = select(ExtensionRequest.id).where(ExtensionRequest.issue_id == issue)
    of_issue = and_(Escalation.matter == ISSUE, Escalation.matter_id == issue)
    of_request = and_(Escalation.matter == EXTENSION, Escalation.matter_id.in_(requests))
    found = select(InboxItem.id).join(Escalation, Escalation.id == InboxItem.escalation_id)
    found = found.where(InboxItem.person_id == person, InboxItem.settled_at.is_(None), or_(of_issue, of_request))
    return session.execute(found.limit(1)).first() is not None


def _unit_has_to(session: Session, person: int, message: int) -> bool:
    """Whether the person's unit still has to take the issue up."""
    found = (
        select(IssueUnit.id)
        .join(Issue, Issue.id == IssueUnit.issue_id)
        .join(Person, Person.unit_id == IssueUnit.unit_id)
        .where(Issue.message_id == message, Person.id == person, Issue.state.in_(["open", "reopened"]))
        .where(IssueUnit.acknowledged_at.is_(None), IssueUnit.released_at.is_(None))
    )
    return session.execute(found).first() is not None


def _is_unclosed(session: Session, _person: int, message: int) -> bool:
    return session.scalar(select(Issue.state).where(Issue.message_id == message)) == "resolved"


def _is_pending(session: Session, _person: int, message: int) -> bool:
    found = select(ExtensionRequest.id).join(Issue, Issue.id == ExtensionRequest.issue_id)
    found = found.where(Issue.message_id == message, ExtensionRequest.state == "pending")
    return session.execute(found).first() is not None


def _register(
    name: str,
    to_person: Callable[[str], str],
    to_group: Callable[[str], str],
    still_waits: Callable[[Session, int, int], bool] | None = None,
    several: Callable[[int], str] | None = None,
) -> None:
    register(Kind(name, to_person, to_group, still_waits, several))


_register(
    RAISED,
    lambda place: _("“%(place)s”有问题需要您单位受理，请登录会商系统办理。", place=place),
    lambda place: _("“%(place)s”有新的问题，请责任单位登录会商系统受理。", place=place),
    _unit_has_to,
    lambda n: _n("有%(num)d个问题需要您单位受理，请登录会商系统办理。", n),
)
_register(
    SETTLED,
    lambda place: _("“%(place)s”有您单位提出的问题已办结，请登录会商系统确认销号。", place=place),
    lambda place: _("“%(place)s”有问题已办结，请提出单位登录会商系统确认销号。", place=place),
    _is_unclosed,
    lambda n: _n("有%(num)d个您单位提出的问题已办结，请登录会商系统确认销号。", n),
)
_register(
    ASKED,
    lambda place: _("“%(place)s”有问题申请延期，等您审批，请登录会商系统办理。", place=place),
    lambda place: _("“%(place)s”有问题申请延期，请审批人登录会商系统办理。", place=place),
    _is_pending,
    lambda n: _n("有%(num)d份延期申请等您审批，请登录会商系统办理。", n),
)
_register(
    DECIDED,
    lambda place: _("“%(place)s”的延期申请已有审批结果，请登录会商系统查看。", place=place),
    lambda place: _("“%(place)s”的延期申请已有审批结果，请登录会商系统查看。", place=place),
)
_register(
    step_kind(Clock.ANSWER),
    lambda place: _("“%(place)s”有问题到时仍未受理，升级到您，请登录会商系统处理。", place=place),
    lambda place: _("“%(place)s”有问题到时仍未受理，请有关单位登录会商系统处理。", place=place),
    _inbox_is_open,
    lambda n: _n("有%(num)d个问题到时仍未受理，升级到您，请登录会商系统处理。", n),
)
_register(
    step_kind(Clock.DUE),
    lambda place: _("“%(place)s”有问题临近或超过办理时限，请登录会商系统处理。", place=place),
    lambda place: _("“%(place)s”有问题临近或超过办理时限，请有关单位登录会商系统处理。", place=place),
    _inbox_is_open,
    lambda n: _n("有%(num)d个问题临近或超过办理时限，请登录会商系统处理。", n),
)
_register(
    step_kind(Clock.PROGRESS),
    lambda place: _("“%(place)s”有问题多日没有反馈进展，请登录会商系统处理。", place=place),
    lambda place: _("“%(place)s”有问题多日没有反馈进展，请有关单位登录会商系统处理。", place=place),
    _inbox_is_open,
    lambda n: _n("有%(num)d个问题多日没有反馈进展，请登录会商系统处理。", n),
)
_register(
    step_kind(Clock.CLOSING),
    lambda place: _("“%(place)s”有问题办结后还没有销号，请登录会商系统确认。", place=place),
    lambda place: _("“%(place)s”有问题办结后还没有销号，请登录会商系统确认。", place=place),
    _inbox_is_open,
    lambda n: _n("有%(num)d个问题办结后还没有销号，请登录会商系统确认。", n),
)
_register(
    step_kind(Clock.REVIEW),
    lambda place: _("“%(place)s”有挂账的问题到了复核日期，请登录会商系统处理。", place=place),
    lambda place: _("“%(place)s”有挂账的问题到了复核日期，请登录会商系统处理。", place=place),
    _inbox_is_open,
    lambda n: _n("有%(num)d个挂账的问题到了复核日期，请登录会商系统处理。", n),
)
_register(
    step_kind(Clock.APPROVAL),
    lambda place: _("“%(place)s”的延期申请还没有审批，请登录会商系统办理。", place=place),
    lambda place: _("“%(place)s”的延期申请还没有审批，请审批人登录会商系统办理。", place=place),
    _inbox_is_open,
    lambda n: _n("有%(num)d份延期申请还没有审批，请登录会商系统办理。", n),
)
