"""Use cases of plans: check the policy, change rows, record what happened; the doors open the transactions."""

from .applying import Applied, apply_draft, import_draft, require_ready
from .drafts import (
    answer_name,
    confirm_leads,
    correct_facts,
    correct_item,
    discard_draft,
    make_units_of_unknown,
    remove_item,
    start_draft,
)
from .informing import informed_by_plan
from .items import add_item, change_item, end_item, restore_item
from .merging import Choice, Choices

__all__ = [
    "Applied",
    "Choice",
    "Choices",
    "add_item",
    "answer_name",
    "apply_draft",
    "change_item",
    "confirm_leads",
    "correct_facts",
    "correct_item",
    "discard_draft",
    "end_item",
    "import_draft",
    "informed_by_plan",
    "make_units_of_unknown",
    "remove_item",
    "require_ready",
    "restore_item",
    "start_draft",
]
