"""Laws of comparing and checking texts."""

from hypothesis import given
from hypothesis import strategies as some

from hub.minutes.drafting.people import line_of
from hub.minutes.editing.people import parsed
from hub.minutes.editing.rules import differences, nearly, remarks
from hub.minutes.numbering import chinese, labels

texts = some.text("区教育局转介23 人，2026年。\n", max_size=60)
UNITS = ("区教育局", "区卫生健康委", "团区委", "区教育局办公室")
names = some.text("张三李四王五", min_size=1, max_size=3)
people = some.lists(
    some.fixed_dictionaries({
        "unit": some.sampled_from(["区甲局", "区乙局", "东街道"]),
        "names": some.lists(
            some.fixed_dictionaries({
                "name": names, "post": some.sampled_from(["", "科长", "副主任"]), "is_late": some.booleans()
            }),
            min_size=1, max_size=3,
        ),
    }),
    min_size=1, max_size=4,
)  # fmt: skip


@given(texts, texts)
def test_both_texts_can_be_read_from_their_differences(first: str, second: str) -> None:
    pieces = differences(first, second)
    assert "".join(one.text for one in pieces if one.kind != "new") == first
    assert "".join(one.text for one in pieces if one.kind != "gone") == second


@given(people)
def test_a_list_of_people_is_read_as_it_is_written(listed: list[dict[str, object]]) -> None:
    assert parsed(line_of(listed)) == listed


def test_units_that_one_letter_keeps_from_the_register_are_named() -> None:
    assert nearly("区教肓局和区卫生健康委办理", UNITS) == [("区教肓局", "区教育局")]
    assert nearly("区教育局办公室、区教育局办理，团区委配合", UNITS) == []


def test_what_is_remarked_on() -> None:
    assert [len(remarks(part, text, UNITS)) for part, text in (
        ("heard", "会议听取了区教育局的发言。"),
        ("heard", "会议决定由区教育局办理。"),
        ("decision", "会议议定：由区教育局办理。"),
        ("heard", "联系电话13800138000"),
        ("heard", "住在茅台路200弄5号301室"),
    )] == [0, 1, 0, 1, 1]  # fmt: skip


class One:
    """A passage as numbering asks of it."""

    def __init__(self, part: str, item: str = "") -> None:
        self.part, self.item = part, item


def test_headings_and_decisions_are_numbered_as_documents_are() -> None:
    listed = [
        One("lead"),
        One("heading", "a"),
        One("decision", "a"),
        One("heading", "b"),
        One("decision", "b"),
        One("decision", "b"),
    ]
    assert labels(listed) == ["", "一、", "", "二、", "1.", "2."]
    assert [chinese(number) for number in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]
