"""The source of a web page, pasted or saved: what it shows is read, line by line and cell by cell."""

from datetime import date

from hub.plan.importer.source.markup import lines_of_page
from tests.plan.documents import messages, names, read

HEAD = "<html><head><title>首页</title><style>p{margin:0}</style><script>var a = '<p>';</script></head><body>"


def test_a_page_on_one_line() -> None:
    plan = read(
        HEAD
        + "<h1>2026年某区未成年人保护工作要点</h1><p>一、家庭保护</p><p>1.&nbsp;<b>甲乙。</b>丙。（责任单位：区教育局）</p>"
        "<p>2. 丁戊。己&amp;庚。<br/>（责任单位：区民政局）</p></body></html>"
    )
    assert [(item.section, item.title, item.body, names(item)) for item in plan.items] == [
        ("一、家庭保护", "甲乙", "丙。", ["*区教育局"]),
        ("一、家庭保护", "丁戊", "己&庚。", ["*区民政局"]),
    ]
    assert (plan.document.title, messages(plan)) == ("2026年某区未成年人保护工作要点", [])


def test_lines_broken_by_tags_alone() -> None:
    plan = read("2026年工作要点<br>1. 甲。乙。（责任单位：区教育局）<br>2. 丙。丁。（责任单位：区法院）")
    assert [item.title for item in plan.items] == ["甲", "丙"]


def test_a_table_whose_cells_span_rows() -> None:
    plan = read(
        "<p>2026年任务表</p><table><tr><th>序号</th><th><p>工作任务</p></th><th>牵头单位</th><th>配合单位</th><th>完成时限</th></tr>"
        '<tr><td>1</td><td>甲</td><td rowspan="2">区教育局</td><td>区民政局、\n各街镇</td><td>6月</td></tr>'
        "<tr><td>2</td><td>乙<b>丙</b></td><td>区法院</td><td>&nbsp;</td></tr><tr><td>3</td><td>丁</td><td>区法院</td><td></td><td>9月</td></tr></table>"
    )
    assert [(item.title, names(item), item.due) for item in plan.items] == [
        ("甲", ["*区教育局", "区民政局", "各街镇"], date(2026, 6, 30)),
        ("乙丙", ["*区教育局", "区法院"], None),
        ("丁", ["*区法院"], date(2026, 9, 30)),
    ]


def test_other_text_stays_as_it_is() -> None:
    for text in ("甲<乙，丙>丁", "| 任务 | 单位 |\n| 甲<br>乙 | 区教育局 |", "<b>甲</b> &amp; 乙"):
        assert lines_of_page(text) == text


def test_cells_that_span_many_rows_do_not_grow_the_text_without_bound() -> None:
    page = "<table><tr>" + f"<td rowspan=999>{'甲' * 1000}</td>" * 50 + "</tr>" + "<tr></tr>" * 999 + "</table>"
    assert len(lines_of_page(page)) < 2 * len(page) + 200_000
