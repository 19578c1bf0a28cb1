"""The office's pages in a browser without script: people, units, collective names."""

import re

import pytest

from hub.accounts import queries
from hub.accounts.models import PersonRole
from hub.core import db
from tests.factories import make_person, make_unit

from .conftest import OpenBrowser, World, on_sqlite, said


def test_a_new_account_works_with_the_password_on_the_page(browse: OpenBrowser, world: World) -> None:
    office = browse(who="chenjing")
    form = {
        "name": "赵宁",
        "unit": world.civil,
        "post": "科员",
        "login": "minzheng-zhaoning",
        "roles": ["liaison", "leader"],
    }
    page = office.post("/people", form)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    (password,) = re.findall(r"<code>([\w-]+)</code>", said(page))
    assert browse().sign_in("minzheng-zhaoning", password).status_code == 302
    assert password not in said(office.get("/people"))
    listed = said(office.get("/people?role=leader"))
    assert "赵宁" in listed
    assert "周敏" not in listed


@on_sqlite
def test_a_form_keeps_what_was_typed_and_names_every_fault(browse: OpenBrowser, world: World) -> None:
    form = {"name": "赵宁", "unit": "", "post": "科员", "login": "CHENJING", "roles": ["leader"]}
    page = browse(who="chenjing").post("/people", form)
    assert page.status_code == 422
    text = said(page)
    for kept in ('value="赵宁"', 'value="科员"', 'value="CHENJING"', 'value="leader" checked'):
        assert kept in text
    assert "请选择在用的单位" in text
    assert "账号“chenjing”已有人使用" in text
    assert 'aria-describedby="login-error login-hint"' in text


def test_people_are_found_by_text_unit_role_and_state(browse: OpenBrowser, world: World) -> None:
    with db.transaction() as session:
        make_person(session, None, name="百分%号", login="percent")
    office = browse(who="chenjing")

    def names(query: str) -> set[str]:
        return set(re.findall(r'table__title"><a [^>]*>([^<]+)<', said(office.get(f"/people?{query}"))))

    assert names("text=ZHOUMIN") == {"周敏"}
    assert names("text=%25") == {"百分%号"}
    assert names(f"unit={world.education}") == {"周敏"}
    assert names("role=admin") == {"管理员"}
    assert names("state=closed") == set()
    assert names("role=nonsense&unit=nowhere&state=odd") == set()
    assert "没有符合条件的人员" in said(office.get("/people?state=closed"))


def test_closing_an_account_asks_first(browse: OpenBrowser, world: World) -> None:
    office, liaison = browse(who="chenjing"), browse(who="jiaoyu-zhoumin")
    address = f"/people/{world.liaison.public_id}/deactivation"
    assert "停用周敏的账号？" in said(office.get(address))
    assert liaison.get("/account").status_code == 200
    assert "账号已停用" in said(office.post(address, follow_redirects=True))
    assert liaison.get("/account").status_code == 302
    assert browse().sign_in("jiaoyu-zhoumin").status_code == 422
    page = office.post(f"/people/{world.liaison.public_id}/reactivation")
    (password,) = re.findall(r"<code>([\w-]+)</code>", said(page))
    assert browse().sign_in("jiaoyu-zhoumin", password).status_code == 302


def test_a_forgotten_password_is_replaced(browse: OpenBrowser, world: World) -> None:
    office, liaison = browse(who="chenjing"), browse(who="jiaoyu-zhoumin")
    address = f"/people/{world.liaison.public_id}/password"
    assert "重置周敏的密码？" in said(office.get(address))
    (password,) = re.findall(r"<code>([\w-]+)</code>", said(office.post(address)))
    assert liaison.get("/account").status_code == 302
    assert browse().sign_in("jiaoyu-zhoumin", password).status_code == 302
    assert "自己的密码" in said(office.post(f"/people/{world.office.public_id}/password"))


def test_a_move_is_one_form(browse: OpenBrowser, world: World) -> None:
    office, liaison = browse(who="chenjing"), browse(who="jiaoyu-zhoumin")
    address = f"/people/{world.liaison.public_id}/moves"
    assert "请选择在用的单位" in said(office.post(address, {"to_unit": ""}))
    page = office.post(address, {"to_unit": world.civil, "new_post": "主任"}, follow_redirects=True)
    assert "已调到区民政局" in said(page)
    assert liaison.get("/account").status_code == 302  # signed out: they come back as who they are now
    assert "区民政局" in said(browse(who="jiaoyu-zhoumin").get("/account"))


@on_sqlite
def test_a_move_is_looked_at_before(browse: OpenBrowser, world: World) -> None:
    browse(who="jiaoyu-zhoumin")
    office, address = browse(who="chenjing"), f"/people/{world.liaison.public_id}/move"
    assert "立即结束" not in said(office.get(address))
    page = said(office.get(f"{address}?to_unit={world.civil}&new_post=主任"))
    assert "周敏将由区教育局调到区民政局" in page
    assert "1处登录" in page
    assert 'name="new_post" value="主任"' in page
    wrong = office.post(f"{address}s", {"to_unit": world.civil, "successor": world.office.public_id})
    assert wrong.status_code == 422
    assert "接手人应是原单位的联络员或分管领导。" in said(wrong)


def test_the_last_administrator_stays_and_the_page_says_so(browse: OpenBrowser, world: World) -> None:
    with db.transaction() as session:
        session.add(PersonRole(person_id=world.admin.person_id, role="liaison"))
    page = browse(who="admin").post(f"/people/{world.admin.public_id}", {"name": "管理员", "roles": ["liaison"]})
    assert page.status_code == 422
    assert "这是最后一名在用的系统管理员" in said(page)


@on_sqlite
def test_the_office_meets_a_wall_before_administrators(browse: OpenBrowser, world: World) -> None:
    office = browse(who="chenjing")
    for part, form in (("", {"name": "x", "roles": ["liaison"]}), ("/password", {}), ("/deactivation", {})):
        assert office.post(f"/people/{world.admin.public_id}{part}", form).status_code == 403
    assert office.post("/people/nosuchperson00/deactivation").status_code == 404


def test_units_are_added_and_changed(browse: OpenBrowser, world: World) -> None:
    office = browse(who="chenjing")
    form = {
        "name": "上海市长宁区体育局",
        "short_name": "区体育局",
        "kind": "member",
        "aliases": "体育局\n文体局",
        "position": "",
    }
    added = office.post("/units", form, follow_redirects=True)
    assert "单位已新增" in said(added)
    with db.reading() as session:
        unit = queries.find_unit(session, "文体局")
        assert unit is not None
        public_id = unit.public_id
    again = office.post("/units", form)
    assert "已经是“上海市长宁区体育局”的名称" in said(again)
    assert "文体局" in said(again)
    wrong = office.post(f"/units/{public_id}", form | {"position": "第三", "active_to": "明天"})
    assert "请填写数字" in said(wrong)
    assert 'value="第三"' in said(wrong)
    office.post(f"/units/{public_id}", form | {"position": "7", "active_from": "2020-01-01", "active_to": "2020-12-31"})
    assert "已关闭" in said(office.get("/units"))
    with db.reading() as session:
        assert queries.directory(session).find_unit("文体局").is_active is False  # type: ignore[union-attr]


def test_collective_names_are_kept(browse: OpenBrowser, world: World) -> None:
    with db.transaction() as session:
        make_unit(session, "新泾镇", kind="street")
    office = browse(who="chenjing")
    office.post("/groups", {"name": "各街镇", "kind": "street"})
    office.post("/groups", {"name": "教育民政", "kind": "listed", "listed": [world.civil, world.education]})
    page = said(office.get("/groups"))
    assert "区教育局、区民政局" in page
    assert "新泾镇" in page
    assert "请至少选择一个单位" in said(office.post("/groups", {"name": "空", "kind": "listed"}))


@on_sqlite
@pytest.mark.parametrize("address", ["/people", "/people/new", "/people/import", "/units", "/groups", "/api/v1/people"])
def test_a_liaison_finds_none_of_it(browse: OpenBrowser, address: str) -> None:
    assert browse(who="jiaoyu-zhoumin").get(address).status_code == 404


@on_sqlite
def test_names_are_text_wherever_they_are_shown(browse: OpenBrowser, world: World) -> None:
    bad = '"><script>alert(1)</script>'
    with db.transaction() as session:
        unit = make_unit(session, bad)
        person = make_person(session, unit, name=bad[:40], post=bad[:40], login="bad").public_id
        unit_id = unit.public_id
    office = browse(who="admin")
    for address in ("/people", f"/people/{person}", f"/people/{person}/password", "/units", f"/units/{unit_id}", "/groups/new",
                    f"/people?text={bad}"):  # fmt: skip
        assert "<script>alert" not in office.get(address).get_data(as_text=True), address


def test_the_directory_answers_programs(browse: OpenBrowser, world: World) -> None:
    office = browse(who="chenjing")
    units = office.get("/api/v1/units").get_json()["units"]
    assert [(unit["short_name"], unit["aliases"]) for unit in units][:2] == [("区教育局", ["教委"]), ("区民政局", [])]
    office.post("/groups", {"name": "各成员单位", "kind": "member"})
    (group,) = office.get("/api/v1/groups").get_json()["groups"]
    assert [unit["name"] for unit in group["units"]] == ["区教育局", "区民政局"]
    people = office.get("/api/v1/people?role=liaison").get_json()["people"]
    assert [(person["login"], person["unit"]["id"]) for person in people] == [("jiaoyu-zhoumin", world.education)]
    assert office.get("/api/v1/people?role=boss").status_code == 422
    assert browse(who="jiaoyu-zhoumin").get("/api/v1/units").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/people/%00",
        "/people?text=%00",
        "/people?unit=a%00",
        "/units/%00",
        "/groups/a%00b",
        "/people/import/%00",
        "/api/v1/people?text=%00",
    ],
)
def test_what_no_database_takes_is_refused_at_the_door(browse: OpenBrowser, address: str) -> None:
    assert browse(who="chenjing").get(address).status_code in {404, 422}


def test_nor_does_it_come_in_by_a_form(browse: OpenBrowser, world: World) -> None:
    assert browse().sign_in("chen\0jing").status_code == 422
    office = browse(who="chenjing")
    for path, form in (
        ("/people", {"name": "a", "unit": "\0"}),
        (f"/people/{world.liaison.public_id}/moves", {"to_unit": "\0"}),
    ):
        assert office.post(path, form).status_code == 422
