"""Telling what happens while a consultation is held: acts by name, what everybody's card says, and what rows hold."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from hub.accounts.models import Unit
from hub.channels import queries as channels
from hub.channels.models import Channel
from hub.channels.posting import post_message
from hub.channels.shapes import ConsultationCard, MessageDraft
from hub.core import clock, db
from hub.meetings.agenda.models import AgendaItem, AgendaUnit
from hub.meetings.live import actions, queries
from hub.meetings.live.queries import Board, Record
from hub.meetings.live.shapes import Closing, DecisionDraft
from hub.meetings.models import Consultation
from hub.meetings.shapes import Named
from hub.meetings.topics.models import Topic
from tests.meetings.story import TUESDAY, Meetings

ITEMS = ("转介机制", "号源", "走访")
CHAIR, NOTES = "办一", "甲长"


class Held(Meetings):
    """`consultation` is its public id, `items` those of the agenda by title; 办一 is in the chair, 甲长 takes notes."""

    def gather(self, *, is_open: bool = True, **fields: Any) -> None:
        """Announce it with its agenda, and open it on the day."""
        guest = Named(role="observer", name="外院专家", post="主任医师", body="市儿童医院")
        given = {
            "chair": self.person(CHAIR),
            "note_taker": self.person(NOTES),
            "people": (guest, self.named("专家", "observer")),
        }
        self.consultation = self.announced(**given | fields)
        self.items = self._agenda(self.consultation)
        self.at(TUESDAY)
        if is_open:
            self.act(actions.open_consultation)

    def act(self, act: Any, *args: Any, who: str = CHAIR, **kwargs: Any) -> Any:
        """Let somebody do something to the consultation."""
        return self.do(act, who, self.consultation, *args, **kwargs)

    def next(self, who: str = CHAIR, seen: str | None = None) -> Any:
        """Press 下一议题, having seen what is current unless another is named."""
        return self.act(actions.next_item, self.now() if seen is None else seen, who=who)

    def now(self) -> str:
        """The item (public id) under discussion; "" for none."""
        card = self.card()
        return card.current.public_id if card.current else ""

    def write(self, title: str, text: str = "每周报送。", who: str = CHAIR, **fields: Any) -> str:
        """Capture a decision to the item called so; its public id."""
        given = {"lead": self.unit("区甲局"), "due_on": date(2026, 12, 14)} | fields
        return self.act(actions.write, self.items[title], DecisionDraft(text, **given), who=who).public_id

    def fixed(self, title: str, text: str = "每周报送。", **fields: Any) -> str:
        """A decision that is read back and fixed."""
        made = self.write(title, text, **fields)
        self.act(actions.read_back, made)
        self.act(actions.fix, made)
        return made

    def say(self, words: str, who: str = "甲一", **fields: Any) -> str:
        """Post into its channel; the message's public id."""
        return self.do(post_message, who, MessageDraft(self.channel, self.key(), words, **fields)).id

    def close(self, who: str = CHAIR, **fields: Any) -> None:
        """End it."""
        self.act(actions.close, Closing(**fields), who=who)

    @property
    def channel(self) -> str:
        """Its channel (public id)."""
        with db.reading() as session:
            found = select(Channel.public_id).join(Consultation, Consultation.channel_id == Channel.id)
            return session.scalars(found.where(Consultation.public_id == self.consultation)).one()

    def card(self) -> ConsultationCard:
        """The card as everybody in the channel gets it."""
        with db.reading() as session:
            first = channels.messages(session, self.scene[CHAIR], self.channel, after=0, limit=1).messages[0]
        assert first.facets.consultation is not None
        return first.facets.consultation

    def board(self, who: str = CHAIR) -> Board:
        """The live page as somebody sees it; NotFound."""
        with db.reading() as session:
            return queries.board(session, self.scene[who], self.consultation)

    def record(self) -> Record:
        """The record."""
        with db.reading() as session:
            row = session.scalars(select(Consultation).where(Consultation.public_id == self.consultation)).one()
            return queries.record(session, row)

    def item(self, title: str) -> AgendaItem:
        """The item's row."""
        with db.reading() as session:
            return session.scalars(select(AgendaItem).where(AgendaItem.public_id == self.items[title])).one()

    def states(self) -> list[str]:
        """The states of the items, in the agenda's order."""
        return [one.state for one in self.board().items]

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.at(clock.now() + timedelta(**span))

    def _agenda(self, consultation: str) -> dict[str, str]:
        with db.transaction() as session:
            row = session.scalars(select(Consultation).where(Consultation.public_id == consultation)).one()
            unit = session.scalars(select(Unit).where(Unit.name == "区甲局")).one()
            for given in session.scalars(select(AgendaItem).where(AgendaItem.consultation_id == row.id)):
                given.removed_at = clock.now()  # 上次议定事项落实情况: another story
            made = {}
            for position, title in enumerate(ITEMS, start=1):
                topic = Topic(title=title, basis="hand", state="scheduled", person_id=row.created_by, unit_id=unit.id)
                session.add(topic)
                session.flush()
                item = AgendaItem(
                    consultation_id=row.id, position=position, title=title, ask="提请议定", minutes=10, kind="topic"
                )
                item.topic_id = topic.id
                item.units = [AgendaUnit(unit_id=unit.id, position=0)]
                session.add(item)
                session.flush()
                made[title] = item.public_id
            return made
