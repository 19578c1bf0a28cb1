"""经过: what happened to a follow-up, each line a sentence in the reader's language, with what was said and its files."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..core.i18n import _, _n, _p
from ..escalation.shapes import Clock
from ..files.kinds import kind_named
from ..files.models import StoredFile
from ..web.times import moment
from .models import FollowUp, FollowUpEvent, ProgressFile
from .rules import Act
from .shapes import Happening, ReportFile
from .words import clock_name

Detail = Mapping[str, Any]
Names = Mapping[str, str]


def timeline_of(session: Session, row: FollowUp) -> list[Happening]:
    """What happened to the follow-up, the latest first; three queries."""
    found = (
        select(FollowUpEvent, Person.name, Unit.short_name)
        .outerjoin(Person, Person.id == FollowUpEvent.person_id)
        .outerjoin(Unit, Unit.id == FollowUpEvent.unit_id)
        .where(FollowUpEvent.follow_up_id == row.id)
        .order_by(FollowUpEvent.id.desc())
    )
    rows = session.execute(found).all()
    units = _unit_names(session, [event.detail for event, *_rest in rows])
    files = files_of(session, [event.report_id for event, *_rest in rows if event.report_id])
    return [_line(event, person or "", unit or "", units, files) for event, person, unit in rows]


def files_of(session: Session, reports: Sequence[int]) -> Mapping[int, tuple[ReportFile, ...]]:
    """The files of these reports (keys); one query."""
    if not reports:
        return {}
    found = select(ProgressFile, StoredFile.size).join(StoredFile, StoredFile.id == ProgressFile.file_id)
    found = found.where(ProgressFile.report_id.in_(reports)).order_by(ProgressFile.report_id, ProgressFile.position)
    files: defaultdict[int, list[ReportFile]] = defaultdict(list)
    for row, size in session.execute(found):
        files[row.report_id].append(file_view(row, size))
    return {report: tuple(several) for report, several in files.items()}


def file_view(row: ProgressFile, size: int) -> ReportFile:
    """A file for screens; it is what its own name says, under which it was checked."""
    kind = kind_named(row.name)
    return ReportFile(row.public_id, row.name, size, kind.look, kind.media_type)


def _line(
    event: FollowUpEvent, person: str, unit: str, units: Names, files: Mapping[int, tuple[ReportFile, ...]]
) -> Happening:
    return Happening(
        act=event.act,
        at=event.at,
        unit_name=unit,
        person_name=person,
        said=_said(Act(event.act), event.detail, units, by_hand=event.person_id is not None),
        text=event.text,
        files=files.get(event.report_id or 0, ()),
        before=event.detail.get("text", ""),
    )


def _said(act: Act, detail: Detail, units: Names, *, by_hand: bool) -> str:
    if act is Act.ESCALATE and not by_hand:
        return _climbed(detail)
    return _SENTENCES[act](detail, units)


def _climbed(detail: Detail) -> str:
    tier, told = detail["tier"], detail["told"]
    step = _("（提请会商）") if detail["act"] == "topic" else ""
    if not told:
        return _("升至第%(tier)d级%(step)s，这一级无人可告知，跳过", tier=tier, step=step)
    return _n("升至第%(tier)d级%(step)s，已告知%(num)d人", told, tier=tier, step=step)


def _reminded(detail: Detail, _units: Names) -> str:
    clock = clock_name(Clock(detail["clock"]))
    if not detail.get("told"):
        return _("%(clock)s：无人可提醒，跳过", clock=clock)
    return _n("%(clock)s：已提醒%(num)d人", detail["told"], clock=clock)


def _opened(detail: Detail, _units: Names) -> str:
    said = _("纪要%(number)s印发，交办", number=detail["minutes"])
    return said if detail.get("has_lead", True) else said + _("；纪要没有写明牵头单位，等待区未保办指定")


def _corrected(detail: Detail, units: Names) -> str:
    said = [_("纪要%(number)s更正", number=detail["minutes"])]
    if "due_at" in detail:
        said.append(_due(detail, units))
    if "units" in detail:
        said.append(_assigned(detail, units))
    return _("；").join(said)


def _due(detail: Detail, _units: Names) -> str:
    return _("时限由%(before)s改为%(after)s", before=_when(detail, "from"), after=_when(detail, "due_at"))


def _changed_due(detail: Detail, units: Names) -> str:
    return _("同意延期，") + _due(detail, units) if detail.get("was_asked") else _due(detail, units)


def _again(said: Callable[[], str]) -> Callable[[Detail, Names], str]:
    def sentence(detail: Detail, units: Names) -> str:
        return said() + (_("，") + _due(detail, units) if "due_at" in detail else "")

    return sentence


def _assigned(detail: Detail, units: Names) -> str:
    before, after = _names(detail["units_from"], units), _names(detail["units"], units)
    return _("责任单位由%(before)s改为%(after)s", before=before, after=after)


def _recomputed(detail: Detail, units: Names) -> str:
    if "clock" not in detail:
        return _("工作日安排有变，") + _due(detail, units)
    before, after = _when(detail, "from"), _when(detail, "due_at")
    name = clock_name(Clock(detail["clock"]))
    return _("工作日安排有变，“%(clock)s”的下一步由%(before)s改为%(after)s", clock=name, before=before, after=after)


def _when(detail: Detail, name: str) -> str:
    return moment(datetime.fromisoformat(detail[name])) if name in detail else "—"


def _names(public_ids: Iterable[str], units: Names) -> str:
    return _("、").join(units.get(public_id, "—") for public_id in public_ids) or "—"


_SENTENCES: dict[Act, Callable[[Detail, Names], str]] = {
    Act.OPEN: _opened,
    Act.CORRECT: _corrected,
    Act.VOID: lambda _detail, _units: _("原纪要已作废"),
    Act.DROP: lambda detail, _units: _("更正后的纪要%(number)s没有这一项", number=detail.get("minutes", "")),
    Act.KEEP: lambda _detail, _units: _p("happened", "继续督办"),
    Act.ACCEPT: lambda _detail, _units: _p("happened", "承办"),
    Act.CONTEST: lambda _detail, _units: _p("happened", "提出异议"),
    Act.INSIST: lambda _detail, _units: _p("happened", "维持交办"),
    Act.ASSIGN: _assigned,
    Act.REPORT: lambda _detail, _units: _p("happened", "反馈进展"),
    Act.COMPLETE: lambda _detail, _units: _p("happened", "报办结，等待确认和销号"),
    Act.RECALL: lambda _detail, _units: _p("happened", "撤回办结，继续办理"),
    Act.CONFIRM: lambda _detail, _units: _p("happened", "确认办结"),
    Act.OBJECT: lambda _detail, _units: _p("happened", "不同意办结"),
    Act.CLOSE_OUT: lambda _detail, _units: _p("happened", "同意销号"),
    Act.SEND_BACK: _again(lambda: _p("happened", "退回重新办理")),
    Act.REOPEN: _again(lambda: _p("happened", "恢复督办")),
    Act.WITHDRAW: lambda _detail, _units: _p("happened", "撤销督办"),
    Act.ASK_DUE: lambda detail, _units: _("申请延期至%(at)s", at=_when(detail, "due_at")),
    Act.REFUSE_DUE: lambda detail, _units: _("不同意延期至%(at)s", at=_when(detail, "due_at")),
    Act.CHANGE_DUE: _changed_due,
    Act.ESCALATE: lambda _detail, _units: _p("happened", "催办"),
    Act.REMIND: _reminded,
    Act.RECOMPUTE: _recomputed,
}


def _unit_names(session: Session, details: Iterable[Detail]) -> dict[str, str]:
    ids = {unit for detail in details for name in ("units_from", "units") for unit in detail.get(name, ())}
    found = select(Unit.public_id, Unit.short_name).where(Unit.public_id.in_(ids))
    return {public_id: name for public_id, name in session.execute(found)} if ids else {}
