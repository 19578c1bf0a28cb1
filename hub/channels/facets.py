"""What hangs on messages, read for a whole page at once: one query per kind, and none where no message has that kind."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from .shapes import Facet, Facets, MessageView

Load = Callable[[Session, list[int]], dict[int, Any]]

_loads: dict[Facet, tuple[str, Load]] = {}


def facet(kind: Facet, name: str) -> Callable[[Load], Load]:
    """Decorator: `load(session, message keys)` gives the field `name` of `Facets` for those messages that have it."""

    def register(load: Load) -> Load:
        _loads[kind] = (name, load)
        return load

    return register


def complete(session: Session, views: Iterable[MessageView]) -> list[MessageView]:
    """The same messages with what hangs on them; asks no policy: whoever reads them has."""
    found = list(views)
    fields: dict[int, dict[str, Any]] = {view.id: {} for view in found if view.facets.bits}
    for kind, (name, load) in _loads.items():
        if having := [view.id for view in found if view.facets.bits & kind]:
            for id_, value in load(session, having).items():
                fields[id_][name] = value
    return [_completed(view, fields[view.id]) if view.id in fields else view for view in found]


def _completed(view: MessageView, fields: dict[str, Any]) -> MessageView:
    return replace(view, facets=Facets(bits=view.facets.bits, **fields))
