"""Follow-ups whose minutes were void, or corrected to no longer say them, wait for the office until it has decided."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

VOID_BEFORE = """
    update follow_up set unfounded_at = (
        select max(follow_up_event.at) from follow_up_event
        where follow_up_event.follow_up_id = follow_up.id and follow_up_event.act = 'void'
    )
    where state not in ('closed', 'withdrawn')
    and minutes_id in (select minutes.id from minutes where minutes.state = 'voided')
"""


def upgrade() -> None:
    """What void minutes left so far waits from now on as well."""
    op.add_column("follow_up", sa.Column("unfounded_at", Instant(), nullable=True))
    op.execute(VOID_BEFORE)


def downgrade() -> None:
    op.drop_column("follow_up", "unfounded_at")
