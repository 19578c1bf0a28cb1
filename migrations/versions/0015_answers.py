"""Notices about what stands in no channel, polls that go on found by an index, reminders to units that have not answered."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consultation", sa.Column("reminded_at", Instant(), nullable=True))
    op.add_column("outbox", sa.Column("thing_id", sa.Integer(), nullable=True))
    op.create_index(
        "ix_availability_poll_open",
        "availability_poll",
        ["closes_at"],
        unique=False,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )


def downgrade() -> None:
    op.drop_index("ix_availability_poll_open", "availability_poll")
    op.execute("DELETE FROM outbox WHERE thing_id IS NOT NULL")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("thing_id")
    op.drop_column("consultation", "reminded_at")
