"""Comment rounds on minutes, what units say in them, and countersignatures."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INSTANT = Instant()


def upgrade() -> None:
    _comment_setting()
    _comment_round()
    _commenting_unit()
    _minutes_comment()
    _countersignature()


def downgrade() -> None:
    for table in ("countersignature", "minutes_comment", "commenting_unit", "comment_round", "comment_setting"):
        op.drop_table(table)


def _comment_setting() -> None:
    op.create_table(
        "comment_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("silence", sa.String(length=8), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("silence in ('agrees', 'open')", name=op.f("ck_comment_setting_silence")),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_comment_setting_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_setting")),
    )


def _comment_round() -> None:
    op.create_table(
        "comment_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("silence", sa.String(length=8), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint("silence in ('agrees', 'open')", name=op.f("ck_comment_round_silence")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_comment_round_ended_by")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_comment_round_minutes_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_comment_round_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_round")),
        sa.UniqueConstraint("minutes_id", "number", name=op.f("uq_comment_round_minutes_id_number")),
    )
    op.create_index(
        "uq_comment_round_runs",
        "comment_round",
        ["minutes_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )


def _commenting_unit() -> None:
    op.create_table(
        "commenting_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.CheckConstraint("answer in ('', 'none', 'comments')", name=op.f("ck_commenting_unit_answer")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_commenting_unit_answered_by")),
        sa.ForeignKeyConstraint(["round_id"], ["comment_round.id"], name=op.f("fk_commenting_unit_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_commenting_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commenting_unit")),
        sa.UniqueConstraint("round_id", "unit_id", name=op.f("uq_commenting_unit_round_id_unit_id")),
    )
    op.create_index("ix_commenting_unit_unit", "commenting_unit", ["unit_id", "answer", "round_id"], unique=False)


def _minutes_comment() -> None:
    op.create_table(
        "minutes_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=True),
        sa.Column("passage_number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("reply", sa.String(length=500), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.CheckConstraint("verdict in ('', 'accepted', 'declined')", name=op.f("ck_minutes_comment_verdict")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_minutes_comment_decided_by")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_minutes_comment_made_by")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_minutes_comment_passage_id")),
        sa.ForeignKeyConstraint(["round_id"], ["comment_round.id"], name=op.f("fk_minutes_comment_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_minutes_comment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_comment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_minutes_comment_public_id")),
    )
    op.create_index("ix_minutes_comment_round", "minutes_comment", ["round_id", "id"], unique=False)


def _countersignature() -> None:
    op.create_table(
        "countersignature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("post", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("stale_at", INSTANT, nullable=True),
        sa.Column("called_off_at", INSTANT, nullable=True),
        sa.CheckConstraint("answer in ('', 'agreed', 'objected')", name=op.f("ck_countersignature_answer")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_countersignature_asked_by")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_countersignature_minutes_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_countersignature_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_countersignature_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_countersignature")),
        sa.UniqueConstraint("public_id", name=op.f("uq_countersignature_public_id")),
    )
    op.create_index("ix_countersignature_unit", "countersignature", ["unit_id", "minutes_id"], unique=False)
    op.create_index(
        "uq_countersignature_stands",
        "countersignature",
        ["minutes_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("called_off_at is null"),
        postgresql_where=sa.text("called_off_at is null"),
    )
