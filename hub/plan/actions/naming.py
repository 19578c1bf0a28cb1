"""The answers of a draft become units and other names, so that the next document is understood without asking."""

from dataclasses import replace

from sqlalchemy.orm import Session

from ...accounts.actions import GroupForm, UnitForm, add_unit, add_unit_alias, change_group
from ...accounts.queries import directory
from ...accounts.rules.names import name_key
from ...core.viewer import Viewer
from ..drafts import Answer, Draft
from ..importer.words.names import is_indefinite
from ..names import known_from


def settle_names(session: Session, viewer: Viewer, held: Draft) -> Draft:
    """Make the new units and other names that the draft's answers ask for; needs `accounts.manage`.

    Returns the draft with answers that name only what there is; answers for names that no item has any more are left out.
    """
    answers = {name: answer for name, answer in held.answers.items() if name in held.names}
    made: dict[str, str] = {}
    for name, answer in answers.items():
        if answer.kind == "new":
            key = name_key(answer.name)
            made[key] = made.get(key) or _new_unit(session, viewer, answer)
            answers[name] = Answer("unit", made[key])
    for name, answer in answers.items():
        _learn(session, viewer, name, answer)
    return replace(held, answers=answers)


def _new_unit(session: Session, viewer: Viewer, answer: Answer) -> str:
    form = UnitForm(name=answer.name, kind=answer.unit_kind, short_name=answer.short_name)
    return add_unit(session, viewer, form).public_id


def _learn(session: Session, viewer: Viewer, name: str, answer: Answer) -> None:
    """The written name is another name of the unit or group from now on, unless somebody is called so already.

    相关成员单位 is learnt by nobody: it means others in the next document.
    """
    known = known_from(directory(session))
    if answer.kind == "ignore" or is_indefinite(name) or known.find(name) is not None:
        return
    if answer.kind == "unit":
        add_unit_alias(session, viewer, answer.public_id, name)
        return
    group = next(group for group in known.directory.groups if group.public_id == answer.public_id)
    listed = () if group.kind else tuple(known.directory.unit(key).public_id for key in group.unit_ids)
    form = GroupForm(group.name, group.kind, listed, (*group.aliases, name))
    change_group(session, viewer, group.public_id, form)
