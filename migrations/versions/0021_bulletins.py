"""Bulletins: what the office told the public about a period."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INSTANT = Instant()


def upgrade() -> None:
    op.create_table(
        "bulletin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_bulletin_span")),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_bulletin_published_by")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["person.id"], name=op.f("fk_bulletin_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin")),
        sa.UniqueConstraint("public_id", name=op.f("uq_bulletin_public_id")),
    )
    op.create_index("ix_bulletin_first_on", "bulletin", ["first_on"])


def downgrade() -> None:
    op.drop_table("bulletin")
