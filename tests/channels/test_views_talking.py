"""What is said, corrected and taken back by plain forms, and what asks before it reaches many."""

import pytest
from sqlalchemy import func, select

from hub.accounts.events import PersonAdded
from hub.accounts.models import Unit
from hub.channels import actions
from hub.channels.models import Message
from hub.core import db
from hub.core.events import record
from hub.core.viewer import Role
from tests.factories import make_person

from .pages import Hub, desk, say, seqs

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def form(body: str, key: str = "k-1", **more: str) -> dict[str, str]:
    return {"body": body, "client_id": key, **more}


def count() -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Message)) or 0


def crowd(hub: Hub, people: int) -> None:
    """Give 区乙局 so many more liaisons."""
    with db.transaction() as session:
        unit = session.get_one(Unit, hub.scene.units["区乙局"])
        for _ in range(people):
            record(session, PersonAdded(make_person(session, unit, Role.LIAISON).id))


def test_a_form_posts_and_leads_back_to_the_message(hub: Hub) -> None:
    browser = hub.browser("甲一")
    answer = browser.post(desk(hub) + "/messages", form("大家好"))
    assert (answer.status_code, answer.headers["Location"].split("#")[0]) == (303, desk(hub))
    assert "大家好" in browser.get(desk(hub)).text


def test_pressing_twice_posts_once(hub: Hub) -> None:
    browser = hub.browser("甲一")
    for _ in range(2):
        assert browser.post(desk(hub) + "/messages", form("大家好")).status_code == 303
    assert count() == 1


def test_words_changed_after_going_back_can_be_sent_as_new_ones(hub: Hub) -> None:
    browser = hub.browser("甲一")
    browser.post(desk(hub) + "/messages", form("大家好"))
    answer = browser.post(desk(hub) + "/messages", form("大家早上好"))
    assert answer.status_code == 409
    assert "大家早上好</textarea>" in answer.text
    key = answer.text.split('name="client_id" value="')[1][:36]
    assert browser.post(desk(hub) + "/messages", form("大家早上好", key)).status_code == 303
    assert count() == 2


def test_each_page_offers_a_fresh_key(hub: Hub) -> None:
    browser = hub.browser("甲一")
    keys = {browser.get(desk(hub)).text.split('name="client_id" value="')[1][:36] for _ in range(3)}
    assert len(keys) == 3


@pytest.mark.parametrize(("body", "status"), [("", 422), ("   \n", 422), ("字" * 4001, 413)])
def test_refused_words_come_back_with_the_reason(hub: Hub, body: str, status: int) -> None:
    answer = hub.browser("甲一").post(desk(hub) + "/messages", form(body))
    assert answer.status_code == status
    assert 'id="body-error"' in answer.text
    assert body.strip() in answer.text
    assert count() == 0


def test_outsiders_and_archives_take_nothing(hub: Hub) -> None:
    assert hub.browser("丙一").post(desk(hub) + "/messages", form("话")).status_code == 404
    assert hub.browser("丙一").script("POST", desk(hub) + "/reach", {"body": "@区甲局"}).status_code == 404
    assert hub.browser("丙一").get(desk(hub) + "/mentionable").status_code == 404
    assert count() == 0


def test_a_foreign_page_cannot_post(hub: Hub) -> None:
    answer = hub.browser("甲一").post(desk(hub) + "/messages", form("话"), Origin="https://evil.example")
    assert (answer.status_code, count()) == (403, 0)


def test_a_reply_quotes(hub: Hub) -> None:
    first = say(hub, "甲一", "原来的话")
    browser = hub.browser("乙一")
    assert f'name="reply_to" value="{first.id}"' in browser.get(f"{desk(hub)}?reply={first.id}").text
    browser.post(desk(hub) + "/messages", form("回答", reply_to=first.id))
    assert f'class="quote" href="/messages/{first.id}"' in browser.get(desk(hub)).text


def test_reaching_many_asks_first(hub: Hub) -> None:
    crowd(hub, 31)
    browser = hub.browser("甲一")
    asked = browser.post(desk(hub) + "/messages", form("@区乙局 请办"))
    assert asked.status_code == 200
    assert "将提醒32人" in asked.text
    assert 'name="client_id" value="k-1"' in asked.text
    assert count() == 0
    assert (
        browser.post(desk(hub) + "/messages", form("@区乙局 请办", confirmed="31")).status_code == 200
    )  # it was another number
    assert browser.post(desk(hub) + "/messages", form("@区乙局 请办", confirmed="32")).status_code == 303
    assert count() == 1


def test_a_script_asks_how_many_words_would_reach(hub: Hub) -> None:
    browser = hub.browser("甲一")
    assert browser.script("POST", desk(hub) + "/reach", {"body": "@区乙局 " + "字" * 3000}).json == {
        "people": 1,
        "ask": False,
    }
    crowd(hub, 30)
    assert browser.script("POST", desk(hub) + "/reach", {"body": "@区乙局"}).json == {"people": 31, "ask": True}
    assert browser.script("POST", desk(hub) + "/reach", {"words": 1}).status_code == 422


def test_what_can_be_named_comes_with_its_kind(hub: Hub) -> None:
    found = {(one["name"], one["kind"]) for one in hub.browser("甲一").script("GET", desk(hub) + "/mentionable").json}
    assert {("各责任单位", "group"), ("区乙局", "unit"), ("乙一", "person")} <= found
    assert ("甲一", "person") not in found


def test_the_author_corrects_and_everybody_sees_what_it_said_before(hub: Hub) -> None:
    posted = say(hub, "甲一", "错的话")
    assert hub.browser("乙一").post(f"/messages/{posted.id}/edit", {"body": "别人的话"}).status_code == 403
    assert hub.browser("甲一").post(f"/messages/{posted.id}/edit", {"body": "对的话"}).status_code == 303
    page = hub.browser("乙一").get(desk(hub))
    assert "对的话" in page.text
    assert "错的话" not in page.text
    assert f'href="/messages/{posted.id}/history"' in page.text
    history = hub.browser("乙一").get(f"/messages/{posted.id}/history").text
    assert history.index("对的话") < history.index("错的话")
    assert hub.browser("丙一").get(f"/messages/{posted.id}/history").status_code == 404


def test_a_correction_that_reaches_many_asks_first(hub: Hub) -> None:
    posted = say(hub, "甲一", "话")
    crowd(hub, 31)
    browser = hub.browser("甲一")
    assert "将提醒32人" in browser.post(f"/messages/{posted.id}/edit", {"body": "@区乙局"}).text
    assert browser.post(f"/messages/{posted.id}/edit", {"body": "@区乙局", "confirmed": "32"}).status_code == 303
    assert browser.post(f"/messages/{posted.id}/edit", {"body": "@区乙局 改"}).status_code == 303  # nobody new


def test_what_is_taken_back_leaves_its_place_alone(hub: Hub) -> None:
    posted = say(hub, "甲一", "不该说的话")
    assert hub.browser("乙一").post(f"/messages/{posted.id}/retract").status_code == 403
    assert hub.browser("甲一").post(f"/messages/{posted.id}/retract").status_code == 303
    page = hub.browser("乙一").get(desk(hub))
    assert seqs(page) == [1]
    assert "message--gone" in page.text
    for address in (desk(hub), f"/messages/{posted.id}/history", desk(hub) + "/messages", desk(hub) + "/changes"):
        assert "不该说的话" not in hub.browser("乙一").get(address).text


def test_the_office_may_take_back_what_others_said(hub: Hub) -> None:
    posted = say(hub, "甲一", "孩子的名字")
    assert hub.browser("办一").post(f"/messages/{posted.id}/retract").status_code == 303
    assert "孩子的名字" not in hub.browser("乙一").get(desk(hub)).text


def test_reading_moves_the_mark_forward_only(hub: Hub) -> None:
    for body in "一二三":
        say(hub, "甲一", body)
    browser = hub.browser("乙一")
    browser.post(desk(hub) + "/read", {"seq": "2"})
    browser.post(desk(hub) + "/read", {"seq": "1"})
    assert 'data-head="3" data-read="2"' in browser.get("/channels/list").text
    assert browser.script("POST", desk(hub) + "/read").status_code == 204
    assert hub.browser("丙一").post(desk(hub) + "/read", {"seq": "2"}).status_code == 404


def test_plain_tools_are_offered_to_whom_they_serve(hub: Hub) -> None:
    posted = say(hub, "甲一", "话")
    place = f"{desk(hub)}?message={posted.id}"
    mine, theirs = hub.browser("甲一").get(place).text, hub.browser("乙一").get(place).text
    assert f"/messages/{posted.id}/edit" in mine
    assert f"/messages/{posted.id}/retract" in mine
    assert f"/messages/{posted.id}/edit" not in theirs
    assert f"reply={posted.id}" in theirs
    with db.transaction() as session:
        actions.retract_message(session, hub.scene["甲一"], posted.id)
    assert f"reply={posted.id}" not in hub.browser("乙一").get(place).text
