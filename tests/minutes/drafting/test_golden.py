"""A rich consultation as it is written down: whoever changes a word of drafts sees it here, in whole sentences."""

from datetime import UTC, datetime
from pathlib import Path

from hub.meetings.live.shapes import GuestPlace, Roster, SignInView, UnitPlace
from hub.minutes.drafting import people
from hub.minutes.drafting.example import example

WHOLE = (Path(__file__).parent / "golden.txt").read_text(encoding="utf-8")

AT = datetime(2026, 11, 26, 6, tzinfo=UTC)
LISTS = """\
present: 区教育局　周敏、吴老师（科长），区卫生健康委　王医（副主任，迟到），区未保办　林晓
excused: 区财政局
absent: 区残联
observer: 市儿童医院　陈专家（主任医师）"""


def came(name: str, post: str = "", *, is_delegate: bool = False, is_late: bool = False, body: str = "") -> SignInView:
    """Somebody who signed in."""
    return SignInView(f"s-{name}", name, post, is_delegate, is_late, AT, "code", body=body)


def place(name: str, standing: str, *there: SignInView, post: str = "") -> UnitPlace:
    """An invited unit; `post` is that of the delegate it told of."""
    return UnitPlace(name, name, "", standing, "", "出差", "某代表", post, there)


ROSTER = Roster(
    (
        place("区教育局", "present", came("周敏", "副局长"), came("吴老师", "科长", is_delegate=True)),
        place("区卫生健康委", "present", came("王医", is_delegate=True, is_late=True), post="副主任"),
        place("区财政局", "excused", post="科员"),
        place("区残联", "absent"),
    ),
    (
        GuestPlace("g", "陈专家", "主任医师", "市儿童医院", came("陈专家")),
        GuestPlace("h", "没来的人", "教授", "某大学", None),
    ),
    (came("林晓", body="区未保办"),),
)


def test_a_whole_draft_reads_as_an_official_would_write_it() -> None:
    assert "".join(f"{one.part}: {one.text}\n" for one in example({})) == WHOLE


def test_lists_of_people_name_who_came_with_the_posts_of_delegates_and_nobody_who_did_not() -> None:
    made = [*people.passages(ROSTER)]
    assert "\n".join(f"{dict(one.data)['standing']}: {one.text}" for one in made) == LISTS
    things = [source.thing for one in made for sentence in one.sentences for source in sentence.sources]
    assert things == ["s-周敏", "s-吴老师", "s-王医", "s-林晓", "s-陈专家"]
