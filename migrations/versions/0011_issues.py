"""Issues, their units, what happened to them, requests for more time, and topics; what cards change in channels."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = Instant()


def upgrade() -> None:
    _check("'create', 'edit', 'retract', 'acknowledge', 'mark', 'pin', 'issue'")
    _handling_time()
    _issue_year()
    _issue()
    _issue_unit()
    _issue_event()
    _extension_request()
    _topic()
    _fill()


def downgrade() -> None:
    for table in ("topic", "extension_request", "issue_event", "issue_unit", "issue", "issue_year", "handling_time"):
        op.drop_table(table)
    op.execute("UPDATE change_log SET action = 'edit' WHERE action = 'issue'")
    op.execute("UPDATE message SET facets = facets - 64 WHERE facets / 64 % 2 = 1")
    _check("'create', 'edit', 'retract', 'acknowledge', 'mark', 'pin'")


def _check(values: str) -> None:
    name = op.f("ck_change_log_action")
    with op.batch_alter_table("change_log") as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, f"action in ({values})")


def _fill() -> None:
    columns = ("severity", "amount", "soon", "measure", "calendar")
    times = [
        ("normal", 10, 2, "days", "office"),
        ("urgent", 24, 4, "hours", "office"),
        ("critical", 24, 2, "hours", "always"),
    ]
    table = sa.table("handling_time", *map(sa.column, columns))
    op.bulk_insert(table, [dict(zip(columns, row, strict=True)) for row in times])


def _handling_time() -> None:
    op.create_table(
        "handling_time",
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("soon", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=8), nullable=False),
        sa.Column("calendar", sa.String(length=8), nullable=False),
        sa.CheckConstraint("calendar in ('office', 'always')", name=op.f("ck_handling_time_calendar")),
        sa.CheckConstraint("measure in ('days', 'hours')", name=op.f("ck_handling_time_measure")),
        sa.PrimaryKeyConstraint("severity", name=op.f("pk_handling_time")),
    )


def _issue_year() -> None:
    op.create_table(
        "issue_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_issue_year")),
    )


def _issue() -> None:
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("origin_message_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("raised_by", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("counted_from", INSTANT, nullable=True),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("supervised_at", INSTANT, nullable=True),
        sa.Column("acknowledged_at", INSTANT, nullable=True),
        sa.Column("reported_at", INSTANT, nullable=True),
        sa.Column("resolved_at", INSTANT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("held_state", sa.String(length=16), nullable=True),
        sa.Column("held_at", INSTANT, nullable=True),
        sa.Column("hold_reason", sa.String(length=500), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(state = 'on_hold') = (held_state is not null)", name=op.f("ck_issue_held")),
        sa.CheckConstraint("kind in ('key', 'hard', 'hot')", name=op.f("ck_issue_kind")),
        sa.CheckConstraint("severity in ('normal', 'urgent', 'critical')", name=op.f("ck_issue_severity")),
        sa.CheckConstraint(
            "state in ('open', 'acknowledged', 'resolved', 'closed', 'reopened', 'on_hold', 'withdrawn')",
            name=op.f("ck_issue_state"),
        ),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_issue_channel_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_issue_message_id")),
        sa.ForeignKeyConstraint(["origin_message_id"], ["message.id"], name=op.f("fk_issue_origin_message_id")),
        sa.ForeignKeyConstraint(["raised_by"], ["person.id"], name=op.f("fk_issue_raised_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_issue_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
        sa.UniqueConstraint("message_id", name=op.f("uq_issue_message_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_issue_public_id")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_issue_year_number")),
    )
    op.create_index("ix_issue_channel", "issue", ["channel_id", "id"], unique=False)
    op.create_index(op.f("ix_issue_origin_message_id"), "issue", ["origin_message_id"], unique=False)
    op.create_index("ix_issue_raised", "issue", ["raised_at", "id"], unique=False)
    op.create_index("ix_issue_state_due", "issue", ["state", "due_at", "id"], unique=False)
    op.create_index(op.f("ix_issue_unit_id"), "issue", ["unit_id"], unique=False)


def _issue_unit() -> None:
    op.create_table(
        "issue_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("acknowledged_at", INSTANT, nullable=True),
        sa.Column("acknowledged_by", sa.Integer(), nullable=True),
        sa.Column("released_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["person.id"], name=op.f("fk_issue_unit_acknowledged_by")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_unit_issue_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_issue_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_unit")),
    )
    op.create_index(
        "ix_issue_unit_unit",
        "issue_unit",
        ["unit_id", "issue_id"],
        unique=False,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_index(
        "uq_issue_unit_standing",
        "issue_unit",
        ["issue_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )


def _issue_event() -> None:
    op.create_table(
        "issue_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_event_issue_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_issue_event_message_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_issue_event_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_issue_event_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_event")),
    )
    op.create_index("ix_issue_event_issue", "issue_event", ["issue_id", "id"], unique=False)


def _extension_request() -> None:
    op.create_table(
        "extension_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("due_before", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("approver", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decision", sa.String(length=500), nullable=False),
        sa.CheckConstraint("approver in ('leader', 'office')", name=op.f("ck_extension_request_approver")),
        sa.CheckConstraint(
            "state in ('pending', 'approved', 'refused', 'void')", name=op.f("ck_extension_request_state")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_extension_request_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_extension_request_decided_by")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_extension_request_issue_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_extension_request_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_request")),
        sa.UniqueConstraint("public_id", name=op.f("uq_extension_request_public_id")),
    )
    op.create_index("ix_extension_request_issue", "extension_request", ["issue_id", "id"], unique=False)
    op.create_index(
        "uq_extension_request_pending",
        "extension_request",
        ["issue_id"],
        unique=True,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def _topic() -> None:
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.CheckConstraint("state in ('proposed', 'withdrawn')", name=op.f("ck_topic_state")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_topic_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_topic_issue_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_topic_public_id")),
    )
