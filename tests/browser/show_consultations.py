"""Consultations to look at in lists, weeks and months: rooms, a series, one late, one that overlaps, one on a case."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from hub.accounts.models import Person, Unit
from hub.calendar import office_time
from hub.core import clock, db
from hub.core.viewer import Viewer
from hub.meetings import actions
from hub.meetings.arranging import actions as arranging
from hub.meetings.series import actions as series
from hub.meetings.series.rules import Pattern
from hub.meetings.shapes import ConsultationDraft, Named


def furnish_consultations(office: Viewer) -> dict[str, str]:
    """Put them into the open database; the public ids of things."""
    with db.transaction() as session:
        units = dict(session.execute(select(Unit.short_name, Unit.public_id)).all())
        person = session.scalars(select(Person.public_id).where(Person.login == "jiaoyu-zhoumin")).one()
        room = arranging.add_room(session, office, arranging.RoomForm("303会议室", "区民政局三楼", "24"))
        gone = arranging.add_room(session, office, arranging.RoomForm("老会议室", "", ""))
        arranging.retire_room(session, office, gone)
        made = {}
        for name, (days, hour, fields) in _planned(units, room, office).items():
            at = office_time(session).add_days(clock.now(), days)
            starts_at = datetime.combine(clock.local(at).date(), time(hour), clock.SHANGHAI)
            draft = ConsultationDraft(**{"kind": "special", "starts_at": starts_at, "minutes": 120} | fields)
            made[name] = actions.prepare(session, office, draft).public_id
        for name in ("overlapping", "called_off"):
            actions.announce(session, office, made[name])
        actions.cancel(session, office, made["called_off"], "与全体会议合并召开")
        case = ConsultationDraft(
            "case", "小明A个案会商", starts_at + timedelta(hours=3), 90, people=(Named(person, "member"),)
        )
        made["case"] = actions.prepare(session, office, case).public_id
        again = ConsultationDraft(
            "regular", "每月工作例会", starts_at, 60, room=room, units=(units["区教育局"], units["区民政局"])
        )
        wanted = series.SeriesDraft(Pattern("monthly", 3, -1), clock.today(), again)
        made["monthly"] = series.begin_series(session, office, wanted).public_id
        return made | {"meeting_room": room}


def _planned(units: dict[str, str], room: str, office: Viewer) -> dict[str, tuple[int, int, dict[str, Any]]]:
    own = {"units": tuple(list(units.values())[:9]), "room": room, "note_taker": office.public_id}
    several = {"units": tuple(list(units.values())[:4]), "room": room, "chair": office.public_id}
    return {
        "late": (1, 10, {"title": "校园周边紧急情况会商", **own}),
        "overlapping": (6, 14, {"title": "寒假前困境儿童走访安排部署会", "kind": "joint", **several}),
        "beside": (6, 15, {"title": "文身治理联合检查准备", "link": "https://meet.example.cn/303", **own}),
        "called_off": (7, 9, {"title": "控辍保学专项会商", **several}),
    }
