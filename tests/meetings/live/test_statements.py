"""What is said in the channel while an item is under discussion belongs to it; a mark by who may makes it a statement."""

from hub.channels.actions import retract_message
from hub.channels.marking.actions import mark_message, unmark_message
from hub.channels.posting import post_message
from hub.channels.shapes import MessageDraft
from tests.channels.scene import statements
from tests.meetings.live.held import Held


def said(held: Held, title: str) -> list[tuple[str, bool]]:
    """What was said to the item, and whether it is a statement."""
    item = next(one for one in held.record().items if one.title == title)
    return [(one.text, one.is_statement) for one in item.statements]


def test_each_message_belongs_to_the_item_under_discussion(held: Held) -> None:
    held.say("开会前说的")
    held.next()
    held.say("一")
    held.say("二", who="乙一")
    held.next()
    held.say("三")
    held.next()
    held.next()
    held.say("都议完了")
    assert said(held, "转介机制") == [("一", False), ("二", False)]
    assert said(held, "号源") == [("三", False)]
    assert said(held, "走访") == []


def test_a_mark_of_the_author_or_of_who_conducts_makes_a_statement(held: Held) -> None:
    held.next()
    own, noted, others = held.say("自己标的"), held.say("主持标的"), held.say("别人标的")
    held.do(mark_message, "甲一", own, "statement")
    held.do(mark_message, "甲长", noted, "statement")
    held.do(mark_message, "乙一", others, "statement")
    held.do(mark_message, "甲一", others, "task")
    assert said(held, "转介机制") == [("自己标的", True), ("主持标的", True), ("别人标的", False)]
    held.do(unmark_message, "甲一", own, "statement")
    held.do(retract_message, "甲一", noted)
    assert said(held, "转介机制") == [("自己标的", False), ("", False), ("别人标的", False)]


def test_posts_elsewhere_cost_nothing_more(held: Held) -> None:
    def cost(channel: str) -> int:
        with statements() as sent:
            held.do(post_message, "甲一", MessageDraft(channel, held.key(), "说"))
        return sum("agenda_item" in statement for statement in sent)

    held.next()
    assert cost(held.scene.channels["家庭"]) == 0
    assert cost(held.channel) == 1
