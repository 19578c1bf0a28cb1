"""The page of one topic."""

from dataclasses import dataclass, field

from flask import render_template
from sqlalchemy.orm import Session

from ....core import clock
from ....core.db import reading
from ....core.viewer import Viewer
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import queries
from ..rules import LONGEST, REASON_LIMIT, TopicAct
from ..shapes import TopicSheet
from . import topics

TARGETS = 100
"""Topics that one may be merged into, as a form offers them: the likest first, then what is alive."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a form that was refused: which act's, its fields, and what is wrong with which."""

    act: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    error: str = ""
    field: str = ""


@topics.get("/topics/<topic_id>")
@door("topic.read")
def topic(topic_id: str) -> str:
    """A topic: what it is, where it comes from, what was coordinated, where it stands, what may be done."""
    return draw(topic_id)


def draw(topic_id: str, written: Written | None = None) -> str:
    """The page, with a form that was refused as it was; NotFound."""
    viewer, today = current_viewer(), clock.today()
    with reading() as session:
        sheet = queries.sheet(session, viewer, topic_id)
        targets = _targets(session, viewer, sheet) if TopicAct.MERGE in sheet.allowed else []
    return render_template(
        "meetings/topics/topic.html",
        sheet=sheet,
        line=sheet.line,
        may=sheet.allowed,
        targets=targets,
        written=written or Written(),
        today=today,
        latest=today + LONGEST,
        reason_limit=REASON_LIMIT,
    )


def _targets(session: Session, viewer: Viewer, sheet: TopicSheet) -> list[tuple[str, str]]:
    like = queries.alike(session, viewer, sheet.line.title, but=sheet.line.public_id)
    alive = queries.alive(session, viewer, but=sheet.line.public_id, limit=TARGETS)
    first = [one.public_id for one in like]
    return sorted(alive, key=lambda one: first.index(one[0]) if one[0] in first else len(first))
