"""What the register filters by stands in the index that it walks along: most pages pass over issues without reading them."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ORDER = ["state", "due_at", "year", "number"]
FILTERS = ["kind", "severity", "unit_id", "channel_id", "id"]
NAME = "ix_issue_state_due_number"


def upgrade() -> None:
    op.drop_index(NAME, table_name="issue")
    op.create_index(NAME, "issue", [*ORDER, *FILTERS], unique=False)


def downgrade() -> None:
    op.drop_index(NAME, table_name="issue")
    op.create_index(NAME, "issue", ORDER, unique=False)
