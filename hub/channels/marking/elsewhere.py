"""What marks and origins are elsewhere: decisions can be searched for, and exports say both."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.i18n import _, _p
from ...core.prose import plain
from ..exporting import hooks
from ..queries import place_name, said_where
from ..searching.deciding import answered_by
from ..searching.texts import also_searched
from ..shapes import Facet, MarkView, MessageView, OriginView
from .models import MessageMark
from .queries import load_origins


@answered_by
def decisions_among(session: Session, message_ids: Sequence[int]) -> set[int]:
    """Those of these messages (keys) that are marked 决定."""
    marked = select(MessageMark.message_id).where(MessageMark.message_id.in_(message_ids))
    return set(session.scalars(marked.where(MessageMark.kind == "decision")))


@also_searched(Facet.ORIGIN)
def words_of(session: Session, message_ids: Sequence[int]) -> dict[int, list[str]]:
    """The words that were forwarded; none once their origin is retracted."""
    return {
        id_: [plain(origin.body)] for id_, origin in load_origins(session, list(message_ids)).items() if origin.body
    }


@hooks.lines
def lines_of(message: MessageView) -> list[str]:
    """Where a message was forwarded from with what words, and what it is marked as."""
    origin = [_forwarded(message.facets.origin)] if message.facets.origin else []
    return origin + [_marked(mark) for mark in message.facets.marks]


def _forwarded(origin: OriginView) -> str:
    place = place_name(origin.kind, origin.title, origin.number)
    who = said_where(origin.unit_name, origin.author_name, place)
    said = _("原消息已撤回") if origin.is_retracted else plain(origin.body)
    at = f"{clock.local(origin.posted_at):%Y-%m-%d %H:%M}"
    return _("转发自%(who)s，%(at)s：%(said)s", who=who, at=at, said=said)


def _marked(mark: MarkView) -> str:
    kinds = {"decision": _("决定"), "statement": _("发言要点"), "task": _p("mark", "待办")}
    return _("标记为%(kind)s：%(unit)s %(name)s", kind=kinds[mark.kind], unit=mark.unit_name, name=mark.by_name)
