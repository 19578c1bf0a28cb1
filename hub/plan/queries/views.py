"""What queries of plans return: frozen values for screens and programs."""

from dataclasses import dataclass
from datetime import date, datetime

from ..places import ItemPlace
from ..rules import Due


@dataclass(frozen=True, slots=True)
class PartyView:
    """A unit or group that an item names. `kind` is `unit` or `group`; `units` counts a group's units today."""

    kind: str
    public_id: str
    name: str
    tile: str
    written_name: str
    is_lead: bool
    is_mine: bool
    units: int = 1


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a plan as the viewer sees it; `place` is None where there is no channel that they may read."""

    id: int
    public_id: str
    number: int
    section: str
    title: str
    body: str
    due: Due
    parties: tuple[PartyView, ...]
    place: ItemPlace | None
    is_gone: bool

    @property
    def leads(self) -> tuple[PartyView, ...]:
        """The lead units 牵头单位."""
        return tuple(party for party in self.parties if party.is_lead)

    @property
    def supporting(self) -> tuple[PartyView, ...]:
        """The supporting units 配合单位: all that do not lead."""
        return tuple(party for party in self.parties if not party.is_lead)

    @property
    def is_mine(self) -> bool:
        """Whether the viewer's unit answers for the item, by name or in a group."""
        return any(party.is_mine for party in self.parties)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section 部分 and its items, in the document's order."""

    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class PlanTab:
    """A plan in the list of plans; `items` counts those that stand."""

    public_id: str
    year: int
    title: str
    number: str
    imported_at: datetime
    items: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with its sections; `gone` are items that a later version no longer has."""

    public_id: str
    year: int
    title: str
    number: str
    issuer: str
    dated_on: date | None
    printed_on: date | None
    imported_at: datetime
    sections: tuple[SectionView, ...]
    gone: tuple[ItemView, ...]

    @property
    def items(self) -> tuple[ItemView, ...]:
        """The items that stand, in order."""
        return tuple(item for section in self.sections for item in section.items)
