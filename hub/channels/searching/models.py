"""The table behind the search: what each message says, made comparable; and SQLite's index over its pieces.

PostgreSQL keeps the pieces as an array with a GIN index, SQLite in an FTS5 table without content. Both are called
`search_pieces` and are unknown to SQLAlchemy: migration 0005 makes them, `indexing` writes SQLite's.
"""

from sqlalchemy import JSON, ForeignKey, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from ...core.columns import Base

PIECES = "search_pieces"


class SearchText(Base):
    """What a message says, words and file names, folded (`rules.fold`), each on a line. Retracted messages have none."""

    __tablename__ = "search_text"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    folded: Mapped[str] = mapped_column(Text)
    facets: Mapped[int] = mapped_column(default=0)
    """`message.facets` when it was cut: its bits are pieces too."""
    pieces: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True).with_variant(ARRAY(Integer), "postgresql"))
    """PostgreSQL's numbers of the pieces (`rules.number`); nothing on SQLite."""
