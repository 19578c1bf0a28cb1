"""What the office should look at in a draft: what stops the import first, then what the reader was not sure of."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ...accounts.words import kind_word
from ...core.i18n import _
from .. import rules
from ..drafts import Draft, DraftItem
from ..resolving import Resolved
from .draft_views import Finding, ItemPreview, NamePreview


def findings_of(held: Draft, items: Sequence[ItemPreview], names: Sequence[NamePreview]) -> tuple[Finding, ...]:
    """All findings, the blocking ones first, each group in the order of the document."""
    found = [*_of_document(held), *_of_names(names), *_of_groups(items, names), *_of_items(held, items), *_doubts(held)]
    return tuple(sorted(found, key=lambda finding: not finding.blocking))


def _of_document(held: Draft) -> Iterator[Finding]:
    if not held.items:
        yield Finding(_("没有任何事项。请添加事项，或换一份文件导入。"), blocking=True)
    if not held.facts.title.strip():
        yield Finding(_("没有读到文件标题，请填写。"), blocking=True)
    if len(held.facts.title) > rules.TITLE_LENGTH or len(held.facts.number) > rules.NUMBER_LENGTH:
        yield Finding(_("文件标题或文号太长，请改短。"), blocking=True)
    if len(held.facts.issuer) > rules.ISSUER_LENGTH:
        yield Finding(_("发文单位太长，请改短。"), blocking=True)
    if held.facts.year not in rules.YEARS:
        yield Finding(_("请填写这份要点是哪一年的。"), blocking=True)


def _of_names(names: Sequence[NamePreview]) -> Iterator[Finding]:
    unknown = [name.name for name in names if name.who.kind == "unknown"]
    if len(unknown) == 1:
        yield Finding(_("不认识“%(name)s”，请说明是哪个单位。", name=unknown[0]), name=unknown[0], blocking=True)
    elif unknown:
        said = _(
            "不认识%(count)d个名称，请说明各是哪个单位：%(names)s。", count=len(unknown), names=_("、").join(unknown)
        )
        yield Finding(said, name=unknown[0], blocking=True)


def _of_groups(items: Sequence[ItemPreview], names: Sequence[NamePreview]) -> Iterator[Finding]:
    """Groups that reach nobody, now and with the units that the import makes."""
    coming = {name.answer.unit_kind for name in names if name.answer and name.who.kind == "new"}
    named = {party.who.id: party.who for item in items for party in item.parties if party.who.kind == "group"}
    for group in named.values():
        if not group.units and group.unit_kind not in coming:
            yield _of_group(group)


def _of_group(group: Resolved) -> Finding:
    if not group.unit_kind:
        return Finding(_("集合“%(name)s”目前没有单位，请在“集合名称”中为它选定单位。", name=group.name), where="groups")
    kind = kind_word(group.unit_kind)
    said = _("集合“%(name)s”目前没有单位，请在“单位”中新建%(kind)s。", name=group.name, kind=kind)
    return Finding(said, where="units")


def _of_items(held: Draft, items: Sequence[ItemPreview]) -> Iterator[Finding]:
    numbers = Counter(item.number for item in held.items)
    for preview in items:
        if preview.item is None:
            continue
        key, number = preview.item.key, preview.item.number
        for sentence in _faults(preview.item, numbers):
            yield Finding(_("第%(number)d项：%(sentence)s", number=number, sentence=sentence), item=key, blocking=True)
        for sentence in _remarks(preview):
            yield Finding(_("第%(number)d项：%(sentence)s", number=number, sentence=sentence), item=key)


def _faults(item: DraftItem, numbers: Counter[int]) -> Iterator[str]:
    if numbers[item.number] > 1:
        yield _("序号与别的事项重复。")
    if not 1 <= item.number <= rules.LARGEST_NUMBER:
        yield _("请填写1到9999之间的序号。")
    if not item.title.strip():
        yield _("没有标题。")
    if max(len(item.title), len(item.section)) > rules.TITLE_LENGTH or len(item.body) > rules.BODY_LENGTH:
        yield _("标题、部分或内容太长，请改短。")
    if any(len(party.name) > rules.NAME_LENGTH for party in item.parties):
        yield _("有的单位名称太长，请改短。")


def _remarks(preview: ItemPreview) -> Iterator[str]:
    if all(party.who.kind == "ignore" for party in preview.parties):
        yield _("没有责任单位，频道里将只有区未保办和未保委领导。")
    closed = [party.name for party in preview.parties if not party.who.is_active]
    if closed:
        yield _("“%(names)s”已停用。", names=_("、").join(closed))


def _doubts(held: Draft) -> Iterator[Finding]:
    for sentence in held.doubts:
        yield Finding(sentence)
    for item in held.items:
        for sentence in item.doubts:
            yield Finding(_("第%(number)d项：%(sentence)s", number=item.number, sentence=sentence), item=item.key)
