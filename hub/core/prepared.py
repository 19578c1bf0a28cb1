"""Statements about whoever asks, made once for everybody of the same roles.

What waits for somebody is counted on every page. To put such a statement together took SQLAlchemy two to eight milliseconds (25 to
33 for all that a page counts, measured on a slow machine), the database a fraction of one to answer it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Date, Integer, Row, Select, bindparam, func, select, union_all
from sqlalchemy.orm import Session

from . import clock
from .columns import Instant
from .viewer import Role, Viewer

Asked = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Build = Callable[[Viewer], Asked | None]
NOW: Any = bindparam("asked_at", type_=Instant)
"""The instant at which it is asked."""
TODAY: Any = bindparam("asked_on", type_=Date)
"""The day in Shanghai on which it is asked."""
_PERSON: Any = bindparam("asking_person", type_=Integer)
_UNIT: Any = bindparam("asking_unit", type_=Integer)


def instant(name: str) -> Any:
    """An instant that is given under this name when it is asked."""
    return bindparam(name, type_=Instant)


class Prepared:
    """A statement that `build(viewer)` makes: of the viewer it may know the roles, and put person and unit (keys) into SQL.

    It says `NOW`, `TODAY` and `instant(…)` where it would ask the clock. None says that those roles ask for nothing.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self._made: dict[frozenset[Role], Asked | None] = {}

    def then(self, more: Callable[[Any], Asked]) -> "Prepared":
        """The same with more to it: an order, a limit."""

        def build(viewer: Viewer) -> Asked | None:
            found = self._build(viewer)
            return None if found is None else more(found)

        return Prepared(build)

    def counted(self) -> "Prepared":
        """How many rows it has."""
        return self.then(lambda found: select(func.count()).select_from(found.subquery()))

    def rows(self, session: Session, viewer: Viewer, **values: Any) -> Sequence[Row[*tuple[Any, ...]]]:
        """Its rows for the viewer as of now; `values` are what else it names."""
        made = self._of(viewer.roles)
        if made is None:
            return ()
        asked = {"asking_person": viewer.person_id, "asking_unit": viewer.unit_id}
        return session.execute(made, {**asked, "asked_at": clock.now(), "asked_on": clock.today(), **values}).all()

    def number(self, session: Session, viewer: Viewer, **values: Any) -> int:
        """The one number that it answers; 0 where those roles ask for nothing."""
        rows = self.rows(session, viewer, **values)
        return int(rows[0][0]) if rows else 0

    def _of(self, roles: frozenset[Role]) -> Asked | None:
        if roles not in self._made:
            self._made[roles] = self._build(_anybody(roles))
        return self._made[roles]


def together(branches: Iterable[Select[*tuple[Any, ...]]]) -> Asked | None:
    """All rows of several; None where there are none."""
    several = [*branches]
    return union_all(*several) if several else None


def _anybody(roles: frozenset[Role]) -> Viewer:
    return Viewer(_PERSON, "", "", "", _UNIT, "", "", "", roles)
