"""The page of a consultation, and what its channel shows of it."""

from tests.channels.acknowledgements.asking import ask as asked
from tests.channels.acknowledgements.asking import missing
from tests.channels.pages import Hub

from .story import Meetings


def test_the_page_says_when_where_and_who(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced(place="三楼会议室", chair=meetings.person("主任"), note="请带**材料**")
    page = hub.browser("甲一").get(f"/consultations/{made}").text
    for words in ("转介衔接专项会商", "11月24日 14:00", "16:00", "三楼会议室", "主任", "<strong>材料</strong>"):
        assert words in page
    assert hub.browser("丙一").get(f"/consultations/{made}").status_code == 404


def test_its_channel_stands_in_the_list_and_leads_to_the_page(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    channel = meetings.sheet("甲一", made).channel
    page = hub.browser("甲一").get(f"/channels/{channel}").text
    assert f'data-consultation="{made}"' in page
    assert page.count(f"/consultations/{made}") >= 3  # the card's title and button, and the panel
    assert "转介衔接专项会商" not in hub.browser("丙一").get("/channels/list").text


def test_all_that_are_invited_can_be_asked_at_once(meetings: Meetings) -> None:
    made = meetings.announced("区甲局", "区乙局", "东街道")
    meetings.scene.channels["会商"] = meetings.sheet("甲一", made).channel
    assert missing(meetings.scene, asked(meetings.scene, "办一", "会商")) == ["区甲局", "区乙局", "东街道"]


def test_the_card_is_no_message_to_edit_or_retract(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    message = meetings.sheet("办一", made).message
    office = hub.browser("办一")
    assert office.script("PATCH", f"/api/v1/messages/{message}", {"body": "别的"}).status_code == 409
    assert office.script("DELETE", f"/api/v1/messages/{message}").status_code == 409
