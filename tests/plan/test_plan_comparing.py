"""Which item of a newer document is which of the plan's, and what it changes."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hub.plan.comparing import Party, Version, pair_up

LEAD, OTHER = Party("unit:1", "区教育局", is_lead=True), Party("unit:2", "区民政局")


def version(ref: str, number: int, title: str, **changes: object) -> Version:
    made = Version(ref, number, "一、家庭", title, f"为了{title[:6]}。", None, (LEAD, OTHER))
    return replace(made, **changes)  # type: ignore[arg-type]


OLD = [
    version("a", 1, "加强家庭教育指导"),
    version("b", 2, "深化家庭监护支持服务"),
    version("c", 3, "发挥群团组织作用"),
]


def outcome(new: list[Version]) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(pair.old and pair.old.ref, pair.new and pair.new.ref, pair.changed) for pair in pair_up(OLD, new)]


def test_the_same_document_changes_nothing() -> None:
    assert outcome([replace(old, ref=old.ref.upper()) for old in OLD]) == [
        ("a", "A", ()),
        ("b", "B", ()),
        ("c", "C", ()),
    ]


def test_an_item_put_in_between_renumbers_the_rest_and_changes_no_more() -> None:
    new = [version("1", 1, "加强家庭教育指导"), version("2", 2, "守护校园周边安全"), version("3", 3, "深化家庭监护支持服务"),
           version("4", 4, "发挥群团组织作用")]  # fmt: skip
    assert outcome(new) == [("a", "1", ()), (None, "2", ()), ("b", "3", ("number",)), ("c", "4", ("number",))]


def test_a_reworded_title_is_the_same_item_and_a_new_one_in_its_place_is_not() -> None:
    new = [
        version("1", 1, "加强家庭教育指导服务"),
        version("2", 2, "压实网站平台主体责任"),
        version("3", 3, "发挥群团组织作用"),
    ]
    assert outcome(new) == [("a", "1", ("title",)), (None, "2", ()), ("c", "3", ()), ("b", None, ())]


def test_each_field_is_told() -> None:
    new = version("1", 1, "加强家庭教育指导", section="二、学校", body="新", due_on=date(2026, 6, 30), parties=(OTHER,))
    assert outcome([new, OLD[1], OLD[2]])[0][2] == ("section", "body", "due_on", "parties", "leads")


def test_a_document_without_a_date_takes_none_away() -> None:
    kept = pair_up([replace(OLD[0], due_on=date(2026, 6, 30))], [OLD[0]])
    assert kept[0].changed == ()


def test_an_item_that_was_gone_is_found_again_but_a_standing_one_first() -> None:
    gone = version("g", 1, "加强家庭教育指导", stands=False)
    new = [version("1", 1, "加强家庭教育指导")]
    assert pair_up([gone, OLD[0]], new)[0].old == OLD[0]
    assert pair_up([gone], new)[0].old == gone


VERSIONS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from("甲乙丙丁") | st.text(max_size=6)), max_size=8)


@given(VERSIONS, VERSIONS)
def test_every_item_is_in_exactly_one_pair(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> None:
    before = [version(f"old{place}", number, title) for place, (number, title) in enumerate(old)]
    after = [version(f"new{place}", number, title) for place, (number, title) in enumerate(new)]
    pairs = pair_up(before, after)
    assert sorted(pair.old.ref for pair in pairs if pair.old) == sorted(item.ref for item in before)
    assert [pair.new.ref for pair in pairs if pair.new] == [item.ref for item in after]
