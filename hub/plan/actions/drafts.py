"""Correcting a draft: nothing but its own row changes."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from ...accounts.actions.naming import name_sentence
from ...accounts.faults import raise_any
from ...accounts.models import UNIT_KINDS
from ...accounts.queries import directory
from ...accounts.rules.names import SHORT_NAME_LENGTH
from ...core.errors import Conflict, Invalid, NotFound
from ...core.i18n import _
from ...core.viewer import Viewer
from .. import corrections
from ..drafts import Answer, Draft, DraftFacts, DraftItem, dump, load
from ..forms import ItemForm, check_facts, check_item, tidy_parties
from ..models import PlanDraft
from ..names import Known, known_from
from ..queries import draft_row
from ..resolving import resolve
from .informing import informed_by_plan


def start_draft(session: Session, viewer: Viewer, filename: str, held: Draft) -> PlanDraft:
    """Keep what was read from a document until the office has corrected it; needs `plan.import`.

    Where the plan is there already, see `informed_by_plan`.
    """
    held = informed_by_plan(session, viewer, held)
    row = PlanDraft(person_id=viewer.person_id, filename=filename[:200], reading=dump(held))
    session.add(row)
    session.flush()
    return row


def correct_facts(session: Session, viewer: Viewer, public_id: str, revision: int, facts: DraftFacts) -> None:
    """Other facts of the document; needs `plan.import`; raises Faults by field, Conflict, NotFound."""
    check_facts(facts)
    _correct(session, viewer, public_id, revision, lambda held: corrections.with_facts(held, facts))


def correct_item(
    session: Session, viewer: Viewer, public_id: str, revision: int, key: str | None, form: ItemForm
) -> str:
    """The item with that key as the office wrote it, its leads confirmed by that; None adds one. Returns the key.

    Needs `plan.import`; raises Faults by field, Conflict, NotFound.
    """
    check_item(form)
    keys: list[str] = []

    def change(held: Draft) -> Draft:
        if key is not None and held.item(key) is None:
            raise NotFound(_("这份草稿里没有这一事项。"))
        raise_any({"number": _taken(held, key, form.number)})
        keys.append(key or corrections.new_key(held))
        return corrections.with_item(held, _item(keys[0], form))

    _correct(session, viewer, public_id, revision, change)
    return keys[0]


def remove_item(session: Session, viewer: Viewer, public_id: str, revision: int, key: str) -> None:
    """Leave an item out; needs `plan.import`; raises Conflict, NotFound."""
    _correct(session, viewer, public_id, revision, lambda held: corrections.without_item(held, key))


def confirm_leads(
    session: Session, viewer: Viewer, public_id: str, revision: int, keys: frozenset[str] | None = None
) -> None:
    """Take the suggested leads of these items, or of all; needs `plan.import`; raises Conflict, NotFound."""
    _correct(session, viewer, public_id, revision, lambda held: corrections.with_leads_confirmed(held, keys))


def answer_name(
    session: Session, viewer: Viewer, public_id: str, revision: int, name: str, answer: Answer | None
) -> None:
    """Say who a written name is, for all items that write it; None takes the answer back.

    Needs `plan.import`; raises Faults by field, Conflict, NotFound.
    """
    known = known_from(directory(session))
    if answer is not None:
        _check_answer(session, known, answer)

    def change(held: Draft) -> Draft:
        if name not in held.names:
            raise NotFound(_("这份草稿里没有“%(name)s”。", name=name))
        return corrections.with_answer(held, name, answer)

    _correct(session, viewer, public_id, revision, change)


def make_units_of_unknown(session: Session, viewer: Viewer, public_id: str, revision: int) -> None:
    """Every name that nobody knows shall be a new unit, except those like 相关单位; needs `plan.import`.

    For the first plan of a new hub, which has no units yet. Raises Conflict, NotFound.
    """
    known = known_from(directory(session))

    def change(held: Draft) -> Draft:
        unknown = [name for name in held.names if resolve(known, held.answers, name).kind == "unknown"]
        return corrections.with_answers(held, corrections.new_units(unknown))

    _correct(session, viewer, public_id, revision, change)


def discard_draft(session: Session, viewer: Viewer, public_id: str) -> None:
    """Throw a draft away; needs `plan.import`; NotFound; Conflict when it has become a plan."""
    row = draft_row(session, viewer, public_id, to_change=True)
    _require_open(row)
    session.delete(row)


def _correct(session: Session, viewer: Viewer, public_id: str, revision: int, change: Callable[[Draft], Draft]) -> None:
    row = draft_row(session, viewer, public_id, to_change=True)
    _require_open(row)
    held = load(row.reading)
    if held.revision != revision:
        raise Conflict(_("这份草稿刚刚被别人修改过。请看过现在的内容，再重新修改。"))
    row.reading = dump(change(held))


def _require_open(row: PlanDraft) -> None:
    if row.applied_plan_id is not None:
        raise Conflict(_("这份草稿已经导入，请到工作要点页面修改。"))


def _item(key: str, form: ItemForm) -> DraftItem:
    return DraftItem(
        key=key,
        number=form.number,
        section=form.section.strip(),
        title=form.title.strip(),
        body=form.body.strip(),
        due_on=form.due_on,
        parties=tidy_parties(form.parties),
        leads_confirmed=True,
    )


def _taken(held: Draft, key: str | None, number: int) -> str | None:
    if any(item.number == number and item.key != key for item in held.items):
        return _("序号%(number)d已有事项。", number=number)
    return None


def _check_answer(session: Session, known: Known, answer: Answer) -> None:
    entries = known.directory.units if answer.kind == "unit" else known.directory.groups
    if answer.kind in {"unit", "group"} and answer.public_id not in {entry.public_id for entry in entries}:
        raise Invalid(_("请从列表中选择一个单位。"), field="answer")
    if answer.kind == "new":
        short_name = answer.short_name or answer.name
        raise_any(
            {
                "name": name_sentence(session, answer.name, own=None),
                "short_name": name_sentence(session, short_name, own=None, length=SHORT_NAME_LENGTH),
                "unit_kind": None if answer.unit_kind in UNIT_KINDS else _("请选择类别。"),
            }
        )
