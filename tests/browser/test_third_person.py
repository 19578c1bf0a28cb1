"""Two units talk; whoever belongs to neither learns nothing of it by list, page, history, permalink or socket."""

from typing import Any

from playwright.sync_api import expect
from sqlalchemy import select

from hub.channels.models import Message
from hub.core import db

from .conftest import BOTH_KINDS, Place, say, settled, wait_for_message
from .overheard import Overheard

ASK_BY_SOCKET = """async ([event, data]) => {
  const { socket } = await import("hub/socket.js");
  return socket.timeout(5000).emitWithAck(event, data);
}"""


@BOTH_KINDS
def test_whoever_is_not_responsible_learns_nothing(place: Place) -> None:
    outsider = place.sit_down("丙一", tolerate=["404"])
    overheard = Overheard(outsider)
    outsider.goto(place.desk("全体"))
    settled(outsider)
    writer, reader = place.open_desk("甲一"), place.open_desk("乙一")
    say(writer, "只有两家知道的事 @区乙局")
    wait_for_message(reader, "只有两家知道的事")
    say(reader, "只有两家知道的答复")
    wait_for_message(writer, "只有两家知道的答复")
    say(place.open_desk("办一", channel="全体"), "大家都知道的事")
    wait_for_message(outsider, "大家都知道的事")  # so what came before would have come too
    secret = (place.scene.channels["家庭"], "只有两家", "家庭")
    assert overheard.about("大家都知道的事")
    assert overheard.about(*secret) == []
    assert not any(word in outsider.content() for word in secret)
    expect(outsider.locator(".item-link")).to_have_count(2)
    assert _knock(place, outsider) == {"pages": [404] * 4, "events": ["not_found"] * 4}
    assert overheard.about("只有两家") == []


def _knock(place: Place, outsider: Any) -> dict[str, list[Any]]:
    """Try each door of the channel by its right address."""
    channel = place.scene.channels["家庭"]
    with db.reading() as session:
        secret = select(Message.public_id).where(Message.body.startswith("只有两家知道的事"))
        message = session.scalars(secret).one()
    pages = (
        f"/channels/{channel}/messages",
        f"/channels/{channel}/changes?after=0",
        f"/messages/{message}",
        f"/channels/{channel}",
    )
    events: dict[str, dict[str, Any]] = {
        "channel:open": {},
        "message:post": {"client_id": "outsider-1", "body": "混进来"},
        "channel:read": {"seq": 1},
        "channel:close": {},
    }
    asked = [outsider.evaluate(ASK_BY_SOCKET, [event, {"channel": channel, **more}]) for event, more in events.items()]
    return {
        "events": [answer["error"]["code"] for answer in asked],
        "pages": [outsider.goto(place.server.url + page).status for page in pages],
    }
