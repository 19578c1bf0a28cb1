"""What was typed into the office's forms, as values for actions, and what a refusal says beside which field."""

from collections.abc import Sequence
from datetime import date

from werkzeug.datastructures import MultiDict

from ...core.errors import HubError
from ...core.i18n import _
from ...core.viewer import Role
from ..actions import GroupForm, PersonForm, UnitForm
from ..faults import Faults
from ..rules.names import read_aliases

Form = MultiDict[str, str]


def read_person(form: Form) -> PersonForm:
    """A person's fields; roles that the hub does not know are left out."""
    return PersonForm(
        name=form.get("name", ""),
        post=form.get("post", ""),
        roles=frozenset(Role(role) for role in form.getlist("roles") if role in set(Role)),
        login=form.get("login", ""),
        unit=form.get("unit", ""),
    )


def read_unit(form: Form) -> UnitForm:
    """A unit's fields; raises Faults for what is no number or date."""
    texts = {field: form.get(field, "").strip() for field in ("position", "active_from", "active_to")}
    faults = {}
    if texts["position"] and not (texts["position"].isdecimal() and len(texts["position"]) <= 6):
        faults["position"] = _("请填写数字。")
    for field in ("active_from", "active_to"):
        if texts[field] and _date(texts[field]) is None:
            faults[field] = _("请按2026-11-20的样子填写日期。")
    if faults:
        raise Faults(faults)
    return UnitForm(
        name=form.get("name", ""),
        kind=form.get("kind", ""),
        short_name=form.get("short_name", ""),
        tile=form.get("tile", ""),
        position=int(texts["position"]) if texts["position"] else None,
        aliases=read_aliases(form.get("aliases", "")),
        active_from=_date(texts["active_from"]),
        active_to=_date(texts["active_to"]),
    )


def read_group(form: Form) -> GroupForm:
    """A group's fields; the kind `listed` means the units that were ticked."""
    kind = form.get("kind", "")
    return GroupForm(
        name=form.get("name", ""),
        kind=None if kind == "listed" else kind,
        listed=tuple(form.getlist("listed")),
        aliases=read_aliases(form.get("aliases", "")),
    )


def faults_of(error: HubError) -> dict[str, str]:
    """Sentences by field; what belongs to no field stands under the empty one."""
    return error.by_field if isinstance(error, Faults) else {error.field or "": error.message}


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def filters_of(args: Form, names: Sequence[str]) -> dict[str, str]:
    """What a list is filtered by, as the address says; carried along by its links."""
    return {name: args[name] for name in names if args.get(name)}
