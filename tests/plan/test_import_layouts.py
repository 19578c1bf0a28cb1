"""One plan in every way of numbering and every way of naming units that districts use: always the same items."""

from collections.abc import Callable

import pytest

from hub.plan.importer.words.numerals import chinese
from tests.plan.documents import read

SECTIONS = {
    "夯实家庭保护基础": [
        (
            "办好家长课堂",
            "每月安排1次课程，覆盖率不低于95%。对3.5万户家庭发放手册（2024-2026年版）。",
            ["区教育局", "区民政局", "各街镇"],
        ),
        ("走访困境家庭", "按照“一户一档”要求建立台账。拨打12345的求助当日转办。", ["区民政局", "区残联"]),
    ],
    "筑牢学校保护防线": [
        (
            "整治校园欺凌",
            "落实《校园安全办法》（某府办〔2024〕8号）的规定。每学期排查2次。",
            ["区教育局", "区公安分局", "区检察院"],
        ),
        ("守护上学路", "增设护学岗。校车检验率保持100%。", ["区公安分局", "区教育局"]),
        ("配齐法治副校长", "推行“1+N”工作法。", ["区检察院", "区法院"]),
    ],
}
ITEMS = [(section, *item) for section, items in SECTIONS.items() for item in items]

Numbering = Callable[[int, int], str]
FLAT: dict[str, tuple[Numbering, Numbering]] = {
    "一、 1.": (lambda n, _at: f"{chinese(n)}、", lambda n, _at: f"{n}. "),
    "一、 1．": (lambda n, _at: f"{chinese(n)}、", lambda n, _at: f"{n}．"),
    "一、 1、": (lambda n, _at: f"{chinese(n)}、", lambda n, _at: f"{n}、"),
    "一、 （一） through": (lambda n, _at: f"{chinese(n)}、", lambda n, _at: f"（{chinese(n)}）"),
    "一、 （一） anew": (lambda n, _at: f"{chinese(n)}、", lambda _n, at: f"（{chinese(at)}）"),
    "一、 (1)": (lambda n, _at: f"{chinese(n)}、", lambda n, _at: f"({n})"),
    "一、 1. anew": (lambda n, _at: f"{chinese(n)}、", lambda _n, at: f"{at}. "),
    "一、 ①": (lambda n, _at: f"{chinese(n)}、", lambda n, _at: chr(0x245F + n)),
    "（一） 一是": (lambda n, _at: f"（{chinese(n)}）", lambda _n, at: f"{chinese(at)}是"),
    "（一） 1.": (lambda n, _at: f"（{chinese(n)}）", lambda n, _at: f"{n}."),
    "第一部分 一、": (lambda n, _at: f"第{chinese(n)}部分 ", lambda n, _at: f"{chinese(n)}、"),
    "第一章 第一条": (lambda n, _at: f"第{chinese(n)}章 ", lambda n, _at: f"第{chinese(n)}条 "),
    "1、 （一） upside down": (lambda n, _at: f"{n}、", lambda _n, at: f"（{chinese(at)}）"),
    "1. (1)": (lambda n, _at: f"{n}. ", lambda n, _at: f"（{n}）"),
    "1 1.1": (lambda n, _at: f"{n} ", lambda _n, at: f"1.{at} "),
    "## ###": (lambda _n, _at: "## ", lambda n, _at: f"### {n}. "),
    "none 1.": (lambda _n, _at: "", lambda n, _at: f"{n}. "),
    "一、 任务1": (lambda n, _at: f"{chinese(n)}、", lambda n, _at: f"任务{n}："),
}

NAMING: dict[str, Callable[[list[str]], str]] = {
    "label in brackets": lambda units: f"（责任单位：{'、'.join(units)}）",
    "half-width": lambda units: f"(责任单位:{','.join(units)})",
    "mixed width, spaces": lambda units: f"（责任 单位 ： {' 、 '.join(units)} )",
    "lead and support": lambda units: f"（牵头单位：{units[0]}；配合单位：{'、'.join(units[1:])}）",
    "verbs": lambda units: f"（{units[0]}牵头，{'、'.join(units[1:])}配合）",
    "由 and 会同": lambda units: f"（由{units[0]}牵头，会同{'、'.join(units[1:])}落实）",
    "by duty": lambda units: f"（{'、'.join(units)}按职责分工负责）",
    "names alone": lambda units: f"（{'、'.join(units)}）",
    "a line of its own": lambda units: f"\n（责任单位：{'、'.join(units)}）",
    "a label on its line": lambda units: f"\n责任单位：{'、'.join(units)}",
    "two labels on their lines": lambda units: f"\n牵头单位：{units[0]}\n配合单位：{'、'.join(units[1:])}",
    "a squared label": lambda units: f"\n【责任单位】{'、'.join(units)}",
    "one name a line": lambda units: "\n责任单位：\n" + "\n".join(units),
    "a list that goes on": lambda units: f"\n责任单位：{units[0]}、\n{'、'.join(units[1:])}",
    "bold label": lambda units: f"\n**责任单位：** {'、'.join(units)}",
}


def _plan(numbering: str, naming: str, item: Callable[[str, str, str, str], str]) -> str:
    section_number, item_number = FLAT[numbering]
    lines, count = ["2026年某区未成年人保护工作要点"], 0
    for place, (section, items) in enumerate(SECTIONS.items(), start=1):
        lines.append(section_number(place, place) + section)
        for at, (title, body, units) in enumerate(items, start=1):
            count += 1
            number = (
                item_number(count, at).replace("1.", f"{place}.", 1) if numbering == "1 1.1" else item_number(count, at)
            )
            lines.append(item(number, title, body, NAMING[naming](units)))
    return "\n".join(lines)


def _inline(number: str, title: str, body: str, units: str) -> str:
    return f"{number}{title}。{body}{units}"


def _own_lines(number: str, title: str, body: str, units: str) -> str:
    return f"{number}{title}\n{body}\n{units.strip()}"


def _apart(number: str, title: str, body: str, units: str) -> str:
    return f"\n{number.strip()}\n\n{title}\n\n{body}\n\n{units.strip()}\n"


def _bold(number: str, title: str, body: str, units: str) -> str:
    return f"{number}**{title}。**{body}{units}"


def _units_in_title(number: str, title: str, body: str, units: str) -> str:
    return f"{number}{title}{units.strip()}\n{body}"


def _check(text: str) -> None:
    plan = read(text)
    assert [item.title for item in plan.items] == [title for _section, title, _body, _units in ITEMS]
    assert [item.body for item in plan.items] == [body for _section, _title, body, _units in ITEMS]
    assert [[party.unit for party in item.units] for item in plan.items] == [units for *_rest, units in ITEMS]
    assert [item.section.lstrip("一二12、（）. 第部分章") for item in plan.items] == [
        section for section, *_rest in ITEMS
    ]
    assert [item.number for item in plan.items] == [1, 2, 3, 4, 5]
    assert all(item.units[0].is_lead and not any(party.is_lead for party in item.units[1:]) for item in plan.items)
    assert plan.problems == ()
    assert plan.document.title == "2026年某区未成年人保护工作要点"


@pytest.mark.parametrize("numbering", FLAT)
def test_title_and_text_on_one_line(numbering: str) -> None:
    for naming in NAMING:
        _check(_plan(numbering, naming, _inline))


@pytest.mark.parametrize("numbering", FLAT)
def test_title_and_text_on_lines_of_their_own(numbering: str) -> None:
    for naming in NAMING:
        _check(_plan(numbering, naming, _own_lines))


@pytest.mark.parametrize("naming", NAMING)
@pytest.mark.parametrize(
    "numbering", [name for name in FLAT if name not in ("1 1.1", "## ###", "（一） 一是", "none 1.")]
)
def test_number_title_and_text_on_lines_of_their_own(numbering: str, naming: str) -> None:
    _check(_plan(numbering, naming, _apart))


@pytest.mark.parametrize("numbering", FLAT)
def test_bold_titles(numbering: str) -> None:
    _check(_plan(numbering, "label in brackets", _bold))


@pytest.mark.parametrize("numbering", FLAT)
def test_units_beside_the_title(numbering: str) -> None:
    for naming in ("label in brackets", "verbs", "by duty", "names alone", "lead and support"):
        _check(_plan(numbering, naming, _units_in_title))


@pytest.mark.parametrize("naming", NAMING)
def test_bare_numbers_on_lines_of_their_own(naming: str) -> None:
    lines, count = ["2026年某区未成年人保护工作要点"], 0
    for place, (section, items) in enumerate(SECTIONS.items(), start=1):
        lines.append(f"{chinese(place)}、{section}")
        for title, body, units in items:
            count += 1
            lines.append(_apart(str(count), title, body, NAMING[naming](units)))
    _check("\n".join(lines))


OTHERS = (
    "1） 2）|(一) (二)|一) 二)|【1】 【2】|１． ２．|1。 2。|01. 02.|"
    "⒈ ⒉|⑴ ⑵|㈠ ㈡|Ⅰ、 Ⅱ、|第1项： 第2项：|事项一： 事项二：|一是 二是|其一， 其二，|1. 2．"
)


@pytest.mark.parametrize(("first", "second"), [tuple(pair.split(" ")) for pair in OTHERS.split("|")])
def test_other_ways_of_writing_numbers(first: str, second: str) -> None:
    plan = read(
        f"2026年工作要点\n一、家庭保护\n{first}甲乙丙丁。戊己。（责任单位：区教育局）\n{second}庚辛壬癸。子丑。（责任单位：区民政局）"
    )
    assert [(item.number, item.title, item.body, item.units[0].unit) for item in plan.items] == [
        (1, "甲乙丙丁", "戊己。", "区教育局"),
        (2, "庚辛壬癸", "子丑。", "区民政局"),
    ]


UNNUMBERED = "加强指导。开展讲座。（责任单位：区教育局）\n走访家庭\n建立台账，落实措施。\n责任单位：区民政局\n完成时限：2026年6月底\n"


@pytest.mark.parametrize("heading", ["", "一、家庭保护\n", "## 家庭保护\n"])
def test_items_without_numbers_are_told_by_their_units(heading: str) -> None:
    plan = read("2026年工作要点\n为做好今年工作，制定本要点。\n" + heading + UNNUMBERED)
    assert [(item.number, item.section, item.title, item.body, item.units[0].unit) for item in plan.items] == [
        (1, heading.strip("#\n "), "加强指导", "开展讲座。", "区教育局"),
        (2, heading.strip("#\n "), "走访家庭", "建立台账，落实措施。", "区民政局"),
    ]
    assert str(plan.items[1].due) == "2026-06-30"
