"""Fields of an item in words, before and after, for whoever decides."""

from ...core.i18n import _
from ..comparing import Pair, Party, Version
from .draft_views import FieldChange


def field_changes(pair: Pair) -> tuple[FieldChange, ...]:
    """What changes, field by field; empty for what is new, gone or the same."""
    if pair.old is None or pair.new is None:
        return ()
    return tuple(FieldChange(field, *_words(field, pair.old, pair.new)) for field in pair.changed)


def field_word(field: str) -> str:
    """What a field is called on screens."""
    return {
        "number": _("序号"),
        "section": _("部分"),
        "title": _("标题"),
        "body": _("内容"),
        "due_on": _("办理时限"),
        "parties": _("责任单位"),
        "leads": _("牵头单位"),
    }[field]


def _words(field: str, old: Version, new: Version) -> tuple[str, str]:
    """The field before and after. Of parties only those that go and that come, unless it is their order that changes."""
    if field == "parties":
        left, came = _only_in(old, new), _only_in(new, old)
        both = (left, came) if left or came else (list(old.parties), list(new.parties))
        return _names(both[0]), _names(both[1])
    if field == "leads":
        leading = [[party for party in version.parties if party.is_lead] for version in (old, new)]
        return _names(leading[0]) or _("不设"), _names(leading[1]) or _("不设")
    before, after = (getattr(version, field) for version in (old, new))
    return str(before or ""), str(after or "")


def _only_in(one: Version, other: Version) -> list[Party]:
    elsewhere = {party.who for party in other.parties}
    return [party for party in one.parties if party.who not in elsewhere]


def _names(parties: list[Party]) -> str:
    return _("、").join(party.name for party in parties)
