"""What issues are elsewhere: exports say how they stand, the search finds them, other processes know for whom they wait."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels import reaching
from ..channels.exporting import hooks
from ..channels.reaching import Moved
from ..channels.searching.texts import also_searched
from ..channels.shapes import Facet, IssueUnitView, MessageView
from ..core import clock
from ..core.bulk import among
from ..core.i18n import _
from .models import Issue
from .recipients import reach_of
from .rules import kinds, severities, states, written_number


@hooks.lines
def lines_of(message: MessageView) -> list[str]:
    """Number, kind and state of an issue, who answers for it, and by when."""
    card = message.facets.issue
    if card is None:
        return []
    named = (kinds()[card.kind], severities()[card.severity], states()[card.state])
    what = _("问题 %(number)s：%(what)s", number=card.number, what=_("，").join(named))
    who = _("责任单位：%(units)s", units=_("、").join(map(_unit, card.units)))
    due = _("办理时限：%(at)s", at=f"{clock.local(card.due_at):%Y-%m-%d %H:%M}")
    return [what, who, due + (_("（暂定）") if card.is_provisional else "")]


@also_searched(Facet.ISSUE)
def words_of(session: Session, message_ids: Sequence[int]) -> dict[int, list[str]]:
    """An issue is found by its number and by what it says now."""
    found = select(Issue.message_id, Issue.year, Issue.number, Issue.title, Issue.body)
    rows = session.execute(found.where(Issue.message_id.in_(message_ids)))
    return {id_: [written_number(year, number), title, body] for id_, year, number, title, body in rows}


def reached_by(session: Session, changes: Collection[Moved]) -> list[tuple[Moved, int]]:
    """For these changes of messages with issues: the change and each person (key) for whom an issue may wait by it."""
    found = select(Issue.message_id, Issue.id).where(
        among(session, Issue.message_id, {one.message_id for one in changes})
    )
    issues = {message_id: issue_id for message_id, issue_id in session.execute(found)}
    reach = reach_of(session, issues.values())
    return [(one, person) for one in changes if one.message_id in issues for person in reach[issues[one.message_id]]]


def _unit(unit: IssueUnitView) -> str:
    if unit.acknowledged_at is None:
        return unit.name
    return _("%(unit)s（%(at)s受理）", unit=unit.name, at=f"{clock.local(unit.acknowledged_at):%Y-%m-%d %H:%M}")


reaching.reaching(Facet.ISSUE, reached_by)
