"""Laws of composing: whatever was said, the draft says what was fixed, once, and nothing that rests on nothing."""

from datetime import UTC, date, datetime
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as some

from hub.meetings.live.shapes import (
    DecisionView,
    GuestPlace,
    ItemRecord,
    PositionView,
    Roster,
    SignInView,
    StatementView,
    UnitPlace,
)
from hub.minutes.drafting.compose import compose
from hub.minutes.drafting.extracting import Extractive, sentences
from hub.minutes.drafting.items import parted
from hub.minutes.drafting.ordering import woven
from hub.minutes.drafting.shapes import Drafted, Facts, Sentence
from hub.minutes.drafting.words import day_text, ended, joined
from hub.minutes.rules import TEXT_LIMIT

AT = datetime(2026, 11, 26, 6, tzinfo=UTC)
UNITS = ("区教育局", "区民政局", "团区委")
words = some.text("转介机制号源，走访每周一次23人", min_size=1, max_size=30)
unit = some.sampled_from(UNITS)


@some.composite
def decisions(draw: some.DrawFn) -> DecisionView:
    """A decision in any state."""
    return DecisionView(
        public_id=draw(some.uuids()).hex[:14],
        text=draw(words),
        state=draw(some.sampled_from(["draft", "read_back", "fixed", "dropped"])),
        lead="l",
        lead_name=draw(some.sampled_from(["", *UNITS])),
        supporting=tuple((name, name) for name in draw(some.lists(unit, max_size=2))),
        due_on=draw(some.none() | some.just(date(2026, 12, 4))),
        fixed_at=None,
        settled_at=None,
        sources=("m1",),
    )


@some.composite
def statements(draw: some.DrawFn) -> StatementView:
    """A message, marked or not, perhaps retracted."""
    seq = draw(some.integers(1, 999))
    text = draw(some.just("") | words)
    return StatementView(f"m{seq}", seq, draw(unit), "某人", AT, text, draw(some.booleans()))


@some.composite
def items(draw: some.DrawFn) -> ItemRecord:
    """An agenda item with anything that may have happened to it."""
    stance = some.sampled_from(["", "agree", "reserve", "against"])
    said = some.builds(PositionView, some.just("u"), unit, stance, some.just("") | words)
    return ItemRecord(
        public_id=draw(some.uuids()).hex[:14],
        number=1,
        kind=draw(some.sampled_from(["follow_up", "topic", "plain"])),
        title=draw(words),
        ask="",
        minutes=10,
        state=draw(some.sampled_from(["waiting", "done", "deferred"])),
        seconds=draw(some.sampled_from([0, 60])),
        started_at=None,
        units=(),
        topic="",
        issue="",
        issue_number="",
        is_carried=draw(some.booleans()),
        positions=tuple(draw(some.lists(said, max_size=3))),
        decisions=tuple(draw(some.lists(decisions(), max_size=3, unique_by=lambda one: one.public_id))),
        statements=tuple(draw(some.lists(statements(), max_size=6))),
    )


@some.composite
def sign_ins(draw: some.DrawFn) -> SignInView:
    """Somebody who is there; their name is of letters that nothing else is made of."""
    name, post = draw(some.text("甲乙丙丁", min_size=2, max_size=3)), draw(some.sampled_from(["", "科长"]))
    came = draw(some.uuids()).hex[:14]
    return SignInView(came, name, post, draw(some.booleans()), draw(some.booleans()), AT, "code", body="妇联")


@some.composite
def rosters(draw: some.DrawFn) -> Roster:
    """Units that came, sent word, or did neither; guests, and others."""
    units = []
    for name in draw(some.lists(unit, max_size=3, unique=True)):
        came = tuple(draw(some.lists(sign_ins(), max_size=2)))
        standing = "present" if came else draw(some.sampled_from(["excused", "absent"]))
        # who was to come and did not is named nowhere
        units.append(UnitPlace(name, name, "", standing, "", "病假戊", "己庚", "处长", came))
    guests = tuple(
        GuestPlace("g", came.name if came else "辛壬", "", "妇联", came)
        for came in draw(some.lists(some.none() | sign_ins(), max_size=2))
    )
    return Roster(tuple(units), guests, tuple(draw(some.lists(sign_ins(), max_size=1))))


facts = some.builds(
    Facts,
    title=some.just("转介衔接专项会商"),
    held_on=some.just(date(2026, 11, 26)),
    place=some.sampled_from(["", "302会议室"]),
    chair=some.just("区未保办林晓"),
    roster=rosters(),
    items=some.lists(items(), max_size=4, unique_by=lambda one: one.public_id).map(tuple),
)


def drafted(of: Facts, most: int = 0) -> list[Drafted]:
    """The draft in the wording as it is shipped."""
    return compose(of, {}, most)


@given(facts, some.integers(0, 3))
def test_what_was_fixed_stands_once_and_nothing_else_is_decided(of: Facts, most: int) -> None:
    # of several 上次议定事项 items, which no agenda has, the first counts
    known = [
        *(one for one in of.items if one.kind != "follow_up"),
        *[one for one in of.items if one.kind == "follow_up"][:1],
    ]
    fixed = sorted(one.public_id for item in known for one in item.decisions if one.state == "fixed")
    found = [dict(one.data)["decision"] for one in drafted(of, most) if one.part == "decision"]
    assert sorted(found) == fixed
    assert all("议定：" not in one.text for one in drafted(of, most) if one.part not in {"decision", "heading"})


@given(facts, some.integers(0, 3))
def test_nothing_rests_on_nothing_and_the_same_facts_give_the_same_draft(of: Facts, most: int) -> None:
    made = drafted(of, most)
    assert made == drafted(of, most)
    assert len({one.key for one in made}) == len(made)
    for passage in made:
        if passage.part in {"heard", "view", "position", "decision", "settled", "carried"}:
            assert passage.text
            assert all(sentence.sources for sentence in passage.sentences), passage


@given(facts)
def test_every_statement_stands_where_nothing_is_shortened(of: Facts) -> None:
    text = "".join(one.text for one in drafted(of))
    for item in of.items[:1]:
        for one in item.statements:
            if one.is_statement and one.text.strip():
                assert ended(one.text).rstrip("。") in text


@given(facts)
def test_who_was_there_is_named_once_and_nobody_else(of: Facts) -> None:
    lists = {dict(one.data)["standing"]: one.text for one in drafted(of) if one.part == "people"}
    text = "".join(lists.values())
    there = [*(one for place in of.roster.units for one in place.people), *of.roster.others]
    guests = [one.came for one in of.roster.guests if one.came]
    assert sum(letter in "甲乙丙丁" for letter in text) == sum(len(one.name) for one in [*there, *guests])
    assert not set("戊己庚辛壬") & set("".join(one.text for one in drafted(of)))
    assert lists.get("present", "").count("迟到") == sum(one.is_late for one in there)
    for standing in ("excused", "absent"):
        names = [one.name for one in of.roster.units if one.standing == standing]
        assert lists.get(standing, "") == "，".join(names)


@given(facts, some.integers(0, 3))
def test_items_stand_in_their_order_under_one_heading_each(of: Facts, most: int) -> None:
    made = drafted(of, most)
    headings = [one.item for one in made if one.part == "heading" and not one.key.startswith("earlier:")]
    assert headings == [one.public_id for one in of.items if one.kind != "follow_up"]
    places = [one.item for one in made if one.item]
    assert len([*groupby(places)]) == len(set(places)), "an item's passages stand together"


@given(some.lists(some.integers(1, TEXT_LIMIT), max_size=8))
def test_what_is_too_long_for_one_passage_stands_in_several_and_whole(lengths: list[int]) -> None:
    said = [Sentence("字" * length) for length in lengths]
    made = [*parted("k", "heard", said)]
    assert [sentence for one in made for sentence in one.sentences] == said
    assert all(0 < len(one.text) <= TEXT_LIMIT for one in made)
    assert len({one.key for one in made}) == len(made)


def test_long_statements_of_one_unit_are_parted_between_statements() -> None:
    said = tuple(StatementView(f"m{at}", at, "团区委", "某", AT, "字" * 3_900, True) for at in range(4))
    item = ItemRecord("i", 1, "topic", "号源", "", 9, "done", 9, None, (), "", "", "", False, statements=said)
    of = Facts("会商", date(2026, 11, 26), "", "", Roster((), (), ()), (item,))
    heard = [one for one in drafted(of) if one.part == "heard"]
    assert [one.key for one in heard] == ["item:i:heard", "item:i:heard:2"]
    assert all(len(one.text) <= TEXT_LIMIT for one in heard)
    assert sum(one.text.count("字") for one in heard) == 4 * 3_900


keys = some.lists(some.sampled_from("abcdefgh"), unique=True)


@given(keys, keys, some.sets(some.sampled_from("abcdefgh")))
def test_what_stays_stands_behind_what_it_stood_behind(before: list[str], new: list[str], staying: set[str]) -> None:
    order = woven(before, new, staying)
    gone = [key for key in before if key in staying - set(new)]
    assert sorted(order) == sorted([*new, *gone])
    assert [key for key in order if key in new] == new
    for key in gone:
        above = [one for one in before[: before.index(key)] if one in new]
        found = [one for one in order[: order.index(key)] if one in new]
        assert found[-1:] == above[-1:]


@given(some.lists(words, max_size=6), some.integers(1, 4))
def test_a_shortened_text_is_made_of_sentences_that_were_said_in_their_order(said: list[str], most: int) -> None:
    picked = Extractive().shorten(said, most)
    whole = [(place, sentence) for place, text in enumerate(said) for sentence in sentences(text)]
    assert len(picked) == min(most, len(whole))
    places = iter(whole)
    assert all(any(one == other for other in places) for one in picked)


def test_days_lists_and_ends_are_written_as_officials_write_them() -> None:
    assert day_text(date(2026, 1, 5)) == "2026年1月5日"
    assert joined(["区教育局", "", "区民政局", "区教育局"]) == "区教育局、区民政局"
    assert [ended(one) for one in ("好", "好。", "一\n二；\n", "")] == ["好。", "好。", "一；二。", ""]
