"""From a document to a draft: suggested and stated leads, the year, and the doubts that the draft cannot find by itself."""

from datetime import date

from hub.core import clock
from hub.plan.importer import Directory, GroupNames, UnitNames
from hub.plan.reading import read_document

NAMES = Directory(units=[UnitNames("区教育局"), UnitNames("区民政局")], groups=[GroupNames("各街镇")])
HEAD = "2027年某区未成年人保护工作要点\n\n"


def test_a_stated_lead_is_confirmed_and_a_suggested_one_is_not() -> None:
    stated, suggested, nobody = read_document(
        HEAD
        + "1. 甲事。做好。（区民政局牵头，区教育局、各街镇配合）\n"
        + "2. 乙事。做好。（责任单位：区教育局、各街镇）\n"
        + "3. 丙事。做好。（责任单位：各街镇）\n",
        "",
        NAMES,
    ).items
    assert [(party.name, party.is_lead) for party in stated.parties] == [
        ("区民政局", True),
        ("区教育局", False),
        ("各街镇", False),
    ]
    assert stated.leads_confirmed
    assert [party.is_lead for party in suggested.parties] == [True, False]
    assert not suggested.leads_confirmed
    assert [party.is_lead for party in nobody.parties] == [False], "a collective that stands alone is no lead"


def test_names_and_numbers_that_the_draft_asks_about_are_no_doubts() -> None:
    held = read_document(
        HEAD
        + "1. 甲事。做好。（责任单位：区火星局、相关单位）\n"
        + "2. 乙事。做好。（责任单位：区教育局等）\n"
        + "2. 丁事。做好。（责任单位：区教育局）\n"
        + "5. 丙事。做好。（责任单位：区教育局）\n",
        "",
        NAMES,
    )
    said = [*held.doubts, *(doubt for item in held.items for doubt in item.doubts)]
    assert not any("区火星局" in doubt or "相关单位" in doubt or "出现了" in doubt for doubt in said)
    assert any("等" in doubt for doubt in said)
    assert any("跳到5" in doubt.replace(" ", "") for doubt in held.doubts)


def test_a_document_without_a_year_is_for_this_one() -> None:
    with clock.held_at(clock.now().replace(year=2031, day=1)):
        held = read_document("工作要点\n\n1. 甲事。做好。（责任单位：区教育局）\n", "", NAMES)
    assert held.facts.year == 2031
    assert held.facts.dated_on is None


def test_dates_of_completion_are_kept() -> None:
    held = read_document(HEAD + "1. 甲事。做好。（责任单位：区教育局；完成时限：2027年6月30日）\n", "", NAMES)
    assert held.items[0].due_on == date(2027, 6, 30)
