"""Consultations, their kinds, rooms and series, who is invited and who is named; channels of theirs."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = Instant()

KINDS = [
    ("special", 1, 3, 2, 120, False),
    ("regular", 2, 3, 2, 120, False),
    ("joint", 3, 3, 2, 120, False),
    ("plenary", 4, 3, 2, 150, False),
    ("case", 5, 1, 1, 90, True),
]
CHECKS = {
    "change_log": ("action", "'create', 'edit', 'retract', 'acknowledge', 'mark', 'pin', 'issue'", "'consultation'"),
    "channel": ("kind", "'item', 'everyone'", "'consultation'"),
    "membership": ("basis", "'unit', 'office', 'committee', 'invited'", "'named'"),
}


def upgrade() -> None:
    for table, (column, known, new) in CHECKS.items():
        _check(table, column, f"{known}, {new}")
    _consultation_kind()
    _meeting_room()
    _consultation_series()
    _consultation()
    _attendance()
    _participant()
    _consultation_event()
    _fill()


def downgrade() -> None:
    for table in (
        "consultation_event",
        "participant",
        "attendance",
        "consultation",
        "consultation_series",
        "meeting_room",
        "consultation_kind",
    ):
        op.drop_table(table)
    op.execute("UPDATE change_log SET action = 'edit' WHERE action = 'consultation'")
    op.execute("UPDATE message SET facets = facets - 128 WHERE facets / 128 % 2 = 1")
    op.execute("UPDATE membership SET basis = 'invited' WHERE basis = 'named'")
    op.execute("UPDATE channel SET kind = 'item' WHERE kind = 'consultation'")
    for table, (column, known, _new) in CHECKS.items():
        _check(table, column, known)


def _check(table: str, column: str, values: str) -> None:
    name = op.f(f"ck_{table}_{column}")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, f"{column} in ({values})")


def _fill() -> None:
    columns = ("key", "position", "notice_days", "papers_days", "minutes", "is_named_only")
    table = sa.table("consultation_kind", *map(sa.column, columns))
    op.bulk_insert(table, [dict(zip(columns, row, strict=True)) for row in KINDS])


def _consultation_kind() -> None:
    op.create_table(
        "consultation_kind",
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("papers_days", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("is_named_only", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_consultation_kind")),
    )


def _meeting_room() -> None:
    op.create_table(
        "meeting_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_room")),
        sa.UniqueConstraint("name", name=op.f("uq_meeting_room_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_meeting_room_public_id")),
    )


def _consultation_series() -> None:
    op.create_table(
        "consultation_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("begins_minute", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("exceptions", sa.JSON(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("planned_until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("split_from_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_consultation_series_created_by")),
        sa.ForeignKeyConstraint(
            ["split_from_id"], ["consultation_series.id"], name=op.f("fk_consultation_series_split_from_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_series")),
        sa.UniqueConstraint("public_id", name=op.f("uq_consultation_series_public_id")),
    )


def _consultation() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("is_named_only", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("note_taker_id", sa.Integer(), nullable=True),
        sa.Column("quorum", sa.Integer(), nullable=True),
        sa.Column("urgent_reason", sa.String(length=500), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("occurs_on", sa.Date(), nullable=True),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("announced_at", INSTANT, nullable=True),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        sa.Column("cancel_reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "state = 'draft' or state = 'cancelled' or channel_id is not null", name=op.f("ck_consultation_has_channel")
        ),
        sa.CheckConstraint(
            "state in ('draft', 'announced', 'live', 'closed', 'cancelled')", name=op.f("ck_consultation_state")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_consultation_span")),
        sa.ForeignKeyConstraint(["chair_id"], ["person.id"], name=op.f("fk_consultation_chair_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_consultation_channel_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_consultation_created_by")),
        sa.ForeignKeyConstraint(["kind"], ["consultation_kind.key"], name=op.f("fk_consultation_kind")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_consultation_message_id")),
        sa.ForeignKeyConstraint(["note_taker_id"], ["person.id"], name=op.f("fk_consultation_note_taker_id")),
        sa.ForeignKeyConstraint(["room_id"], ["meeting_room.id"], name=op.f("fk_consultation_room_id")),
        sa.ForeignKeyConstraint(["series_id"], ["consultation_series.id"], name=op.f("fk_consultation_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("channel_id", name=op.f("uq_consultation_channel_id")),
        sa.UniqueConstraint("message_id", name=op.f("uq_consultation_message_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_consultation_public_id")),
        sa.UniqueConstraint("series_id", "occurs_on", name=op.f("uq_consultation_series_id_occurs_on")),
    )
    op.create_index(op.f("ix_consultation_chair_id"), "consultation", ["chair_id"], unique=False)
    op.create_index(
        "ix_consultation_open",
        "consultation",
        ["starts_at", "id"],
        unique=False,
        sqlite_where=sa.text("state in ('draft', 'announced', 'live')"),
        postgresql_where=sa.text("state in ('draft', 'announced', 'live')"),
    )
    op.create_index("ix_consultation_room", "consultation", ["room_id", "starts_at"], unique=False)
    op.create_index("ix_consultation_starts", "consultation", ["starts_at", "id"], unique=False)


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("delegate_name", sa.String(length=40), nullable=False),
        sa.Column("delegate_post", sa.String(length=40), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "answer in ('waiting', 'attending', 'excused', 'delegated')", name=op.f("ck_attendance_answer")
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_attendance_answered_by")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_attendance_consultation_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_attendance_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("consultation_id", "unit_id", name=op.f("uq_attendance_consultation_id_unit_id")),
    )
    op.create_index("ix_attendance_unit", "attendance", ["unit_id", "answer", "consultation_id"], unique=False)


def _participant() -> None:
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("body", sa.String(length=80), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("role in ('member', 'observer')", name=op.f("ck_participant_role")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_participant_consultation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_participant_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("consultation_id", "person_id", name=op.f("uq_participant_consultation_id_person_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_participant_public_id")),
    )
    op.create_index("ix_participant_person", "participant", ["person_id", "consultation_id"], unique=False)


def _consultation_event() -> None:
    op.create_table(
        "consultation_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultation_event_consultation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consultation_event_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_consultation_event_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_event")),
    )
    op.create_index("ix_consultation_event_consultation", "consultation_event", ["consultation_id", "id"], unique=False)
