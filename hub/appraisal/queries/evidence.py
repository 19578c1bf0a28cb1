"""The matters behind a figure: counted by the same SQL as the figure, so that they are as many."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...accounts.queries import directory
from ...calendar import office_time
from ...channels.models import Channel
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.viewer import Viewer
from ...issues import rules as issues
from ...issues.models import ExtensionRequest, Issue
from ...meetings.models import Attendance
from ...supervision.models import FollowUp, FollowUpEvent
from ...supervision.rules import written_number
from ..policy import sees_any
from ..rules import ENDS, STANDINGS, Period
from ..shapes import Evidence
from .asking import of_follow_up, of_issue
from .attending import attendances, standing
from .matters import Matters, kinds

MOST = 500
"""Lines of one page."""
FIGURES = (
    *(f"issues.{end}" for end in ENDS),
    *(f"follow_ups.{end}" for end in ENDS),
    *("taken_up.count", "taken_up.waiting", "extensions"),
    *(f"attendance.{standing}" for standing in STANDINGS),
)


def evidence(
    session: Session, viewer: Viewer, period: Period, figure: str, *, unit: str = "", channel: str = ""
) -> list[Evidence]:
    """What stands behind a figure of FIGURES, of a unit or of a channel (public ids); up to MOST lines. NotFound for others."""
    kind, _dot, which = figure.partition(".")
    if figure not in FIGURES or bool(unit) == bool(channel) or not sees_any(viewer):
        raise NotFound(_("没有找到，或者您无权查看。"))
    of = _Of(session, unit, channel)
    if kind in {"issues", "follow_ups"}:
        return _ended(session, viewer, period, kind, which, of)
    if kind == "taken_up":
        return _taken(session, viewer, period, which, of)
    if kind == "extensions":
        return _asked(session, viewer, period, of)
    return _attended(session, viewer, period, which, of)


class _Of:
    """The unit or the channel that is asked for, by keys; NotFound."""

    def __init__(self, session: Session, unit: str, channel: str) -> None:
        self._unit = directory(session).unit_by_public_id(unit) if unit else None
        self._channel = session.scalar(select(Channel.id).where(Channel.public_id == channel)) if channel else None
        if self._unit is None and self._channel is None:
            raise NotFound(_("没有找到，或者您无权查看。"))

    def narrow(self, unit_id: Any, channel_id: Any) -> ColumnElement[bool]:
        """SQL: the row is of it."""
        found: ColumnElement[bool] = unit_id.in_([])
        if self._unit is not None:
            found = unit_id == self._unit.id
        elif channel_id is not None:
            found = channel_id == self._channel
        return found


def _ended(session: Session, viewer: Viewer, period: Period, kind: str, which: str, of: _Of) -> list[Evidence]:
    matters = next(one for one in kinds(session, viewer) if one.name == kind)
    row = matters.matter
    wanted = select(row, Unit.short_name, matters.settled).where(Unit.id == matters.share.unit_id)
    wanted = wanted.where(
        *matters.due_in(period), matters.end == which, of.narrow(matters.share.unit_id, row.channel_id)
    )
    return _listed(session, matters, wanted)


def overdue(session: Session, viewer: Viewer, period: Period) -> list[Evidence]:
    """All that fell due in the period and is past it, unsettled: each once, of both kinds, the longest overdue first; up to MOST."""
    found = [_over(session, matters, period) for matters in kinds(session, viewer)]
    return sorted((one for several in found for one in several), key=lambda one: (one.due_at, one.number))[:MOST]


def _over(session: Session, matters: Matters, period: Period) -> list[Evidence]:
    wanted = select(matters.matter, Unit.short_name, matters.settled).where(Unit.id == matters.share.unit_id)
    return _listed(session, matters, wanted.where(*matters.due_in(period), matters.end == "overdue"))


def _listed(session: Session, matters: Matters, wanted: Select[Any]) -> list[Evidence]:
    """A matter once, with all the units that answer for it."""
    row = matters.matter
    rows = session.execute(wanted.order_by(row.due_at, row.id, matters.share.position).limit(MOST)).all()
    units: defaultdict[int, list[str]] = defaultdict(list)
    for one, unit, _settled in rows:
        units[one.id].append(unit)
    settled = {one.id: (one, at) for one, _unit, at in rows}
    return [_matter(one, "、".join(units[key]), due_at=one.due_at, settled_at=at) for key, (one, at) in settled.items()]


def _taken(session: Session, viewer: Viewer, period: Period, which: str, of: _Of) -> list[Evidence]:
    time = office_time(session)
    found: list[Evidence] = []
    for matters in kinds(session, viewer):
        is_taken = matters.taken_at.is_not(None) if which == "count" else matters.taken_at.is_(None)
        added = matters.share.added_at
        wanted = select(matters.matter, Unit.short_name, added, matters.taken_at)
        wanted = wanted.where(Unit.id == matters.share.unit_id, *matters.given_in(period), is_taken)
        wanted = wanted.where(of.narrow(matters.share.unit_id, matters.matter.channel_id)).order_by(added.desc())
        for one, unit, given, taken in session.execute(wanted.limit(MOST - len(found))):
            length = time.between(given, taken) if taken else None
            found.append(_matter(one, unit, at=given, settled_at=taken, length=length))
    return found


def _asked(session: Session, viewer: Viewer, period: Period, of: _Of) -> list[Evidence]:
    units = {unit.id: unit.short_name for unit in directory(session).units}
    first = of_issue(session, viewer, period).where(of.narrow(ExtensionRequest.unit_id, Issue.channel_id))
    others = of_follow_up(viewer, period).where(of.narrow(FollowUpEvent.unit_id, FollowUp.channel_id))
    found = [
        _matter(one, units.get(asked.unit_id, ""), at=asked.asked_at, word=asked.reason)
        for asked, one in session.execute(first.order_by(ExtensionRequest.asked_at).limit(MOST))
    ]
    rows = session.execute(others.order_by(FollowUpEvent.at).limit(MOST - len(found)))
    return found + [_matter(one, units.get(act.unit_id or 0, ""), at=act.at, word=act.text) for act, one in rows]


def _attended(session: Session, viewer: Viewer, period: Period, which: str, of: _Of) -> list[Evidence]:
    wanted = attendances(viewer, period).where(standing() == which, of.narrow(Attendance.unit_id, None))
    units = {unit.id: unit.short_name for unit in directory(session).units}
    return [
        Evidence(
            number="",
            title=held.title,
            unit=units.get(invited.unit_id, ""),
            endpoint="meetings.consultation",
            values={"consultation_id": held.public_id},
            at=held.opened_at or held.starts_at,
        )
        for invited, held in session.execute(wanted.order_by(Attendance.consultation_id).limit(MOST))
    ]


def _matter(one: Issue | FollowUp, unit: str, **more: Any) -> Evidence:
    if isinstance(one, Issue):
        number, at = issues.written_number(one.year, one.number), {"issue_id": one.public_id}
        return Evidence(number, one.called, unit, "issues.issue", at, **more)
    number = written_number(one.year, one.number)
    return Evidence(number, one.title, unit, "supervision.follow_up", {"follow_up": number}, **more)
