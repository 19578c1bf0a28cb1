"""Telling what becomes of minutes: a consultation that is held, closed, and written down."""

from datetime import date
from typing import Any

from sqlalchemy import select

from hub.channels.marking.actions import mark_message
from hub.core import db
from hub.meetings.live import actions as live
from hub.minutes import queries
from hub.minutes.models import Minutes, Passage, PassageRevision, PassageSource
from tests.meetings.live.held import Held


class Told(Held):
    """区甲局 (甲一), 区乙局 and 东街道 are invited; three items 转介机制, 号源, 走访 stand on the agenda."""

    def hold(self) -> None:
        """甲一 states a problem, 区乙局 has reservations, one decision is fixed, one dropped; 号源 is carried over; 走访 is not reached."""
        self.act(live.sign_in, who="甲一")
        self.act(live.sign_in_by_hand, unit=self.unit("区乙局"), name="代表", post="科长", is_delegate=True)
        self.next()
        self.statement = self.state("本学期转介23人，**平均**等候16天")
        self.say("同意甲局意见。", who="乙一")
        self.act(live.state_position, self.items["转介机制"], "reserve", "24小时首诊做不到", who="乙一")
        self.act(live.state_position, self.items["转介机制"], "agree", who="甲一")
        given = {"supporting": (self.unit("区乙局"),), "due_on": date(2026, 12, 4), "sources": (self.statement,)}
        self.decision = self.fixed("转介机制", "统一校内初筛表。", **given)
        self.dropped = self.write("转介机制", "每周开会。")
        self.act(live.drop, self.dropped)
        self.next()
        self.wait(minutes=10)
        self.close(carried=(self.items["号源"], self.items["走访"]))

    def state(self, words: str, who: str = "甲一") -> str:
        """Say something as a statement 发言; the message's public id."""
        said = self.say(words, who)
        self.do(mark_message, who, said, "statement")
        return said

    @property
    def minutes(self) -> Minutes:
        """The minutes as they are now."""
        with db.reading() as session:
            return session.scalars(select(Minutes).where(Minutes.state != "discarded")).one()

    def passages(self) -> list[Passage]:
        """Their passages in order."""
        with db.reading() as session:
            row = session.scalars(select(Minutes)).one()
            return queries.passages(session, row.id)

    def text(self) -> str:
        """All of it, a line for each passage."""
        return "\n".join(f"{one.part}: {one.text}" for one in self.passages())

    def passage(self, part: str) -> Passage:
        """The first passage of a part."""
        return next(one for one in self.passages() if one.part == part)

    def revisions(self, passage: Passage) -> list[PassageRevision]:
        """Every text that a passage had, the first first."""
        with db.reading() as session:
            found = select(PassageRevision).where(PassageRevision.passage_id == passage.id)
            return list(session.scalars(found.order_by(PassageRevision.number)))

    def sources(self, passage: Passage) -> list[PassageSource]:
        """Where its sentences come from."""
        return list(passage.sources)

    def run(self, act: Any, who: str, *args: Any, **kwargs: Any) -> Any:
        """Let somebody do something to the minutes."""
        return self.do(act, who, self.minutes.public_id, *args, **kwargs)
