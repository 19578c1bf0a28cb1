"""Writing the index: two statements for any number of messages, in the transaction that changes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, text
from sqlalchemy.orm import Session

from ...core import clock
from .models import PIECES, SearchText
from .rules import bucket, fold, number, on_one_line, pieces, shown, tags

_texts = cast(Table, SearchText.__table__)
_keep = insert(_texts)
_drop = delete(_texts).where(_texts.c.message_id == bindparam("dropped"))
_add = text(f"INSERT INTO {PIECES} (rowid, pieces) VALUES (:id, :pieces)")  # noqa: S608 (our own name)
_take_out = text(f"INSERT INTO {PIECES} ({PIECES}, rowid, pieces) VALUES ('delete', :id, :pieces)")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Document:
    """A message as the index knows it; all but `folded` and `facets` never change."""

    message_id: int
    channel_id: int
    unit_id: int
    author_id: int
    posted_at: datetime
    facets: int
    folded: str

    @property
    def pieces(self) -> set[str]:
        """By what it is found: its words and what it can be filtered by."""
        day = self.posted_at.astimezone(clock.SHANGHAI).date()
        return pieces(self.folded) | tags(self.channel_id, self.unit_id, self.author_id, day, self.facets)


def folded_texts(body: str, extra: Iterable[str] = ()) -> str:
    """A body and a message's other texts as they are kept; nothing that is asked for reaches over a line's end."""
    return "\n".join([fold(shown(body)), *(fold(on_one_line(one)) for one in extra)])


def add(session: Session, documents: Sequence[Document]) -> None:
    """Write messages that the index does not have."""
    if not documents:
        return
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(_keep, [_row(one) for one in documents])
        connection.execute(_add, [_joined(one) for one in documents])
    else:
        connection.execute(_keep, [_row(one) | {"pieces": numbers(one)} for one in documents])


def take_out(session: Session, documents: Sequence[Document]) -> None:
    """Forget messages; `documents` are exactly as they were written: SQLite's index keeps no text to look it up."""
    if not documents:
        return
    connection = session.connection()
    connection.execute(_drop, [{"dropped": one.message_id} for one in documents])
    if connection.dialect.name == "sqlite":
        connection.execute(_take_out, [_joined(one) for one in documents])


def empty(session: Session) -> None:
    """Forget everything."""
    connection = session.connection()
    connection.execute(delete(_texts))
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"INSERT INTO {PIECES} ({PIECES}) VALUES ('delete-all')"))  # noqa: S608


def numbers(document: Document) -> list[int]:
    """The pieces as PostgreSQL keeps them, with the bucket by which it looks through the newest first."""
    return [number(piece) for piece in {*document.pieces, bucket(document.message_id)}]


def _row(document: Document) -> dict[str, Any]:
    return {"message_id": document.message_id, "folded": document.folded, "facets": document.facets}


def _joined(document: Document) -> dict[str, Any]:
    return {"id": document.message_id, "pieces": " ".join(document.pieces)}
