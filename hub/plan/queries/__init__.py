"""Reads of plans: the plans themselves, and drafts on their way to becoming plans."""

from .draft_views import Change, DraftEntry, DraftView, FieldChange, Finding, ItemPreview, NamePreview, PreviewParty
from .drafts import change_of, compared, draft, draft_row, drafts, preview, target_row
from .marks import mark_of, mark_of_plan
from .plans import item, item_row, newest_plan, plan, plan_row, plan_view, plans
from .views import ItemView, PartyView, PlanTab, PlanView, SectionView
from .wording import field_word

__all__ = [
    "Change",
    "DraftEntry",
    "DraftView",
    "FieldChange",
    "Finding",
    "ItemPreview",
    "ItemView",
    "NamePreview",
    "PartyView",
    "PlanTab",
    "PlanView",
    "PreviewParty",
    "SectionView",
    "change_of",
    "compared",
    "draft",
    "draft_row",
    "drafts",
    "field_word",
    "item",
    "item_row",
    "mark_of",
    "mark_of_plan",
    "newest_plan",
    "plan",
    "plan_row",
    "plan_view",
    "plans",
    "preview",
    "target_row",
]
