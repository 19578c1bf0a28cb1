"""Telling what becomes of what minutes decided: a consultation that is held, minutes that go out, and units that carry it out."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update

from hub.core import clock, db
from hub.escalation.models import Escalation, EscalationEvent, InboxItem
from hub.meetings.live.models import Decision
from hub.minutes.editing import actions as editing
from hub.minutes.models import Minutes, Passage
from hub.minutes.publishing import actions as publishing
from hub.minutes.publishing.actions import LetterheadForm
from hub.minutes.queries import passages
from hub.supervision import actions
from hub.supervision.models import FollowUp, FollowUpEvent, FollowUpUnit
from hub.supervision.rules import written_number
from hub.supervision.shapes import FollowUpSheet
from hub.supervision.sheet import sheet
from tests.minutes.story import Told

LETTERHEAD = LetterheadForm("2026-01-01", "未成年人保护工作会议纪要", "〔{year}〕{number}号", "区民政局办公室")
NUMBER = "D2026-0001"
PEOPLE = ("甲一", "甲长", "乙一", "丙一", "东一", "西一", "办一", "主任", "专家", "管理")


class Followed(Told):
    """区甲局 (甲一, 甲长) leads and 区乙局 (乙一) supports what was decided, due on 2026-12-04; the office is 办一."""

    def decide(self, *decided: dict[str, Any]) -> None:
        """Hold it, with further decisions to 转介机制, and close it."""
        self.hold_open()
        for fields in decided:
            self.fixed("转介机制", **fields)
        self.next()
        self.wait(minutes=10)
        self.close(carried=(self.items["号源"], self.items["走访"]))

    def hold_open(self) -> None:
        """Under way, with one decision."""
        self.next()
        given = {"supporting": (self.unit("区乙局"),), "due_on": date(2026, 12, 4)}
        self.decision = self.fixed("转介机制", "统一校内初筛表。", **given)

    def publish(self) -> str:
        """The minutes go all the way out; their public id."""
        self.do(publishing.write_letterhead, "办一", LETTERHEAD)
        public_id = self.minutes.public_id
        self._out(public_id)
        return public_id

    def correct(self, **data: Any) -> str:
        """A correction of the minutes that are out, which says otherwise what the first decision is made of; its public id."""
        with db.reading() as session:
            first = session.scalars(select(Minutes.public_id).where(Minutes.corrects_id.is_(None))).one()
        made = self.do(publishing.correct, "办一", first, "会后核对")
        text = data.pop("sentence", None)
        with db.transaction() as session:
            theirs = select(Passage).where(Passage.minutes_id == made.id, Passage.part == "decision")
            decided = session.scalars(theirs.order_by(Passage.position)).all()[0]
            decided.text, decided.data = text or decided.text, decided.data | data
        public_id = str(made.public_id)
        self._out(public_id)
        return public_id

    def correct_without(self) -> str:
        """A correction of the minutes that were the last to go out, which says nothing of the first decision; its public id."""
        with db.reading() as session:
            last = session.scalars(select(Minutes.public_id).order_by(Minutes.id.desc())).first()
        made = self.do(publishing.correct, "办一", last, "会上没有议定")
        public_id = str(made.public_id)
        with db.reading() as session:
            said = [one for one in passages(session, made.id) if one.part == "decision"]
        for decided in said[:1]:
            self.do(editing.remove, "办一", public_id, decided.public_id, decided.number)
        self._out(public_id)
        return public_id

    def _out(self, public_id: str) -> None:
        with db.reading() as session:
            state = session.scalars(select(Minutes.state).where(Minutes.public_id == public_id)).one()
        if state == "draft":
            self.do(publishing.send_to_review, "办一", public_id)
        self.do(publishing.send_to_sign, "办一", public_id)
        with db.reading() as session:
            seen = session.scalars(select(Minutes.revision).where(Minutes.public_id == public_id)).one()
        self.do(publishing.sign, "主任", public_id, seen)
        self.do(publishing.publish, "办一", public_id)

    def run(self, act: Any, who: str, *args: Any, **kwargs: Any) -> Any:
        """Let somebody do something to the first follow-up."""
        return self.do(act, who, NUMBER, *args, **kwargs)

    def accepted(self) -> None:
        """Both units have taken it up."""
        self.run(actions.accept, "甲一")
        self.run(actions.accept, "乙一")

    def completed(self) -> None:
        """Taken up, and the lead says that it is done."""
        self.accepted()
        self.run(actions.complete, "甲一", "初筛表已经统一。")

    def row(self, number: str = NUMBER) -> FollowUp:  # type: ignore[override] (a follow-up here, not a consultation)
        """The follow-up as it is now."""
        return next(row for row in self.rows() if written_number(row.year, row.number) == number)

    def rows(self) -> list[FollowUp]:
        """All of them, in their order."""
        with db.reading() as session:
            return list(session.scalars(select(FollowUp).order_by(FollowUp.year, FollowUp.number)))

    def units(self, number: str = NUMBER) -> list[tuple[str, bool]]:
        """Who carries it out, by name, and whether in the lead."""
        with db.reading() as session:
            found = sheet(session, self.scene["办一"], number)
        return [(unit.name, unit.is_lead) for unit in found.units]

    def seen(self, who: str, number: str = NUMBER) -> FollowUpSheet:
        """Its page for somebody; NotFound."""
        with db.reading() as session:
            return sheet(session, self.scene[who], number)

    def acts(self) -> list[str]:
        """What happened to the first one, in order."""
        with db.reading() as session:
            found = select(FollowUpEvent.act).where(FollowUpEvent.follow_up_id == self.row().id)
            return list(session.scalars(found.order_by(FollowUpEvent.id)))

    def clocks(self) -> dict[str, str]:
        """The clocks of the first one that are not stopped, with their state."""
        with db.reading() as session:
            found = select(Escalation.clock, Escalation.state).where(Escalation.matter == "follow_up")
            rows = session.execute(found.where(Escalation.matter_id == self.row().id, Escalation.state != "stopped"))
            return {clock_: state for clock_, state in rows}

    def fired(self) -> list[tuple[str, int, str, Any]]:
        """What its clocks told, in order: the clock, the tier, the names of who was told, and when."""
        with db.reading() as session:
            names = {viewer.person_id: name for name, viewer in self.scene.people.items()}
            found = select(EscalationEvent, Escalation.clock).join(
                Escalation, Escalation.id == EscalationEvent.escalation_id
            )
            found = found.where(Escalation.matter == "follow_up", Escalation.matter_id == self.row().id)
            found = found.where(EscalationEvent.outcome != "skipped")
            told = []
            for event, which in session.execute(found.order_by(EscalationEvent.fired_at, EscalationEvent.id)):
                people = select(InboxItem.person_id).where(
                    InboxItem.escalation_id == event.escalation_id,
                    InboxItem.generation == event.generation,
                    InboxItem.step_no == event.step_no,
                )
                said = "、".join(names[one] for one in session.scalars(people.order_by(InboxItem.person_id)))
                told.append((which, event.tier, said, event.fired_at))
            return told

    def decision_row(self) -> Decision:
        """The decision as the consultation has it."""
        with db.reading() as session:
            return session.scalars(select(Decision).where(Decision.public_id == self.decision)).one()

    def only_named(self) -> None:
        """It was a 个案会商 all along."""
        with db.transaction() as session:
            row = session.get_one(Minutes, self.minutes.id).consultation
            row.kind, row.is_named_only = "case", True

    def released(self) -> list[int]:
        """The units (keys) that the office has let go."""
        with db.reading() as session:
            return list(session.scalars(select(FollowUpUnit.unit_id).where(FollowUpUnit.released_at.is_not(None))))

    def without_lead(self) -> None:
        """The draft's decision names no unit."""
        with db.transaction() as session:
            data = session.scalars(select(Passage.data).where(Passage.part == "decision")).first()
            assert data is not None
            given = data | {"lead": "", "supporting": []}
            session.execute(update(Passage).where(Passage.part == "decision").values(data=given))

    def days(self, number: int) -> None:
        """Let so many calendar days pass; the hub stands still."""
        self.at(clock.now() + timedelta(days=number))
