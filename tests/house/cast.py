"""Everybody and everything that the permission matrix needs: one of each role, one thing of each kind."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.accounts.keys import hash_secret as digest
from hub.accounts.lists import PeopleDraft
from hub.accounts.models import ApiToken, Deputy, Person, PersonRole, SignedInSession, Unit, UnitGroup
from hub.calendar.models import CalendarChange, OfficeHours
from hub.channels import membership
from hub.channels.attachments.models import Attachment
from hub.channels.exporting.models import Export
from hub.channels.marking.models import MessageMark
from hub.channels.models import ChangeLog, Channel, Membership, Mention, Message, MessageRevision
from hub.channels.shapes import Facet
from hub.core import clock
from hub.escalation.models import EscalationLadder
from hub.files.models import StoredFile, Upload
from hub.issues.models import ExtensionRequest, Issue, IssueUnit
from hub.notify.models import NoticeTarget, OutboxRow
from hub.plan.models import ItemParty, PlanDraft, WorkItem, WorkPlan

from .cast_meetings import convene

ROLES = {
    "liaison_in": ("a", ["liaison"]),
    "leader_in": ("a", ["leader"]),
    "liaison_out": ("b", ["liaison"]),
    "leader_out": ("b", ["leader"]),
    "office": ("office", ["office"]),
    "committee": ("office", ["committee"]),
    "observer_in": ("b", ["observer"]),
    "observer_out": ("b", ["observer"]),
    "admin": ("office", ["admin"]),
    "auditor": ("office", ["auditor"]),
    "office_admin": ("office", ["office", "admin"]),
    "deactivated": ("a", ["liaison"]),
    "signed_out": ("a", ["liaison"]),
}
"""Who stands before every door: their unit (`a` answers for the item, `b` does not) and their roles."""

MEMBERS = ("liaison_in", "leader_in", "office", "committee", "observer_in", "office_admin")
"""Who is in the channel, and mentioned in its last message."""

PICTURE = b"a picture"
DAY = date(2100, 6, 1)
"""From then on other hours are worked; it was a day off and is none."""


@dataclass
class Cast:
    """Secrets of sessions and tokens by name, and public ids of things by what they are."""

    secrets: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)


def gather(session: Session) -> Cast:
    """Put the whole cast into an empty database; members of channels follow by the hub's own rules."""
    cast = Cast()
    units = _units(session)
    people = {name: _person(session, cast, name, units[unit], roles) for name, (unit, roles) in ROLES.items()}
    everyone, channel = _channels(session, cast, units)
    membership.sync_all(session)
    people["deactivated"].deactivated_at = clock.now()
    session.add(Membership(channel_id=channel.id, person_id=people["observer_in"].id, basis="invited"))
    author = people["liaison_in"]
    _talk(session, cast, channel, author, [person.id for name, person in people.items() if name in MEMBERS])
    _files(session, cast, author)
    session.flush()
    _raise(session, cast, channel, people["office"], units["a"], author)
    export = Export(
        channel_id=channel.id, person_id=people["leader_in"].id, format="md", reason="归档", first_seq=1, last_seq=2
    )
    export.first_on = export.last_on = clock.today()
    session.add(export)
    group = UnitGroup(name="各街镇", kind="street")
    session.add(group)
    draft = PlanDraft(person_id=people["office"].id, filename="x.txt", reading="{}")
    people_draft = PeopleDraft(person_id=people["office"].id, filename="x.csv", rows="[]")
    session.add_all([draft, people_draft])
    target = NoticeTarget(kind="wecom", name="群", host="qyapi.weixin.qq.com", sealed_address=b"", sealed_secret=b"")
    notice = OutboxRow(
        dedup_key="x", kind="mention", way="mail", person_id=author.id, state="dead", settled_at=clock.now()
    )
    unset = {"kind": "", "name": "", "source": "", "year": ""}
    was = {"kind": "holiday", "name": "", "source": "office", "year": str(DAY.year)}
    change = CalendarChange(kind="day", about=DAY.isoformat(), detail={"before": was, "after": unset})
    session.add_all([target, notice, change, OfficeHours(effective_from=DAY, spans=[[540, 1020]])])
    leave = Deputy(
        person_id=author.id,
        deputy_id=people["leader_in"].id,
        from_on=clock.today(),
        to_on=clock.today(),
        made_by=author.id,
    )
    session.add(leave)
    session.flush()
    cast.things |= {
        "year": "2026",
        "day": DAY.isoformat(),
        "change": change.public_id,
        "target": target.public_id,
        "notice": notice.public_id,
        "unit": units["a"].public_id,
        "group": group.public_id,
        "person": people["liaison_out"].public_id,
        "draft": draft.public_id,
        "people_draft": people_draft.public_id,
        "everyone": everyone.public_id,
        "export": export.public_id,
        "ladder": session.scalars(select(EscalationLadder.public_id).order_by(EscalationLadder.id)).first() or "",
        "severity": "normal",
        "consultation_kind": "special",
        "deputy": leave.public_id,
        **convene(session, people, units, channel),
    }
    return cast


def _units(session: Session) -> dict[str, Unit]:
    units = {
        "a": Unit(name="区甲局", short_name="甲局", tile="甲局", kind="member", position=1),
        "b": Unit(name="区乙局", short_name="乙局", tile="乙局", kind="member", position=2),
        "office": Unit(name="区未保办", short_name="未保办", tile="未保", kind="office", position=3),
    }
    session.add_all(units.values())
    session.flush()
    return units


def _person(session: Session, cast: Cast, name: str, unit: Unit, roles: list[str]) -> Person:
    person = Person(login=name.replace("_", "-"), name=name, post="联络员", unit_id=unit.id, unit=unit)
    person.role_rows = [PersonRole(role=role) for role in roles]
    session.add(person)
    session.flush()
    cast.secrets[name], cast.tokens[name] = f"session-{name}", f"token-{name}"
    session.add(
        SignedInSession(
            secret_hash=digest(cast.secrets[name]),
            person_id=person.id,
            idle_seconds=1800,
            expires_at=clock.now() + timedelta(hours=12),
            ended_at=clock.now() if name == "signed_out" else None,
        )
    )
    session.add(
        ApiToken(
            secret_hash=digest(cast.tokens[name]),
            person_id=person.id,
            revoked_at=clock.now() if name == "signed_out" else None,
        )
    )
    return person


def _channels(session: Session, cast: Cast, units: dict[str, Unit]) -> tuple[Channel, Channel]:
    plan = WorkPlan(year=2026, title="2026年工作要点")
    item = WorkItem(plan=plan, position=1, number=1, section="一、家庭", title="家庭教育指导", body="正文")
    item.parties = [ItemParty(position=1, unit_id=units["a"].id, written_name="区甲局", is_lead=True)]
    session.add(plan)
    session.flush()
    everyone = Channel(kind="everyone", title="全体")
    channel = Channel(kind="item", item_id=item.id, title=item.title)
    session.add_all([everyone, channel])
    session.flush()
    cast.things |= {"plan": plan.public_id, "item": item.public_id, "channel": channel.public_id}
    return everyone, channel


def _files(session: Session, cast: Cast, author: Person) -> None:
    """A picture on the message, and an upload of liaison_in's."""
    message = session.query(Message).filter_by(public_id=cast.things["message"]).one()
    sha256 = hashlib.sha256(PICTURE).hexdigest()
    stored = StoredFile(
        sha256=sha256, size=len(PICTURE), media_type="image/png", storage_key=f"files/{sha256}", width=1, height=1
    )
    upload = Upload(person_id=author.id, name="通知.txt", size=6, expires_at=clock.now() + timedelta(days=300))
    session.add_all([stored, upload])
    session.flush()
    attachment = Attachment(
        message_id=message.id, channel_id=message.channel_id, file_id=stored.id, upload="x", name="通知.png", position=0
    )
    message.facets = Facet.FILES
    session.add(attachment)
    session.flush()
    cast.things |= {"upload": upload.public_id, "file": attachment.public_id}


def _raise(session: Session, cast: Cast, channel: Channel, office: Person, unit: Unit, author: Person) -> None:
    """An issue that the office raised and unit a has taken up, and a request of theirs that waits for their leader."""
    seq = channel.head_seq + 1
    card = Message(
        channel_id=channel.id, seq=seq, change=seq, author_id=office.id, unit_id=office.unit_id, client_id="issue",
        body="等候过长", facets=Facet.ISSUE,
    )  # fmt: skip
    channel.head_seq = channel.head_change = seq
    session.add_all([card, ChangeLog(channel_id=channel.id, change=seq, seq=seq, action="create")])
    session.flush()
    due = clock.now() + timedelta(days=300)
    what = {"kind": "hard", "severity": "normal", "title": "等候过长", "body": "", "state": "acknowledged"}
    issue = Issue(
        year=2026, number=1, channel_id=channel.id, message_id=card.id, raised_by=office.id, unit_id=office.unit_id,
        due_at=due, acknowledged_at=clock.now(), **what,
    )  # fmt: skip
    session.add(issue)
    session.flush()
    session.add(IssueUnit(issue_id=issue.id, unit_id=unit.id, position=0, is_lead=True, acknowledged_at=clock.now()))
    asked = {"asked_by": author.id, "reason": "人手不足", "approver": "leader", "due_before": due}
    request = ExtensionRequest(issue_id=issue.id, unit_id=unit.id, due_at=due + timedelta(days=5), **asked)
    session.add(request)
    session.flush()
    cast.things |= {"issue": issue.public_id, "extension": request.public_id}


def _talk(session: Session, cast: Cast, channel: Channel, author: Person, members: list[int]) -> None:
    for seq in (1, 2):
        message = Message(
            channel_id=channel.id, seq=seq, change=seq, author_id=author.id, unit_id=author.unit_id,
            client_id=f"c{seq}", body=f"第{seq}条 @未保办",
        )  # fmt: skip
        session.add(message)
        session.flush()
        session.add(ChangeLog(channel_id=channel.id, change=seq, seq=seq, action="create"))
        session.add(MessageRevision(message_id=message.id, body="旧", written_at=clock.now()))
        cast.things["message"] = message.public_id
    who = {"channel_id": channel.id, "by_id": author.id, "unit_id": author.unit_id}
    session.add(MessageMark(message_id=message.id, kind="decision", **who))
    message.facets = Facet.MARKS
    cast.things["kind"] = "decision"
    session.add_all(Mention(person_id=id_, channel_id=channel.id, seq=2, basis="unit") for id_ in members)
    channel.head_seq = channel.head_change = 2
