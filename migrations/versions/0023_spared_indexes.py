"""Two indexes that others stand in for: each step that fires wrote one, and each issue that it moves the other.

What a run has told is found by the unique key, which begins with the run; issues of a state by their dates by
`ix_issue_state_due_number`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_inbox_item_run", table_name="inbox_item")
    op.drop_index("ix_issue_state_due", table_name="issue")


def downgrade() -> None:
    op.create_index("ix_issue_state_due", "issue", ["state", "due_at", "id"])
    waits = sa.text("settled_at IS NULL")
    op.create_index("ix_inbox_item_run", "inbox_item", ["escalation_id"], sqlite_where=waits, postgresql_where=waits)
