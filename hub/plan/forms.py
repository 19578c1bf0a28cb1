"""What the office fills in about an item or a document, and what is wrong with it, field by field."""

from dataclasses import dataclass
from datetime import date

from ..accounts.faults import raise_any
from ..core.i18n import _
from . import rules
from .drafts import DraftFacts, DraftParty


@dataclass(frozen=True, slots=True)
class ItemForm:
    """An item as the office writes it; `parties` in order, by any name under which the hub knows them."""

    number: int
    section: str
    title: str
    body: str
    due_on: date | None
    parties: tuple[DraftParty, ...]


def tidy_parties(parties: tuple[DraftParty, ...]) -> tuple[DraftParty, ...]:
    """The parties without empty names, each name once; whoever is named twice leads if either says so."""
    leads: dict[str, bool] = {}
    for party in parties:
        name = " ".join(party.name.split())
        if name:
            leads[name] = leads.get(name, False) or party.is_lead
    return tuple(DraftParty(name, is_lead) for name, is_lead in leads.items())


def check_item(form: ItemForm) -> None:
    """Raise Faults by field for what no item may be."""
    long_name = next((party.name for party in form.parties if len(party.name) > rules.NAME_LENGTH), None)
    raise_any(
        {
            "number": None if 1 <= form.number <= rules.LARGEST_NUMBER else _("请填写1到9999之间的序号。"),
            "title": _words(form.title, rules.TITLE_LENGTH, required=True),
            "section": _words(form.section, rules.TITLE_LENGTH),
            "body": _words(form.body, rules.BODY_LENGTH),
            "parties": _("“%(name)s…”太长，最多%(length)d个字。", name=long_name[:12], length=rules.NAME_LENGTH)
            if long_name
            else None,
        }
    )


def check_facts(facts: DraftFacts) -> None:
    """Raise Faults by field for what no document may say of itself."""
    raise_any(
        {
            "title": _words(facts.title, rules.TITLE_LENGTH, required=True),
            "number": _words(facts.number, rules.NUMBER_LENGTH),
            "issuer": _words(facts.issuer, rules.ISSUER_LENGTH),
            "year": None if facts.year in rules.YEARS else _("请填写2000到2100之间的年份。"),
        }
    )


def _words(text: str, length: int, *, required: bool = False) -> str | None:
    if required and not text.strip():
        return _("请填写。")
    if len(text) > length:
        return _("最多%(length)d个字。", length=length)
    return None
