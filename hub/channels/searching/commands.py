"""The search on the command line: cut everything anew."""

import click
from sqlalchemy import func, select

from ...core.db import reading, transaction
from ...core.terminal import print_json, with_json
from ..models import Message
from .actions import reindex
from .indexing import empty

BATCH = 1_000
"""Messages in one transaction: people go on writing meanwhile."""


@click.command("reindex")
@with_json
def reindex_all(wants_json: bool) -> None:
    """重建搜索索引 / Make the search's index anew.

    重建期间可以照常使用，只是较早的消息要等重建完才能搜到 / The hub can be used meanwhile; older messages are found when it is done.
    """
    with transaction() as session:
        empty(session)
    done, last, total = 0, 0, _count()
    while keys := _after(last):
        with transaction() as session:
            reindex(session, keys)
        last, done = keys[-1], done + len(keys)
        click.echo(f"{done} / {max(total, done)}", err=True)
    if wants_json:
        print_json({"messages": done})
        return
    click.echo(f"已重建 / indexed: {done}")


def _count() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(Message)) or 0


def _after(last: int) -> list[int]:
    """The keys of the next messages."""
    with reading() as session:
        return list(session.scalars(select(Message.id).where(Message.id > last).order_by(Message.id).limit(BATCH)))


COMMANDS = [reindex_all]
