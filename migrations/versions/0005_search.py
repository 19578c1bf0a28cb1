"""The search: what messages say, made comparable and cut; what was there already is cut here, a batch at a time."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from hub.channels.searching.indexing import Document, folded_texts, numbers
from hub.core.columns import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BATCH = 1_000

_messages = sa.table(
    "message",
    *(sa.column(name) for name in ("id", "channel_id", "unit_id", "author_id", "facets", "body", "retracted_at")),
    sa.column("posted_at", Instant()),
)
_texts = sa.table(
    "search_text",
    *(sa.column(name) for name in ("message_id", "folded", "facets")),
    sa.column("pieces", postgresql.ARRAY(sa.Integer)),
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "search_text",
        sa.Column("message_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("facets", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.JSON().with_variant(postgresql.ARRAY(sa.Integer), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_search_text_message_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_search_text")),
    )
    if is_sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE search_pieces USING fts5("
            "pieces, content='', detail='none', columnsize=0, tokenize='ascii')"
        )
    while rows := _not_cut():
        documents = [Document(*row[:6], folded_texts(row.body)) for row in rows]
        (_fill_sqlite if is_sqlite else _fill_postgresql)(documents)
    if not is_sqlite:
        # Without a list of what is not sorted in yet: each question would read it, and now and then a sender clear it.
        op.execute("CREATE INDEX search_pieces ON search_text USING gin (pieces) WITH (fastupdate = off)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_pieces")
    op.drop_table("search_text")


def _not_cut() -> list[sa.Row]:
    """The next messages that the index does not have; retracted ones are not to be found."""
    columns = _messages.c
    last = sa.select(sa.func.coalesce(sa.func.max(_texts.c.message_id), 0)).scalar_subquery()
    found = sa.select(columns.id, columns.channel_id, columns.unit_id, columns.author_id, columns.posted_at)
    found = found.add_columns(columns.facets, columns.body).where(columns.id > last, columns.retracted_at.is_(None))
    return list(op.get_bind().execute(found.order_by(columns.id).limit(BATCH)))


def _fill_sqlite(documents: list[Document]) -> None:
    bind = op.get_bind()
    rows = [{"message_id": one.message_id, "folded": one.folded, "facets": one.facets} for one in documents]
    bind.execute(
        sa.text("INSERT INTO search_text (message_id, folded, facets) VALUES (:message_id, :folded, :facets)"), rows
    )
    bind.execute(
        sa.text("INSERT INTO search_pieces (rowid, pieces) VALUES (:id, :pieces)"),
        [{"id": one.message_id, "pieces": " ".join(sorted(one.pieces))} for one in documents],
    )


def _fill_postgresql(documents: list[Document]) -> None:
    op.get_bind().execute(
        sa.insert(_texts),
        [
            {"message_id": one.message_id, "folded": one.folded, "facets": one.facets, "pieces": numbers(one)}
            for one in documents
        ],
    )
