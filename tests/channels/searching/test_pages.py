"""The page of the search and the API's door: what is marked, what is escaped, what a form keeps, where a hit leads."""

from datetime import timedelta

import pytest

from tests.channels.pages import NOON, Hub, say


def test_a_hit_is_marked_and_leads_to_its_place(hub: Hub) -> None:
    posted = say(hub, "甲一", "请于周五前报送<困境儿童>名单")
    page = hub.browser("乙一").get("/search?q=困境儿童")
    assert "报送&lt;<mark>困境儿童</mark>&gt;名单" in page.text
    assert f'href="/messages/{posted.id}"' in page.text
    place = hub.browser("乙一").get(f"/messages/{posted.id}")
    assert place.headers["Location"].endswith(f"message={posted.id}#m-{posted.id}")


@pytest.mark.parametrize(
    "body", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<mark>会商</mark>", "会商<b>", "&lt;会商"]
)
def test_nothing_that_is_said_or_asked_becomes_markup(hub: Hub, body: str) -> None:
    say(hub, "甲一", body)
    browser = hub.browser("乙一")
    for asked in (body, "script alert", "会商", "mark", "img", "b", "lt"):
        page = browser.get("/search", **{}) if not asked else browser.client.get(
            "/search", query_string={"q": asked}, base_url="http://127.0.0.1:5000"
        )  # fmt: skip
        main = page.text[page.text.index("<main") :]
        assert page.status_code == 200
        for raw in ("<script>alert", "<img src=x", "<b>>", "<mark></mark>", "onerror=alert(1)>"):
            assert raw not in main.replace("&gt;", ">") or raw.startswith("onerror")
        assert "<script>alert" not in main
        assert "<img" not in main


def test_whoever_is_not_in_sees_neither_hits_nor_that_there_are_any(hub: Hub) -> None:
    for _ in range(25):
        say(hub, "甲一", "家庭监护")
    inside, outside = hub.browser("乙一").get("/search?q=监护"), hub.browser("丙一").get("/search?q=监护")
    assert inside.text.count('class="hit"') == 20
    assert "更早的结果" in inside.text
    assert 'class="hit"' not in outside.text
    assert "没有找到" in outside.text
    assert "更早的结果" not in outside.text
    channel = hub.scene.channels["家庭"]
    assert hub.browser("丙一").get(f"/search?q=监护&channel={channel}").status_code == 404
    assert channel not in outside.text, "the form offers only channels of one's own"


def test_older_results_keep_the_question_and_its_filters(hub: Hub) -> None:
    for number in range(25):
        say(hub, "甲一", f"家庭监护第{number}件", at=NOON + timedelta(minutes=number))
    browser = hub.browser("乙一")
    first = browser.get("/search?q=监护&since=2026-11-20&until=2026-11-20")
    link = first.text.split('class="search__older"><a class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(link)
    assert second.text.count('class="hit"') == 5
    assert 'value="2026-11-20"' in second.text
    assert "更早的结果" not in second.text


@pytest.mark.parametrize("asked", ["since=2026-02-30", "until=never", "q=" + "会" * 201])
def test_a_question_that_cannot_be_says_what_to_do_and_keeps_what_was_typed(hub: Hub, asked: str) -> None:
    page = hub.browser("乙一").get(f"/search?unit=none&{asked}&has_file=1")
    assert page.status_code in {413, 422}
    assert 'role="alert"' in page.text
    assert asked.partition("=")[2] in page.text
    assert 'name="has_file" value="1" checked' in page.text


def test_an_empty_question_says_how_to_ask(hub: Hub) -> None:
    page = hub.browser("乙一").get("/search")
    assert "写下要找的词" in page.text
    assert 'class="hit"' not in page.text


def test_items_of_the_plan_stand_above_and_lead_there(hub: Hub) -> None:
    page = hub.browser("乙一").get("/search?q=司法")
    assert "<mark>司法</mark>" in page.text
    assert "/plans/" in page.text
    assert "/plans/" not in _main(hub.browser("专家").get("/search?q=司法").text)


def test_programs_get_the_same(hub: Hub) -> None:
    for number in range(3):
        say(hub, "甲一", f"报送２０２６年名单{number}")
    browser = hub.browser("乙一")
    found = browser.script("GET", "/api/v1/search?q=2026年&limit=2").json
    assert [hit["message"]["text"] for hit in found["messages"]] == ["报送２０２６年名单2", "报送２０２６年名单1"]
    assert found["messages"][0]["excerpt"] == [
        {"text": "报送", "hit": False},
        {"text": "２０２６年", "hit": True},
        {"text": "名单2", "hit": False},
    ]
    rest = browser.script("GET", f"/api/v1/search?q=2026年&limit=2&before={found['older']}").json
    assert [hit["message"]["text"] for hit in rest["messages"]] == ["报送２０２６年名单0"]
    assert rest["older"] is None
    for wrong in ("since=2026-02-30", "limit=0", "nonsense=1", "q=" + "会" * 201):
        assert browser.script("GET", f"/api/v1/search?{wrong}").status_code in {413, 422}


def test_the_strip_and_the_channel_lead_to_the_search(hub: Hub) -> None:
    page = hub.browser("乙一").get(f"/channels/{hub.scene.channels['家庭']}")
    assert 'href="/search"' in page.text
    assert f'name="channel" value="{hub.scene.channels["家庭"]}"' in page.text


def _main(text: str) -> str:
    return text[text.index("<main") :]
