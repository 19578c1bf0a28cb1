"""Requests for acknowledgement, the units asked, reminders, and announcements."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_OPEN = sa.text("acknowledged_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "acknowledgement_request",
        sa.Column("message_id", sa.Integer(), sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("within_hours", sa.Integer()),
        sa.Column("due_at", Instant()),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("message_id", sa.Integer(), sa.ForeignKey("message.id"), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("acknowledged_at", Instant()),
        sa.Column("acknowledged_by", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("released_at", Instant()),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.UniqueConstraint("message_id", "unit_id"),
    )
    op.create_index(
        "ix_acknowledgement_open",
        "acknowledgement",
        ["unit_id", "message_id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "acknowledgement_reminder",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("message_id", sa.Integer(), sa.ForeignKey("message.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("reminded_at", Instant(), nullable=False),
        sa.Column("reminded_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("unit_ids", sa.JSON(), nullable=False),
        sa.UniqueConstraint("message_id", "number"),
        sa.CheckConstraint("number between 1 and 3", name="number"),
    )
    op.create_table(
        "announcement",
        sa.Column("message_id", sa.Integer(), sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("channel_id", sa.Integer(), sa.ForeignKey("channel.id"), nullable=False),
    )
    op.create_index("ix_announcement_channel", "announcement", ["channel_id", "message_id"])


def downgrade() -> None:
    for table in ("announcement", "acknowledgement_reminder", "acknowledgement", "acknowledgement_request"):
        op.drop_table(table)
    op.execute("UPDATE message SET facets = facets & ~33")
