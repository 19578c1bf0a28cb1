"""The ladders of follow-ups, on the pages where the office keeps all ladders."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core.i18n import _
from ..core.viewer import Viewer
from ..escalation.shapes import Clock
from ..issues.ladders.others import Named, OtherKind, register
from .clocks import FOLLOW_UP
from .models import FollowUp
from .policy import visible
from .rules import written_number
from .words import clock_name


def clock_sentence(clock: Clock) -> str:
    """From when it counts, and what ends it."""
    return {
        Clock.ANSWER: _("从交办起计，责任单位全部承办后停止"),
        Clock.DUE: _("以办理时限为准，前后计算，报办结后停止"),
        Clock.PROGRESS: _("从承办或上一次反馈进展起计，再次反馈后重新计算"),
        Clock.CLOSING: _("从报办结起计，先提醒没有确认的配合单位，销号或退回后停止"),
        Clock.APPROVAL: _("从提出异议或申请延期起计，区未保办处理后停止"),
    }[clock]


def supposed(clock: Clock) -> str:
    """What is supposed to happen at the example's instant."""
    return {
        Clock.ANSWER: _("假如这时交办"),
        Clock.DUE: _("假如办理时限是这时"),
        Clock.PROGRESS: _("假如这时承办或反馈进展"),
        Clock.CLOSING: _("假如这时报办结"),
        Clock.APPROVAL: _("假如这时提出异议或申请延期"),
    }[clock]


def named(session: Session, viewer: Viewer, ids: Collection[int]) -> dict[int, Named]:
    """Number, title and address of these follow-ups (keys); of a case whose people the viewer is not among the number alone."""
    seen = FollowUp.id.in_(select(FollowUp.id).where(visible(viewer)))
    found = select(FollowUp.id, FollowUp.year, FollowUp.number, FollowUp.title, seen).where(FollowUp.id.in_(ids))
    rows = [(id_, written_number(year, no), title, sees) for id_, year, no, title, sees in session.execute(found)]
    return {
        id_: (number, title if sees else "", f"/follow-ups/{number}" if sees else "")
        for id_, number, title, sees in rows
    }


register(OtherKind(FOLLOW_UP, lambda: _("督办事项"), clock_name, clock_sentence, supposed, named))
