"""Names of units and groups: one written name means one thing."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from ...core.i18n import _
from ..queries.snapshot import directory
from ..rules.names import NAME_LENGTH, name_key, tidy


def name_sentence(session: Session, name: str, *, own: str | None, length: int = NAME_LENGTH) -> str | None:
    """What is wrong with a name for the unit or group with the public id `own` (None for a new one)."""
    if not tidy(name):
        return _("请填写名称。")
    if len(tidy(name)) > length:
        return _("最多%(length)d个字。", length=length)
    return taken_sentence(session, [name], own=own)


def taken_sentence(session: Session, names: Iterable[str], *, own: str | None) -> str | None:
    """Which of the names already means another unit or group."""
    others = {
        name_key(name): entry.names[0]
        for entry in directory(session).entries
        if entry.public_id != own
        for name in entry.names
    }
    for name in names:
        if name_key(name) in others:
            return _("“%(name)s”已经是“%(other)s”的名称。", name=tidy(name), other=others[name_key(name)])
    return None


def aliases_sentence(session: Session, aliases: Iterable[str], *, own: str | None) -> str | None:
    """What is wrong with a list of other names."""
    names = list(aliases)
    long = next((name for name in names if len(name) > NAME_LENGTH), None)
    if long is not None:
        return _("“%(name)s…”太长，最多%(length)d个字。", name=long[:12], length=NAME_LENGTH)
    return taken_sentence(session, names, own=own)
