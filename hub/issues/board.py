"""A unit's board: what it owes, grouped by how urgent it is, and what it has raised, in channels that the viewer is in."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..accounts.queries import directory
from ..accounts.queries.snapshot import UnitEntry
from ..core.errors import NotFound
from ..core.i18n import _
from ..core.viewer import Viewer
from .listing import RegisterFilter
from .queries import RegisterRow, register
from .rules import TAKING_UP

MOST = 100
"""Lines of each part; the register has the rest."""


@dataclass(frozen=True, slots=True)
class Board:
    """The unit, what it owes by group (the most urgent first, groups with nothing left out), and what it has raised that is
    not over yet. `owes_more` and `raised_more` say that the register holds more of it."""

    unit: UnitEntry
    owes: Mapping[str, list[RegisterRow]]
    raised: list[RegisterRow]
    owes_more: bool
    raised_more: bool


def board(session: Session, viewer: Viewer, unit: str) -> Board:
    """The board of a unit (public id); NotFound where there is no such unit. Holds nothing of channels the viewer is not in."""
    entry = directory(session).unit_by_public_id(unit)
    if entry is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    owed = register(session, viewer, RegisterFilter(unit=unit), limit=MOST)
    raised = register(session, viewer, RegisterFilter(raiser=unit), limit=MOST)
    groups: dict[str, list[RegisterRow]] = {name: [] for name in group_names()}
    for row in owed.rows:
        groups[group_of(row)].append(row)
    owes = {name: rows for name, rows in groups.items() if rows}
    return Board(entry, owes, raised.rows, bool(owed.next), bool(raised.next))


def group_of(row: RegisterRow) -> str:
    """Where a line stands: late and soon by their light, the rest by what is to be done next."""
    card = row.card
    if card.light in {"overdue", "soon"}:
        return card.light
    if card.state in TAKING_UP:
        return "open"
    return {"acknowledged": "acknowledged", "resolved": "resolved"}.get(card.state, "on_hold")


def group_names() -> dict[str, str]:
    """The groups in their order, by name."""
    return {
        "overdue": _("已逾期"),
        "soon": _("临期"),
        "open": _("待受理"),
        "acknowledged": _("办理中"),
        "resolved": _("待销号"),
        "on_hold": _("挂账"),
    }
