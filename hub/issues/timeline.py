"""经过: what happened to an issue, each line a sentence in the reader's language, with what was said and its files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..channels.attachments.queries import of_messages
from ..channels.models import Message
from ..channels.shapes import FileView
from ..core.i18n import _, _n, _p
from ..core.markup import render
from ..escalation.shapes import Clock
from ..web.times import day, moment
from .models import Issue, IssueEvent
from .rules import Act, kinds
from .words import clock_name


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the timeline. `unit_name` and `person_name` are "" for what the hub did by itself; `said` is a sentence.

    `text` is what somebody wrote, `message` the public id of where it was said ("" nowhere, or retracted).
    """

    act: str
    at: datetime
    unit_name: str
    person_name: str
    said: str
    text: str
    message: str
    files: tuple[FileView, ...]
    before: str = ""

    @property
    def html(self) -> Markup:
        """What somebody wrote, as safe HTML."""
        return render(self.text, ())


def timeline_of(session: Session, issue: Issue) -> list[Happening]:
    """What happened to the issue, the latest first; three queries."""
    found = (
        select(IssueEvent, Person.name, Unit.short_name, Message.public_id, Message.retracted_at)
        .outerjoin(Person, Person.id == IssueEvent.person_id)
        .outerjoin(Unit, Unit.id == IssueEvent.unit_id)
        .outerjoin(Message, Message.id == IssueEvent.message_id)
        .where(IssueEvent.issue_id == issue.id)
        .order_by(IssueEvent.id.desc())
    )
    rows = session.execute(found).all()
    units = _unit_names(session, [event.detail for event, *_rest in rows])
    said_in = [event.message_id for event, *_rest, gone in rows if event.message_id and gone is None]
    files = of_messages(session, said_in) if said_in else {}
    return [_line(row, units, files) for row in rows]


def _line(row: Any, units: Mapping[str, str], files: Mapping[int, tuple[FileView, ...]]) -> Happening:
    event, person, unit, message, gone = row
    act = Act(event.act)
    here = message is not None and gone is None
    return Happening(
        act=event.act,
        at=event.at,
        unit_name=unit or "",
        person_name=person or "",
        said=_said(act, event.detail, units, by_hand=event.person_id is not None),
        text="" if act is Act.RAISE else event.text,
        message=message if here else "",
        files=files.get(event.message_id, ()) if here else (),
        before=_before(event.detail) if act is Act.EDIT else "",
    )


def _said(act: Act, detail: Mapping[str, Any], units: Mapping[str, str], *, by_hand: bool) -> str:
    if act is Act.ESCALATE and not by_hand:
        return _climbed(detail)
    if act is Act.REMIND:
        return _reminded(detail)
    return _SENTENCES[act](detail, units)


def _climbed(detail: Mapping[str, Any]) -> str:
    tier, step, told = detail["tier"], _step_words(detail["act"]), detail["told"]
    if not told:
        return _("升至第%(tier)d级%(step)s，这一级无人可告知，跳过", tier=tier, step=step)
    return _n("升至第%(tier)d级%(step)s，已告知%(num)d人", told, tier=tier, step=step)


def _step_words(act: str) -> str:
    return {"supervise": _("（未保办督办）"), "topic": _("（提请会商）")}.get(act, "")


def _reminded(detail: Mapping[str, Any]) -> str:
    if not detail.get("told"):
        return _("%(clock)s：无人可提醒，跳过", clock=clock_name(Clock(detail["clock"])))
    return _n("%(clock)s：已提醒%(num)d人", detail["told"], clock=clock_name(Clock(detail["clock"])))


def _recomputed(detail: Mapping[str, Any]) -> str:
    """The due time is counted anew, or when a clock (which the line names) has its next step."""
    before, after = _when(detail, "from"), _when(detail, "due_at")
    if "clock" not in detail:
        return _("工作日安排有变，时限由%(before)s改为%(after)s", before=before, after=after)
    name = clock_name(Clock(detail["clock"]))
    return _("工作日安排有变，“%(clock)s”的下一步由%(before)s改为%(after)s", clock=name, before=before, after=after)


def _when(detail: Mapping[str, Any], name: str) -> str:
    return moment(datetime.fromisoformat(detail[name])) if name in detail else "—"


def _names(public_ids: Iterable[str] | str, units: Mapping[str, str]) -> str:
    several = [public_ids] if isinstance(public_ids, str) else list(public_ids)
    return _("、").join(units.get(public_id, "—") for public_id in several)


Sentence = Callable[[Mapping[str, Any], Mapping[str, str]], str]
_SENTENCES: dict[Act, Sentence] = {
    Act.RAISE: lambda _detail, _units: _p("happened", "提出问题"),
    Act.ACKNOWLEDGE: lambda _detail, _units: _p("happened", "受理"),
    Act.REPORT: lambda _detail, _units: _p("happened", "反馈进展"),
    Act.RESOLVE: lambda _detail, _units: _p("happened", "办结，等待销号"),
    Act.CLOSE: lambda _detail, _units: _p("happened", "同意销号"),
    Act.REOPEN: lambda _detail, _units: _p("happened", "退回重新办理"),
    Act.WITHDRAW: lambda _detail, _units: _p("happened", "撤回问题"),
    Act.HOLD: lambda detail, _units: _("挂账，%(on)s复核", on=day(date.fromisoformat(detail["review_on"]))),
    Act.RESUME: lambda detail, _units: _("恢复办理，时限%(at)s", at=_when(detail, "due_at")),
    Act.HAND_OVER: lambda detail, units: _("转由%(to)s办理", to=_names(detail["to"], units)),
    Act.ASSIGN: lambda detail, units: _(
        "责任单位由%(before)s改为%(after)s", before=_names(detail["from"], units), after=_names(detail["to"], units)
    ),
    Act.CHANGE_DUE: lambda detail, _units: _(
        "时限由%(before)s改为%(after)s", before=_when(detail, "from"), after=_when(detail, "due_at")
    ),
    Act.ASK_EXTENSION: lambda detail, _units: _("申请延期至%(at)s", at=_when(detail, "due_at")),
    Act.APPROVE_EXTENSION: lambda detail, _units: _("同意延期至%(at)s", at=_when(detail, "due_at")),
    Act.REFUSE_EXTENSION: lambda detail, _units: _("不同意延期至%(at)s", at=_when(detail, "due_at")),
    Act.ESCALATE: lambda _detail, _units: _("要求提前升级"),
    Act.DEESCALATE: lambda detail, _units: _("降至第%(tier)d级", tier=detail["tier"]),
    Act.EDIT: lambda _detail, _units: _p("happened", "修改问题"),
    Act.RECOMPUTE: lambda detail, _units: _recomputed(detail),
}


def _before(detail: Mapping[str, Any]) -> str:
    """The words that stood there before an edit."""
    parts = (kinds().get(detail.get("kind", ""), ""), detail.get("title", ""), detail.get("body", ""))
    return "\n".join(part for part in parts if part)


def _unit_names(session: Session, details: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    ids: set[str] = set()
    for detail in details:
        for name in ("from", "to"):
            value = detail.get(name)
            ids |= {value} if isinstance(value, str) else set(value or ())
    return dict(session.execute(select(Unit.public_id, Unit.short_name).where(Unit.public_id.in_(ids))).all())
