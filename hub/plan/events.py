"""What happened to plans and their items, told to the floors above in the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanImported:
    """A document has become a plan, or was imported again into one; its items' own events, with `in_import`, come before."""

    plan_id: int


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """An item is new in its plan, or is back after it was gone (its channel may exist, archived).

    `in_import` says that PlanImported follows: what concerns all items together can wait for it.
    """

    item_id: int
    in_import: bool = False


@dataclass(frozen=True, slots=True)
class ItemChanged:
    """An item's words, due date or parties are no longer what they were; `in_import` as for ItemAdded."""

    item_id: int
    in_import: bool = False


@dataclass(frozen=True, slots=True)
class ItemGone:
    """The office agreed that an item, which the newer document lacks, ends: its channel is archived, never deleted."""

    item_id: int
