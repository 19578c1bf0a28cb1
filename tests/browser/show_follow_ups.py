"""Follow-ups for the showcase: one that waits to be taken up, one that is contested, one that is done and waits for the office."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from hub.accounts.models import Unit
from hub.channels.models import Channel
from hub.core import clock, db
from hub.core.viewer import Viewer
from hub.meetings.agenda.models import AgendaItem
from hub.meetings.models import Consultation
from hub.minutes.models import Minutes, Passage
from hub.supervision import actions
from hub.supervision.models import FollowUp
from hub.supervision.rules import written_number

DECIDED = (
    (
        "followed",
        "由区教育局牵头，区卫生健康委配合，统一校内初筛表，学校转介时一律附表。",
        "区教育局",
        ("区卫生健康委", "区未保办"),
        2,
    ),
    ("contested", "由区教育局牵头，把校外培训机构的退费纠纷纳入每月通报，并抄送各成员单位。", "区教育局", (), 9),
    ("done", "由区教育局牵头，区未保办配合，公布首批六个转介号源的预约办法。", "区教育局", ("区未保办",), 16),
)


def furnish_follow_ups(office: Viewer, liaison: Viewer, published: str, channel: str) -> dict[str, str]:
    """What further passages of the published minutes decided; the numbers of the follow-ups by what became of them."""
    with db.transaction() as session:
        row = session.scalars(select(Minutes).where(Minutes.public_id == published)).one()
        units = dict(session.execute(select(Unit.short_name, Unit.public_id)).all())
        item = session.scalars(
            select(AgendaItem).join(Consultation).where(Consultation.id == row.consultation_id)
        ).first()
        for position, (name, text, lead, supporting, days) in enumerate(DECIDED, start=900):
            due_on = (clock.today() + timedelta(days=days)).isoformat()
            data = {
                "text": text,
                "lead": units[lead],
                "supporting": [units[one] for one in supporting],
                "due_on": due_on,
            }
            session.add(
                Passage(
                    minutes_id=row.id, key=f"decision:{name}", part="decision", item=item.public_id if item else "",
                    position=position, text=f"会议议定：{text}", data=data | {"decision": ""},
                )
            )  # fmt: skip
        session.flush()
        made = {one.key.removeprefix("decision:"): one for one in actions.follow(session, row.id)}
        numbers = {name: written_number(made[name].year, made[name].number) for name, *_rest in DECIDED}
        _place(session, [made[name] for name in numbers], channel)
    _do(actions.contest, liaison, numbers["contested"], "退费纠纷由区市场监管局受理，我局没有数据。")
    _do(actions.report, liaison, numbers["done"], "已与区精神卫生中心商定，预约办法在起草。")
    _do(actions.complete, liaison, numbers["done"], "预约办法已在各校公布，首批六个号源开放预约。")
    return numbers


def _place(session: Any, rows: list[FollowUp], channel: str) -> None:
    """They come from a work item's channel, so that its panel shows them."""
    key = session.scalars(select(Channel.id).where(Channel.public_id == channel)).one()
    for row in rows:
        row.channel_id = key


def _do(act: Any, who: Viewer, *args: Any) -> None:
    with db.transaction() as session:
        act(session, who, *args)
