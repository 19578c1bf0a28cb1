"""The audit trail, whose entries are never changed, and exports of channels."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_POSTGRESQL = (
    "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit entries are only ever added'; END $$",
    "CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
    "CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
)
_SQLITE = tuple(
    f"CREATE TRIGGER audit_entry_no_{what.lower()} BEFORE {what} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are only ever added'); END"
    for what in ("UPDATE", "DELETE")
)


def upgrade() -> None:
    _audit()
    for statement in _SQLITE if _is_sqlite() else _POSTGRESQL:
        op.execute(statement)
    _export()


def downgrade() -> None:
    op.drop_table("export")
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
    if not _is_sqlite():
        op.execute("DROP FUNCTION audit_entry_refuse()")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("way", sa.String(8), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("thing", sa.String(16), nullable=False),
        sa.Column("result", sa.String(8), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("result in ('ok', 'refused')", name=op.f("ck_audit_entry_result")),
        sa.CheckConstraint("way in ('page', 'program', 'command', 'hub')", name=op.f("ck_audit_entry_way")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )
    for column in ("at", "person", "thing", "action"):
        op.create_index(op.f(f"ix_audit_entry_{column}"), "audit_entry", [column, "seq"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


def _export() -> None:
    op.create_table(
        "export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(14), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(14), nullable=False),
        sa.Column("claimed_until", Instant(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint("format in ('md', 'docx', 'zip')", name=op.f("ck_export_format")),
        sa.CheckConstraint(
            "state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')", name=op.f("ck_export_state")
        ),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_export_channel_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_export_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
        sa.UniqueConstraint("public_id", name=op.f("uq_export_public_id")),
    )
    op.create_index(op.f("ix_export_person_id"), "export", ["person_id", "id"])
    op.create_index(op.f("ix_export_state"), "export", ["state", "id"])
