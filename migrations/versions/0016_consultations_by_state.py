"""Consultations of a state in the order of their beginnings: what lists walk along."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_consultation_state", "consultation", ["state", "starts_at", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_consultation_state", table_name="consultation")
