"""Issues in different states for the showcase: one that climbs, one at work with a request for more time, one held, one settled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from hub.accounts.models import Unit
from hub.core import clock, db
from hub.core.viewer import Viewer
from hub.escalation.sweep import sweep
from hub.issues import actions
from hub.issues.models import Issue
from hub.issues.shapes import IssueDraft

DAYS = 11
"""How long ago they were raised."""
TITLES = {
    "climbing": "心理危机学生转介后，门诊等候超过两周",
    "working": "剧本娱乐场所接纳未成年人的核验要求各单位口径不一",
    "held": "困境儿童生活费跨区迁移后的衔接",
    "settled": "校车停靠点占道，东门放学时段拥堵",
}


def furnish_issues(channel: str, office: Viewer, liaison: Viewer) -> dict[str, str]:
    """Raise them in a channel that both are in, and let the time since then pass; their public ids by state."""
    begun_at = clock.now() - timedelta(days=DAYS)
    with clock.held_at(begun_at):
        found = {name: _raise(channel, office, name) for name in TITLES}
    _do(begun_at, 1, actions.acknowledge, liaison, found["working"])
    _do(begun_at, 2, actions.resolve, liaison, found["settled"], "停靠点已移到南门，高峰时段有人疏导。", "show-settled")
    on = clock.today() + timedelta(days=30)
    _do(begun_at, 3, actions.hold, office, found["held"], "等上级关于跨区衔接的文件。", on)
    for day in range(DAYS):
        with clock.held_at(begun_at + timedelta(days=day)):
            sweep()
    _do(
        begun_at,
        9,
        actions.report,
        liaison,
        found["working"],
        "已与文旅局对过口径，**草案**征求意见中。",
        "show-report",
    )
    with db.transaction() as session:
        session.get_one(Issue, _key(found["working"])).due_at = clock.now() + timedelta(days=2)
    with db.transaction() as session:
        later = clock.today() + timedelta(days=20)
        actions.ask_extension(session, liaison, found["working"], later, "征求意见还差两个单位。")
    return found


def _raise(channel: str, office: Viewer, name: str) -> str:
    with db.transaction() as session:
        units = [_unit(session, one) for one in ("区教育局", "区财政局")[: 2 if name == "climbing" else 1]]
        body = "三季度转介27人，平均等候**16天**。\n\n建议：\n\n- 设绿色通道\n- 按月通报"
        what = {"kind": "hard", "severity": "normal", "title": TITLES[name], "body": body}
        return actions.raise_issue(
            session, office, IssueDraft(channel=channel, client_id=f"show-{name}", units=tuple(units), **what)
        ).public_id


def _do(begun_at: Any, days: int, act: Callable[..., object], who: Viewer, *arguments: Any) -> None:
    with clock.held_at(begun_at + timedelta(days=days)), db.transaction() as session:
        act(session, who, *arguments)


def _unit(session: Any, name: str) -> str:
    return str(session.scalars(select(Unit.public_id).where(Unit.short_name == name)).one())


def _key(issue: str) -> int:
    with db.reading() as session:
        return session.scalars(select(Issue.id).where(Issue.public_id == issue)).one()
