"""The register's orders: issues of one state by time of raising, number, tier and unit, and of one channel by due time."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_issue_state_due_number": ["state", "due_at", "year", "number"],
    "ix_issue_state_raised": ["state", "raised_at", "year", "number"],
    "ix_issue_state_number": ["state", "year", "number"],
    "ix_issue_state_tier": ["state", "tier", "year", "number"],
    "ix_issue_state_unit": ["state", "unit_id", "year", "number"],
    "ix_issue_channel_state_due": ["channel_id", "state", "due_at", "year", "number"],
}


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.create_index(name, "issue", columns, unique=False)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, table_name="issue")
