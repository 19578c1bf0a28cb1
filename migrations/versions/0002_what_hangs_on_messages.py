"""What hangs on messages: its bits, and what else may happen to them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("message") as table:
        table.add_column(sa.Column("facets", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("message") as table:
        table.alter_column("facets", server_default=None)
    _check("change_log", "action", "'create', 'edit', 'retract', 'acknowledge', 'mark', 'pin'")
    _check("mention", "basis", "'person', 'unit', 'group', 'reply'")


def downgrade() -> None:
    op.execute("DELETE FROM mention WHERE basis = 'reply'")
    op.execute("UPDATE change_log SET action = 'edit' WHERE action NOT IN ('create', 'retract')")
    _check("mention", "basis", "'person', 'unit', 'group'")
    _check("change_log", "action", "'create', 'edit', 'retract'")
    with op.batch_alter_table("message") as table:
        table.drop_column("facets")


def _check(table: str, column: str, values: str) -> None:
    name = op.f(f"ck_{table}_{column}")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, f"{column} in ({values})")
