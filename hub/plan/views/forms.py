"""What was typed about items and documents, as values for actions, and as fields to show again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from ...accounts.faults import Faults
from ...core.errors import HubError
from ...core.i18n import _
from ..drafts import DraftFacts, DraftItem, DraftParty
from ..forms import ItemForm
from ..queries import ItemView

Form = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class ItemFields:
    """An item's form as it is shown: everything text, as the browser sent it or as it is kept."""

    number: str = ""
    section: str = ""
    title: str = ""
    body: str = ""
    due_on: str = ""
    parties: tuple[DraftParty, ...] = ()


def fields_of_draft(item: DraftItem) -> ItemFields:
    """The fields of an item of a draft."""
    return _fields(item.number, item.section, item.title, item.body, item.due_on, item.parties)


def fields_of_item(item: ItemView) -> ItemFields:
    """The fields of an item of a plan; parties by the names that the hub has for them."""
    parties = tuple(DraftParty(party.name, party.is_lead) for party in item.parties)
    return _fields(item.number, item.section, item.title, item.body, item.due.on, parties)


def fields_typed(form: Form) -> ItemFields:
    """The fields as they were typed, with the row that was asked for moved or dropped."""
    texts = {name: form.get(name, "") for name in ("number", "section", "title", "body", "due_on")}
    return ItemFields(parties=_parties(form), **texts)


def read_item(fields: ItemFields) -> ItemForm:
    """The typed fields as a form for actions; raises Faults for what is no number or date."""
    faults = {}
    if not (fields.number.strip().isdecimal() and len(fields.number.strip()) <= 6):
        faults["number"] = _("请填写数字。")
    if fields.due_on.strip() and date_of(fields.due_on) is None:
        faults["due_on"] = _("请按2026-11-20的样子填写日期。")
    if faults:
        raise Faults(faults)
    return ItemForm(
        number=int(fields.number),
        section=fields.section,
        title=fields.title,
        body=fields.body.replace("\r\n", "\n"),
        due_on=date_of(fields.due_on),
        parties=fields.parties,
    )


def read_facts(form: Form) -> DraftFacts:
    """The typed facts of a document; raises Faults for what is no year or date."""
    faults = {
        name: _("请按2026-11-20的样子填写日期。")
        for name in ("dated_on", "printed_on")
        if form.get(name, "").strip() and date_of(form[name]) is None
    }
    year = form.get("year", "").strip()
    if not (year.isdecimal() and len(year) == 4):
        faults["year"] = _("请填写四位数的年份。")
    if faults:
        raise Faults(faults)
    return DraftFacts(
        title=form.get("title", "").strip(),
        number=form.get("number", "").strip(),
        issuer=form.get("issuer", "").strip(),
        dated_on=date_of(form.get("dated_on", "")),
        printed_on=date_of(form.get("printed_on", "")),
        year=int(year),
    )


def read_revision(form: Form) -> int:
    """The draft's revision that the page showed; one that never is when it says none."""
    text = form.get("revision", "")
    return int(text) if text.isdecimal() and len(text) <= 9 else -1


def faults_of(error: HubError) -> dict[str, str]:
    """Sentences by field; what belongs to no field stands under the empty one."""
    return error.by_field if isinstance(error, Faults) else {error.field or "": error.message}


def date_of(text: str) -> date | None:
    """The date that was typed as 2026-11-20; None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _fields(
    number: int, section: str, title: str, body: str, due_on: date | None, parties: tuple[DraftParty, ...]
) -> ItemFields:
    return ItemFields(str(number), section, title, body, due_on.isoformat() if due_on else "", parties)


def _parties(form: Form) -> tuple[DraftParty, ...]:
    leads = set(form.getlist("lead"))
    rows = [DraftParty(name, str(place) in leads) for place, name in enumerate(form.getlist("party"))]
    return tuple(party for party in _moved(rows, form.get("act", "")) if party.name.strip())


def _moved(rows: Sequence[DraftParty], act: str) -> list[DraftParty]:
    """`up-2` moves the row at place 2 up, `down-2` down, `drop-2` drops it; anything else leaves the rows alone."""
    what, _dash, text = act.partition("-")
    place = int(text) if text.isdecimal() and len(text) < 4 else -1
    moved = list(rows)
    if not 0 <= place < len(moved):
        return moved
    row = moved.pop(place)
    if what == "up":
        moved.insert(max(place - 1, 0), row)
    elif what == "down":
        moved.insert(place + 1, row)
    elif what != "drop":
        moved.insert(place, row)
    return moved
