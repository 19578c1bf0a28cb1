"""`python3 -m hub issues list`: where issues stand. Without their words: whoever runs the machine reads no content."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Unit
from ..channels.models import Channel
from ..core.clock import local, now
from ..core.db import reading
from ..core.terminal import print_json, with_json
from .cards import cards
from .listing import GROUPS
from .models import Issue


@click.group()
def issues() -> None:
    """问题 / Issues."""


@issues.command("list")
@click.option("--group", type=click.Choice(list(GROUPS)), default="unsettled", show_default=True, help="状态 / states")
@click.option(
    "--limit", type=click.IntRange(1, 5_000), default=200, show_default=True, help="最多列出几件 / how many at most"
)
@with_json
def list_issues(group: str, limit: int, wants_json: bool) -> None:
    """列出问题，按时限排列，不含标题和内容 / List issues by due time, without their words."""
    with reading() as session:
        rows = _rows(session, group, limit)
    if wants_json:
        print_json(rows)
        return
    for row in rows:
        units = "、".join(str(name) for name in row["units"])  # type: ignore[attr-defined]
        click.echo(f"{row['number']}  {row['state']:<12}  {row['tier']}  {row['due_at']}  {units}")


def _rows(session: Session, group: str, limit: int) -> list[dict[str, object]]:
    wanted = (
        select(Issue, Unit.short_name, Channel.public_id)
        .join(Unit, Unit.id == Issue.unit_id)
        .join(Channel, Channel.id == Issue.channel_id)
        .where(Issue.state.in_(GROUPS[group]))
    )
    if group == "overdue":
        wanted = wanted.where(Issue.due_at <= now())
    found = session.execute(wanted.order_by(Issue.due_at, Issue.id).limit(limit)).all()
    shown = cards(session, [(issue, unit) for issue, unit, _channel in found])
    return [
        {
            "id": card.public_id,
            "number": card.number,
            "channel": channel,
            "kind": card.kind,
            "severity": card.severity,
            "state": card.state,
            "light": card.light,
            "tier": card.tier,
            "supervised": card.is_supervised,
            "raised_by": card.unit_name,
            "units": [unit.name for unit in card.units],
            "due_at": local(card.due_at).isoformat(timespec="minutes"),
        }
        for card, (_issue, _unit, channel) in zip(shown, found, strict=True)
    ]


COMMANDS = [issues]
