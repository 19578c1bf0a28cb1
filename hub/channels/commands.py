"""`python3 -m hub channels list`."""

import click
from sqlalchemy import func, select

from ..core.db import reading
from ..core.terminal import print_json, with_json
from .models import Channel, Membership


@click.group()
def channels() -> None:
    """频道 / Channels."""


@channels.command("list")
@with_json
def list_channels(wants_json: bool) -> None:
    """列出全部频道 / List all channels."""
    rows = _rows()
    if wants_json:
        print_json(rows)
        return
    for row in rows:
        archived = "  已归档 / archived" if row["archived"] else ""
        click.echo(
            f"{row['id']}  {row['number'] or '-':>3}  {row['members']:>4}  {row['messages']:>6}  {row['title']}{archived}"
        )


def _rows() -> list[dict[str, object]]:
    members = (
        select(Membership.channel_id, func.count().label("members"))
        .where(Membership.ended_at.is_(None))
        .group_by(Membership.channel_id)
        .subquery()
    )
    wanted = select(Channel, func.coalesce(members.c.members, 0))
    wanted = wanted.outerjoin(members, members.c.channel_id == Channel.id).order_by(Channel.id)
    with reading() as session:
        return [_row(channel, count) for channel, count in session.execute(wanted).unique()]


def _row(channel: Channel, members: int) -> dict[str, object]:
    item = channel.item
    return {
        "id": channel.public_id,
        "kind": channel.kind,
        "year": item.plan.year if item else None,
        "number": item.number if item else None,
        "title": channel.title,
        "members": members,
        "messages": channel.head_seq,
        "archived": channel.archived_at is not None,
    }


COMMANDS = [channels]
