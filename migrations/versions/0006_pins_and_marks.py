"""Pins, marks, what is saved for later, and where forwarded messages come from."""

import sqlalchemy as sa
from alembic import op

import hub.core.columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = hub.core.columns.Instant()


def upgrade() -> None:
    op.create_table(
        "pin",
        sa.Column("message_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        *_references("pin", message_id="message", channel_id="channel", by_id="person", unit_id="unit"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_pin")),
    )
    op.create_index("ix_pin_channel", "pin", ["channel_id", "at"])
    op.create_table(
        "message_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("kind in ('decision', 'statement', 'task')", name=op.f("ck_message_mark_kind")),
        *_references("message_mark", message_id="message", channel_id="channel", by_id="person", unit_id="unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_mark")),
        sa.UniqueConstraint("message_id", "kind", name=op.f("uq_message_mark_message_id_kind")),
    )
    op.create_index("ix_message_mark_channel", "message_mark", ["channel_id", "kind"])
    op.create_table(
        "saved_message",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        *_references("saved_message", person_id="person", message_id="message"),
        sa.PrimaryKeyConstraint("person_id", "message_id", name=op.f("pk_saved_message")),
    )
    op.create_index("ix_saved_message_open", "saved_message", ["person_id", "done_at"])
    op.create_table(
        "message_origin",
        sa.Column("message_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin_message_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        *_references("message_origin", message_id="message", origin_message_id="message"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_origin")),
    )
    op.create_index("ix_message_origin_origin_message_id", "message_origin", ["origin_message_id"])


def downgrade() -> None:
    op.execute("UPDATE message SET facets = facets & ~28")
    for table in ("message_origin", "saved_message", "message_mark", "pin"):
        op.drop_table(table)


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]
