"""What a newer document changes in a plan: found by title, by number, and by likeness where numbers have shifted."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.plan.importer.differences import Change, Difference, KnownItem, differences
from hub.plan.importer.readings import ItemReading, PartyReading

READ = [
    ItemReading(1, "一、家庭", "办好家长课堂", "每月一次。", (PartyReading("教育局", "区教育局", is_lead=True),)),
    ItemReading(2, "一、家庭", "走访困境家庭", "建立台账。", (PartyReading("区民政局", "区民政局", is_lead=True),)),
    ItemReading(3, "二、学校", "整治校园欺凌", "每学期排查。", (PartyReading("某协会", None, is_lead=True),)),
]


def _known(item: ItemReading) -> KnownItem:
    units = tuple(party.unit or party.name for party in item.units)
    return KnownItem(item.number, item.number, item.section, item.title, item.body, item.due, units, units[:1])


KNOWN = [_known(item) for item in READ]


def _told(found: list[Difference]) -> list[tuple[str, int | None, int | None, tuple[str, ...]]]:
    return [
        (one.change.value, one.known.number if one.known else None, one.read.number if one.read else None, one.fields)
        for one in found
    ]


def test_the_same_document_changes_nothing() -> None:
    assert {one.change for one in differences(READ, KNOWN)} == {Change.SAME}


def test_every_field_that_differs_is_named() -> None:
    other = replace(
        READ[0], section="二", body="每季一次。", due=date(2026, 6, 30), units=(PartyReading("区法院", "区法院"),)
    )
    assert _told(differences([other], KNOWN[:1])) == [("changed", 1, 1, ("section", "body", "due", "units"))]
    assert _told(differences([other], KNOWN[:1], with_leads=True))[0][3][-1] == "leads"


def test_spaces_and_widths_are_no_change() -> None:
    assert (
        differences([replace(READ[0], body="每 月 一次。", title="办好家长 课堂")], KNOWN[:1])[0].change is Change.SAME
    )


def test_new_and_gone() -> None:
    new = ItemReading(4, "三、司法", "强化法治宣讲", "进校园。")
    assert _told(differences([READ[0], READ[2], new], KNOWN)) == [
        ("same", 1, 1, ()),
        ("same", 3, 3, ()),
        ("new", None, 4, ()),
        ("gone", 2, None, ()),
    ]


def test_an_item_put_in_between_shifts_numbers_only() -> None:
    new = ItemReading(2, "一、家庭", "发放安全手册", "一户一册。")
    read = [READ[0], new, replace(READ[1], number=3), replace(READ[2], number=4)]
    assert _told(differences(read, KNOWN)) == [
        ("same", 1, 1, ()),
        ("new", None, 2, ()),
        ("changed", 2, 3, ("number",)),
        ("changed", 3, 4, ("number",)),
    ]


def test_a_reworded_title_is_found_by_its_number_and_a_shifted_one_by_likeness() -> None:
    assert _told(differences([replace(READ[1], title="常态走访困境儿童家庭")], KNOWN))[0] == (
        "changed",
        2,
        2,
        ("title",),
    )
    shifted = replace(READ[1], number=9, title="走访困境儿童家庭", body="另文。")
    assert _told(differences([shifted], KNOWN))[0] == ("changed", 2, 9, ("number", "title", "body"))


def test_another_matter_under_an_old_number_is_another_item() -> None:
    other = ItemReading(2, "三、网络", "净化网络环境", "清理信息。")
    assert [one.change for one in differences([other], KNOWN[1:2])] == [Change.NEW, Change.GONE]


def test_titles_that_occur_twice_keep_their_numbers() -> None:
    twice = [replace(READ[0], number=7), replace(READ[0], number=8)]
    assert {one.change for one in differences(twice[::-1], [_known(item) for item in twice])} == {Change.SAME}


TITLES = st.text("办好家长课堂走访困境庭整治校园欺凌", min_size=1, max_size=8)


@settings(max_examples=1000)
@given(
    st.lists(st.tuples(st.integers(1, 9), TITLES), max_size=8),
    st.lists(st.tuples(st.integers(1, 9), TITLES), max_size=8),
)
def test_law_everything_is_told_exactly_once(read: list[tuple[int, str]], known: list[tuple[int, str]]) -> None:
    readings = [ItemReading(number, "", title, "") for number, title in read]
    items = [KnownItem(place, number, "", title) for place, (number, title) in enumerate(known)]
    found = differences(readings, items)
    assert [one.read for one in found if one.read] == readings
    assert sorted(one.known.key for one in found if one.known) == list(range(len(items)))  # type: ignore[type-var]
    assert all(
        (one.change is Change.NEW) == (one.known is None) and (one.change is Change.GONE) == (one.read is None)
        for one in found
    )
