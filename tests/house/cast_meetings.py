"""A consultation to which unit a is invited and observer_in is named, with one of each thing that hangs on consultations."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from hub.accounts.keys import hash_secret
from hub.accounts.models import Person, Unit
from hub.appraisal.bulletins.models import Bulletin
from hub.channels import membership
from hub.channels.models import ChangeLog, Channel, Message
from hub.channels.shapes import Facet
from hub.core import clock
from hub.files.models import StoredFile
from hub.meetings.agenda.models import AgendaItem, Paper
from hub.meetings.feeds.models import CalendarFeed
from hub.meetings.live.models import Decision, SignIn, Speaker
from hub.meetings.models import Attendance, Consultation, MeetingRoom, Participant
from hub.meetings.polls.models import AvailabilityPoll, PollSlot
from hub.meetings.series.models import ConsultationSeries
from hub.meetings.topics.models import Topic
from hub.minutes.models import Minutes, Passage
from hub.minutes.publishing.models import Letterhead
from hub.supervision.models import FollowUp, FollowUpUnit, ProgressFile, ProgressReport

SECRET = "feed-of-the-matrix"


def convene(session: Session, people: dict[str, Person], units: dict[str, Unit], channel: Channel) -> dict[str, str]:
    """Put it all into the database; the public ids of the things."""
    office, liaison = people["office"], people["liaison_in"]
    room, series = _settings(session, office)
    consultation = _consultation(session, office, room)
    guest = Participant(
        consultation_id=consultation.id, person_id=people["observer_in"].id, name="observer_in", post="专家"
    )
    session.add_all([Attendance(consultation_id=consultation.id, unit_id=units["a"].id), guest])
    session.flush()
    membership.sync_all(session)
    what = {"basis": "hand", "channel_id": channel.id, "person_id": liaison.id, "unit_id": liaison.unit_id}
    topic = Topic(title="转介衔接", **what)
    item = AgendaItem(consultation_id=consultation.id, position=1, title="转介衔接")
    poll = AvailabilityPoll(
        consultation_id=consultation.id, closes_at=clock.now() + timedelta(days=2), opened_by=office.id
    )
    feed = CalendarFeed(person_id=liaison.id, name="手机", secret_hash=hash_secret(SECRET))
    session.add_all([topic, item, poll, feed])
    session.flush()
    slot = PollSlot(poll_id=poll.id, starts_at=clock.now() + timedelta(days=9))
    speaker = Speaker(item_id=item.id, unit_id=units["a"].id, name=liaison.name)
    decision = Decision(item_id=item.id, position=1, text="每周报送", written_by=office.id)
    sign_in = SignIn(
        consultation_id=consultation.id, unit_id=units["a"].id, name="代表", way="hand", noted_by=office.id
    )
    file = session.query(StoredFile).order_by(StoredFile.id).first()
    assert file is not None
    paper = Paper(consultation_id=consultation.id, file_id=file.id, upload="paper", name="材料.png", added_by=office.id)
    session.add_all([slot, speaker, decision, sign_in, paper])
    session.flush()
    minutes, passage, letterhead = _minutes(session, consultation, office)
    follow_up, brought = _follow_up(session, minutes, units, liaison, file)
    return {
        "consultation": consultation.public_id,
        "room": room.public_id,
        "series": series.public_id,
        "participant": guest.public_id,
        "topic": topic.public_id,
        "agenda_item": item.public_id,
        "poll": poll.public_id,
        "feed": feed.public_id,
        "secret": SECRET,
        "slot": slot.public_id,
        "speaker": speaker.public_id,
        "decision": decision.public_id,
        "sign_in": sign_in.public_id,
        "paper": paper.public_id,
        "minutes": minutes.public_id,
        "passage": passage.public_id,
        "letterhead": letterhead.public_id,
        "wording_key": "lead",
        "follow_up": follow_up,
        "follow_up_file": brought,
        "bulletin": _bulletin(session, office),
    }


def _bulletin(session: Session, office: Person) -> str:
    row = Bulletin(first_on=date(2025, 1, 1), last_on=date(2025, 3, 31), tables="{}", published_by=office.id)
    session.add(row)
    session.flush()
    return row.public_id


def _minutes(session: Session, consultation: Consultation, office: Person) -> tuple[Minutes, Passage, Letterhead]:
    """Published, so that whoever knows of the consultation may read them."""
    row = Minutes(consultation_id=consultation.id, title="转介专项会商纪要", state="published", number="〔2026〕1号")
    letterhead = Letterhead(
        from_on=clock.today() + timedelta(days=30), masthead="会议纪要", number_pattern="第{number}期",
        printing_office="办公室", changed_by=office.id,
    )  # fmt: skip
    session.add_all([row, letterhead])
    session.flush()
    passage = Passage(minutes_id=row.id, key="lead", part="lead", position=1, text="会议召开。")
    session.add(passage)
    session.flush()
    return row, passage, letterhead


def _follow_up(
    session: Session, minutes: Minutes, units: dict[str, Unit], liaison: Person, file: StoredFile
) -> tuple[str, str]:
    """What the minutes decided: unit a leads, the office supports it, both have taken it up; a file came with a report."""
    row = FollowUp(
        year=2026, number=1, consultation_id=minutes.consultation_id, minutes_id=minutes.id, key="decision:1",
        title="每周报送", text="会议议定：每周报送。", state="in_progress", due_at=clock.now() + timedelta(days=300),
    )  # fmt: skip
    session.add(row)
    session.flush()
    for position, unit in enumerate((units["a"], units["office"])):
        share = {"unit_id": unit.id, "position": position, "is_lead": position == 0, "accepted_at": clock.now()}
        session.add(FollowUpUnit(follow_up_id=row.id, **share))
    who = {"unit_id": liaison.unit_id, "person_id": liaison.id}
    report = ProgressReport(follow_up_id=row.id, kind="report", text="在办。", **who)
    session.add(report)
    session.flush()
    brought = ProgressFile(report_id=report.id, file_id=file.id, upload="progress", name="进展.png", position=0)
    session.add(brought)
    session.flush()
    return "D2026-0001", brought.public_id


def _settings(session: Session, office: Person) -> tuple[MeetingRoom, ConsultationSeries]:
    room = MeetingRoom(name="302会议室")
    series = ConsultationSeries(
        rule="FREQ=MONTHLY;BYDAY=-1TH",
        begins_on=clock.today(),
        begins_minute=840,
        minutes=120,
        draft={"title": "每月会商", "kind": "regular"},
        created_by=office.id,
    )
    session.add_all([room, series])
    session.flush()
    return room, series


def _consultation(session: Session, office: Person, room: MeetingRoom) -> Consultation:
    channel = Channel(kind="consultation", title="转介专项会商", head_seq=1, head_change=1)
    session.add(channel)
    session.flush()
    card = Message(
        channel_id=channel.id, seq=1, change=1, author_id=office.id, unit_id=office.unit_id, client_id="card",
        body="会商通知", facets=Facet.CONSULTATION,
    )  # fmt: skip
    session.add_all([card, ChangeLog(channel_id=channel.id, change=1, seq=1, action="create")])
    session.flush()
    begins = clock.now() + timedelta(days=10)
    row = Consultation(
        kind="special", title="转介专项会商", state="announced", starts_at=begins, ends_at=begins + timedelta(hours=2),
        room_id=room.id, channel_id=channel.id, message_id=card.id, created_by=office.id, announced_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
