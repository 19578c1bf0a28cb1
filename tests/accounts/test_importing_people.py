"""A list of people comes in whole or not at all, and every bad row is named with its reason."""

import base64
import csv
import io
import re
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from hub.accounts import actions, queries
from hub.accounts.events import PersonAdded, SignedIn
from hub.accounts.lists import PeopleDraft
from hub.accounts.models import Person
from hub.accounts.rules.roster import COLUMNS, columns_of, read_roles, read_rows
from hub.accounts.rules.uploads import MAX_BYTES, MAX_ROWS, Unreadable
from hub.accounts.spreadsheets import csv_bytes, read_table, roster_template
from hub.accounts.words import column_word, roles_words
from hub.core import clock, db
from hub.core.i18n import speaking
from hub.core.viewer import Role

from .conftest import Browser, OpenBrowser, World, on_sqlite, said

GOOD = """姓名,单位,账号,职务,角色
赵宁,区民政局,minzheng-zhaoning,科员,联络员
钱进,教委,jiaoyu-qianjin,副局长,分管领导、联络员
孙亮,长宁区教育局,jiaoyu-sunliang,,
"""
BAD = """2026年联络员名单
姓名*,所属单位,登录账号,职务,角色
,区民政局,minzheng-a,,
赵宁,,minzheng-b,,
钱进,区民政局,,,
孙亮,没有局,jiaoyu-c,,会长
李四,区教育局,chenjing,,
周五,区教育局,jiaoyu-d,,
吴六,区教育局,JIAOYU-D,,
郑七,区教育局,错,,系统管理员

王八,区教育局,jiaoyu-e,,联络员
"""


def upload(browser: Browser, content: bytes | str, name: str = "名单.csv") -> TestResponse:
    data = content.encode() if isinstance(content, str) else content
    return browser.post("/people/import", {"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def count_people() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def xlsx(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_good_list_opens_every_account_at_once(browse: OpenBrowser, world: World, told: list[object]) -> None:
    office, before = browse(who="chenjing"), count_people()
    response = upload(office, GOOD)
    assert response.status_code == 302
    preview = said(office.get(response.location))
    assert "3人都可以导入" in preview
    assert "教委" in preview
    assert count_people() == before
    page = office.post(response.location)
    passwords = re.findall(r"<code>([\w-]+)</code>", said(page))
    assert len(passwords) == 3
    assert count_people() == before + 3
    assert [type(event) for event in told] == [SignedIn, *[PersonAdded] * 3]
    with db.reading() as session:
        found = queries.person_by_login(session, world.office, "jiaoyu-qianjin")
    assert (found.unit_name, found.post, set(found.roles)) == ("区教育局", "副局长", {Role.LEADER, Role.LIAISON})
    assert browse().sign_in("minzheng-zhaoning", passwords[0]).status_code == 302
    again = office.post(response.location)
    assert again.status_code == 409
    assert "已经导入" in said(again)
    assert count_people() == before + 3


@on_sqlite
def test_the_download_carries_the_same_passwords_and_no_formulas(browse: OpenBrowser, world: World) -> None:
    office = browse(who="chenjing")
    page = said(office.post(upload(office, "姓名,单位,账号\n=1+1,区民政局,formula\n").location))
    (encoded,) = re.findall(r"base64,([\w+/=]+)", page)
    table = list(csv.reader(io.StringIO(base64.b64decode(encoded).decode("utf-8-sig"))))
    assert table[0] == ["姓名", "单位", "账号", "初始密码"]
    assert table[1][0] == "'=1+1"
    assert table[1][3] in re.findall(r"<code>([\w-]+)</code>", page)


def test_every_bad_row_is_named_and_nothing_comes_in(browse: OpenBrowser, world: World) -> None:
    office, before = browse(who="chenjing"), count_people()
    address = upload(office, BAD).location
    rows = re.findall(
        r'table__no"><span class="desk-only">(\d+)</span>(.*?)</tr>', said(office.get(address)), re.DOTALL
    )
    reasons = {int(line): re.findall(r"</svg>\s*([^<]+)</span>", rest) for line, rest in rows}
    assert reasons == {
        3: ["缺姓名"],
        4: ["缺单位"],
        5: ["缺账号"],
        6: ["没有角色叫“会长”", "没有在用的单位叫“没有局”"],
        7: ["账号“chenjing”已有人使用"],
        9: ["账号与第8行重复"],
        10: ["账号“错”只能用小写字母、数字、连字符、下划线和点", "系统管理员只能由系统管理员导入"],
        8: [],
        12: [],
    }
    response = office.post(address)
    assert response.status_code == 409
    assert "<code>" not in said(response)
    assert count_people() == before


@on_sqlite
def test_a_unit_that_is_not_there_may_be_made_first(browse: OpenBrowser, world: World) -> None:
    office = browse(who="chenjing")
    advice = "或先在“单位”中新建，或先导入工作要点"
    row = "姓名,单位,账号,角色\n赵宁,{},minzheng-zhaoning,{}\n"
    assert advice in said(office.get(upload(office, row.format("区水务局", "联络员")).location))
    assert advice not in said(office.get(upload(office, row.format("区民政局", "会长")).location))


def test_what_was_good_at_the_preview_is_checked_again(browse: OpenBrowser, world: World) -> None:
    office = browse(who="chenjing")
    address = upload(office, GOOD).location
    with db.transaction() as session:
        form = actions.PersonForm("别人", login="jiaoyu-sunliang", unit=world.civil)
        actions.add_person(session, world.office, form, "")
    before = count_people()
    response = office.post(address)
    assert response.status_code == 409
    assert "账号“jiaoyu-sunliang”已有人使用" in said(response)
    assert count_people() == before


def test_a_closed_unit_takes_nobody(browse: OpenBrowser, world: World) -> None:
    with db.transaction() as session:
        form = actions.UnitForm("区民政局", "member", active_from=clock.today().replace(year=2099, day=1))
        actions.change_unit(session, world.office, world.civil, form)
    office = browse(who="chenjing")
    assert "没有在用的单位叫“区民政局”" in said(office.get(upload(office, GOOD).location))


def test_an_administrator_brings_in_administrators(browse: OpenBrowser, world: World) -> None:
    row = "姓名,单位,账号,角色\n新管,区民政局,new-admin,admin\n"
    admin = browse(who="admin")
    assert admin.post(upload(admin, row).location).status_code == 200


@pytest.mark.parametrize(("locale", "reason"), [("zh", "这是示例行，请删去"), ("en", "example row")])
def test_the_example_of_the_template_is_no_account(browse: OpenBrowser, world: World, locale: str, reason: str) -> None:
    office, before = browse(who="chenjing"), count_people()
    office.post("/account/locale", {"locale": locale})
    template = office.get("/people/import/template.xlsx")
    assert template.headers["Content-Disposition"].startswith("attachment")
    address = upload(office, template.get_data(), "people.xlsx").location
    page = said(office.get(address))
    assert page.count(reason) == 1
    assert page.count("office__fault") == 1
    assert office.post(address).status_code == 409
    assert count_people() == before


@on_sqlite
def test_the_template_is_read_when_its_example_has_made_room(browse: OpenBrowser, world: World) -> None:
    office = browse(who="chenjing")
    book = load_workbook(io.BytesIO(office.get("/people/import/template.xlsx").get_data()))
    for cell, text in zip(book.active[2], ("张三", "区民政局", "zhang-san", "副局长", ""), strict=True):
        cell.value = text
    out = io.BytesIO()
    book.save(out)
    address = upload(office, out.getvalue(), "people.xlsx").location
    assert "1人都可以导入" in said(office.get(address))


@on_sqlite
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "请选择一个有内容的文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版 Excel"),
        (b"PK\x03\x04nonsense", "已损坏"),
        ("姓名,职务\n赵宁,科员\n".encode(), "没有找到这些列：单位、账号"),
        ("随便写的一段话".encode(), "没有找到这些列：姓名、单位、账号"),
        ("姓名,单位,账号\n".encode(), "表头下面没有人员"),
        (b"\xff\xff\xff\x80" * 20, "无法识别文件的文字编码"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_would_do(browse: OpenBrowser, content: bytes, sentence: str) -> None:
    page = upload(browse(who="chenjing"), content)
    assert page.status_code == 422
    assert sentence in said(page)
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(PeopleDraft)) == 0


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_list_may_say_what_the_screen_says(locale: str) -> None:
    with speaking(locale):
        assert columns_of([column_word(column) for column in COLUMNS]) == {name: at for at, name in enumerate(COLUMNS)}
        assert read_roles(roles_words(Role)) == (frozenset(Role), [])
        for role in Role:
            assert read_roles(roles_words([role])) == (frozenset({role}), [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_of_any_office_program(encoding: str, separator: str) -> None:
    rows, missing = read_rows(read_table(GOOD.replace(",", separator).encode(encoding)))
    assert missing == []
    assert [row.login for row in rows] == ["minzheng-zhaoning", "jiaoyu-qianjin", "jiaoyu-sunliang"]
    assert [row.line for row in rows] == [2, 3, 4]


def test_a_workbook_with_a_title_numbers_gaps_and_other_columns() -> None:
    content = xlsx(
        ("2026年联络员名单",), (), ("序号", "Unit", "Name", "Login", "备注"),
        (1, "区教育局", " 周 敏 ", 20260101, None), (), (2.0, "区民政局", "赵宁", "ZHAO", "=1+1"),
    )  # fmt: skip
    rows, missing = read_rows(read_table(content))
    assert missing == []
    assert [(row.line, row.name, row.unit, row.login) for row in rows] == [
        (4, "周 敏", "区教育局", "20260101"),
        (6, "赵宁", "区民政局", "zhao"),
    ]


def test_a_big_file_is_not_even_looked_at() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_table(b"x" * (MAX_BYTES + 1))
    assert refusal.value.code == "large"


def test_bombs_are_refused_quickly() -> None:
    bombs = [_zip({"xl/worksheets/sheet1.xml": b"0" * 50_000_000}), _zip({f"x{n}": b"" for n in range(500)}),
             _zip({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}),
             _zip({"a.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")}),
             xlsx(*[("人", "局", f"u{number}") for number in range(MAX_ROWS + 2)]), _far_cell()]  # fmt: skip
    for number, bomb in enumerate(bombs):
        start = time.process_time()
        with pytest.raises(Unreadable) as refusal:
            read_table(bomb)
        assert refusal.value.code in {"bomb", "rows"}, number
        assert time.process_time() - start < 5, number


def _zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def _far_cell() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active["A1048576"] = "x"
    book.save(out)
    return out.getvalue()


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_unreadable(content: bytes) -> None:
    for given_bytes in (content, b"PK\x03\x04" + content):
        try:
            rows, _missing = read_rows(read_table(given_bytes))
        except Unreadable:
            continue
        assert all(row.line >= 1 for row in rows)


@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=4), max_size=4))
def test_no_cell_that_we_write_is_a_formula(table: list[list[str]]) -> None:
    text = csv_bytes(table).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_roles_are_read_in_both_languages() -> None:
    assert read_roles("联络员、分管领导") == (frozenset({Role.LIAISON, Role.LEADER}), [])
    assert read_roles("Office, admin") == (frozenset({Role.OFFICE, Role.ADMIN}), [])
    assert read_roles("") == (frozenset({Role.LIAISON}), [])
    assert read_roles("联络员/会长")[1] == ["会长"]


def test_the_template_is_all_text() -> None:
    sheet = load_workbook(io.BytesIO(roster_template(["账号"], [["007"]]))).active
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A3"].number_format) == ("007", "s", "@")
