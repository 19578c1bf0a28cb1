"""Ladders and their first versions, runs, what fired and who was told; deputies; the scheduler's signs of life."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant
from hub.core.ids import new_public_id

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = Instant()

LADDERS: dict[tuple[str, str, str], tuple[str, str, list[tuple[int, int, str, str]]]] = {
    ("issue", "normal", "answer"): (
        "days",
        "office",
        [
            (1, 2, "liaison", "remind"),
            (2, 4, "leader", "remind"),
            (3, 6, "office", "supervise"),
            (4, 8, "office", "topic"),
            (5, 12, "committee", "remind"),
        ],
    ),
    ("issue", "normal", "due"): (
        "days",
        "office",
        [
            (1, -2, "liaison", "remind"),
            (2, 0, "liaison leader", "remind"),
            (2, 1, "leader", "remind"),
            (3, 3, "office", "supervise"),
            (4, 5, "office committee", "topic"),
        ],
    ),
    ("issue", "normal", "progress"): (
        "days",
        "office",
        [
            (1, 5, "liaison", "remind"),
            (2, 7, "leader", "remind"),
            (3, 9, "office", "supervise"),
            (4, 11, "office", "topic"),
            (5, 15, "committee", "remind"),
        ],
    ),
    ("issue", "normal", "closing"): (
        "days",
        "office",
        [(1, 3, "raiser", "remind"), (1, 5, "raiser office", "remind"), (3, 8, "office", "remind")],
    ),
    ("issue", "normal", "review"): (
        "days",
        "office",
        [(3, 0, "office", "remind"), (3, 2, "office", "remind"), (3, 5, "office", "remind")],
    ),
    ("extension", "normal", "approval"): (
        "days",
        "office",
        [(2, 1, "approver", "remind"), (2, 2, "approver", "remind"), (3, 3, "office", "supervise")],
    ),
    ("issue", "urgent", "answer"): (
        "hours",
        "office",
        [
            (1, 4, "liaison", "remind"),
            (2, 8, "leader", "remind"),
            (3, 12, "office", "supervise"),
            (4, 16, "office", "topic"),
            (5, 24, "committee", "remind"),
        ],
    ),
    ("issue", "urgent", "due"): (
        "hours",
        "office",
        [
            (1, -4, "liaison", "remind"),
            (2, 0, "liaison leader", "remind"),
            (2, 4, "leader", "remind"),
            (3, 8, "office", "supervise"),
            (4, 16, "office committee", "topic"),
        ],
    ),
    ("issue", "urgent", "progress"): (
        "hours",
        "office",
        [
            (1, 8, "liaison", "remind"),
            (2, 12, "leader", "remind"),
            (3, 16, "office", "supervise"),
            (4, 20, "office", "topic"),
            (5, 28, "committee", "remind"),
        ],
    ),
    ("issue", "urgent", "closing"): (
        "hours",
        "office",
        [(1, 8, "raiser", "remind"), (1, 16, "raiser office", "remind"), (3, 24, "office", "remind")],
    ),
    ("issue", "urgent", "review"): (
        "hours",
        "office",
        [(3, 0, "office", "remind"), (3, 4, "office", "remind"), (3, 8, "office", "remind")],
    ),
    ("extension", "urgent", "approval"): (
        "hours",
        "office",
        [(2, 2, "approver", "remind"), (2, 4, "approver", "remind"), (3, 6, "office", "supervise")],
    ),
    ("issue", "critical", "answer"): (
        "hours",
        "always",
        [
            (1, 1, "liaison", "remind"),
            (2, 2, "leader", "remind"),
            (3, 4, "office", "supervise"),
            (4, 8, "office", "topic"),
            (5, 12, "committee", "remind"),
        ],
    ),
    ("issue", "critical", "due"): (
        "hours",
        "always",
        [
            (1, -2, "liaison", "remind"),
            (2, 0, "liaison leader", "remind"),
            (2, 1, "leader", "remind"),
            (3, 3, "office", "supervise"),
            (4, 5, "office committee", "topic"),
        ],
    ),
    ("issue", "critical", "progress"): (
        "hours",
        "always",
        [
            (1, 4, "liaison", "remind"),
            (2, 6, "leader", "remind"),
            (3, 8, "office", "supervise"),
            (4, 12, "office", "topic"),
            (5, 16, "committee", "remind"),
        ],
    ),
    ("issue", "critical", "closing"): (
        "hours",
        "always",
        [(1, 12, "raiser", "remind"), (1, 24, "raiser office", "remind"), (3, 48, "office", "remind")],
    ),
    ("issue", "critical", "review"): (
        "hours",
        "always",
        [(3, 0, "office", "remind"), (3, 2, "office", "remind"), (3, 4, "office", "remind")],
    ),
    ("extension", "critical", "approval"): (
        "hours",
        "always",
        [(2, 1, "approver", "remind"), (2, 2, "approver", "remind"), (3, 3, "office", "supervise")],
    ),
}
"""What the hub comes with: by matter, severity and clock the measure, the calendar, and `tier, after, who is told, act` of each step."""


def upgrade() -> None:
    _escalation_ladder()
    _ladder_version()
    _escalation()
    _escalation_event()
    _inbox_item()
    _sweep()
    _scheduler_beat()
    _clock_alarm()
    _deputy()
    _fill()


def downgrade() -> None:
    for table in (
        "deputy",
        "clock_alarm",
        "scheduler_beat",
        "sweep",
        "inbox_item",
        "escalation_event",
        "escalation",
        "ladder_version",
        "escalation_ladder",
    ):
        op.drop_table(table)


def _fill() -> None:
    ladder = sa.table("escalation_ladder", *map(sa.column, ("id", "public_id", "matter", "severity", "clock")))
    version = sa.table(
        "ladder_version",
        *map(sa.column, ("ladder_id", "number", "measure", "calendar", "reason")),
        sa.column("steps", sa.JSON()),
        sa.column("made_at", INSTANT),
    )
    now = datetime.now(UTC)
    ladders, versions = [], []
    for id_, ((matter, severity, clock), (measure, calendar, steps)) in enumerate(LADDERS.items(), start=1):
        ladders.append(
            {"id": id_, "public_id": new_public_id(), "matter": matter, "severity": severity, "clock": clock}
        )
        made = {"ladder_id": id_, "number": 1, "measure": measure, "calendar": calendar, "reason": "", "made_at": now}
        versions.append(made | {"steps": [_step(*step) for step in steps]})
    op.bulk_insert(ladder, ladders)
    op.bulk_insert(version, versions)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('escalation_ladder', 'id'), (SELECT max(id) FROM escalation_ladder))"
        )


def _step(tier: int, after: int, tells: str, act: str) -> dict[str, object]:
    return {"tier": tier, "after": after, "tells": tells.split(), "act": act}


def _escalation_ladder() -> None:
    op.create_table(
        "escalation_ladder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("matter", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("clock", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "clock in ('answer', 'due', 'progress', 'closing', 'review', 'approval')",
            name=op.f("ck_escalation_ladder_clock"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_ladder")),
        sa.UniqueConstraint("matter", "severity", "clock", name=op.f("uq_escalation_ladder_matter_severity_clock")),
        sa.UniqueConstraint("public_id", name=op.f("uq_escalation_ladder_public_id")),
    )


def _ladder_version() -> None:
    op.create_table(
        "ladder_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ladder_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=8), nullable=False),
        sa.Column("calendar", sa.String(length=8), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("calendar in ('office', 'always')", name=op.f("ck_ladder_version_calendar")),
        sa.CheckConstraint("measure in ('days', 'hours')", name=op.f("ck_ladder_version_measure")),
        sa.ForeignKeyConstraint(["ladder_id"], ["escalation_ladder.id"], name=op.f("fk_ladder_version_ladder_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_ladder_version_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_version")),
        sa.UniqueConstraint("ladder_id", "number", name=op.f("uq_ladder_version_ladder_id_number")),
    )


def _escalation() -> None:
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=16), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(length=16), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("step_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("base_at", INSTANT, nullable=False),
        sa.Column("planned_at", INSTANT, nullable=False),
        sa.Column("next_step_at", INSTANT, nullable=True),
        sa.Column("remaining_seconds", sa.Double(), nullable=True),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("error_count", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(state = 'held') = (remaining_seconds is not null)", name=op.f("ck_escalation_remaining")),
        sa.CheckConstraint("(state = 'running') = (next_step_at is not null)", name=op.f("ck_escalation_next")),
        sa.CheckConstraint(
            "clock in ('answer', 'due', 'progress', 'closing', 'review', 'approval')", name=op.f("ck_escalation_clock")
        ),
        sa.CheckConstraint(
            "state in ('running', 'stopped', 'held', 'waiting', 'done')", name=op.f("ck_escalation_state")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["ladder_version.id"], name=op.f("fk_escalation_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("matter", "matter_id", "clock", name=op.f("uq_escalation_matter_matter_id_clock")),
    )
    op.create_index(
        "ix_escalation_due",
        "escalation",
        ["next_step_at", "id"],
        unique=False,
        sqlite_where=sa.text("next_step_at IS NOT NULL"),
        postgresql_where=sa.text("next_step_at IS NOT NULL"),
    )
    op.create_index("ix_escalation_version", "escalation", ["version_id", "state"], unique=False)


def _escalation_event() -> None:
    op.create_table(
        "escalation_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("step_no", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("planned_at", INSTANT, nullable=False),
        sa.Column("fired_at", INSTANT, nullable=False),
        sa.CheckConstraint("outcome in ('told', 'empty', 'skipped')", name=op.f("ck_escalation_event_outcome")),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalation.id"], name=op.f("fk_escalation_event_escalation_id")),
        sa.ForeignKeyConstraint(["version_id"], ["ladder_version.id"], name=op.f("fk_escalation_event_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_event")),
        sa.UniqueConstraint(
            "escalation_id", "generation", "step_no", name=op.f("uq_escalation_event_escalation_id_generation_step_no")
        ),
    )


def _inbox_item() -> None:
    op.create_table(
        "inbox_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("step_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("instead_of", sa.Integer(), nullable=True),
        sa.Column("told_at", INSTANT, nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalation.id"], name=op.f("fk_inbox_item_escalation_id")),
        sa.ForeignKeyConstraint(["instead_of"], ["person.id"], name=op.f("fk_inbox_item_instead_of")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_inbox_item_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_item")),
        sa.UniqueConstraint(
            "escalation_id",
            "generation",
            "step_no",
            "person_id",
            name=op.f("uq_inbox_item_escalation_id_generation_step_no_person_id"),
        ),
    )
    op.create_index(
        "ix_inbox_item_open",
        "inbox_item",
        ["person_id", "id"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_index(
        "ix_inbox_item_run",
        "inbox_item",
        ["escalation_id"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def _sweep() -> None:
    op.create_table(
        "sweep",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweep")),
    )


def _scheduler_beat() -> None:
    op.create_table(
        "scheduler_beat",
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("beat_at", INSTANT, nullable=False),
        sa.Column("swept_at", INSTANT, nullable=True),
        sa.Column("trouble", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("worker", name=op.f("pk_scheduler_beat")),
    )
    op.create_index(op.f("ix_scheduler_beat_beat_at"), "scheduler_beat", ["beat_at"], unique=False)


def _clock_alarm() -> None:
    op.create_table(
        "clock_alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_clock_alarm_confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_alarm")),
        sa.UniqueConstraint("public_id", name=op.f("uq_clock_alarm_public_id")),
    )


def _deputy() -> None:
    op.create_table(
        "deputy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_deputy_order")),
        sa.CheckConstraint("person_id <> deputy_id", name=op.f("ck_deputy_other")),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_deputy_deputy_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_deputy_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deputy_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
        sa.UniqueConstraint("public_id", name=op.f("uq_deputy_public_id")),
    )
    op.create_index("ix_deputy_deputy", "deputy", ["deputy_id", "to_on"], unique=False)
    op.create_index("ix_deputy_person", "deputy", ["person_id", "to_on"], unique=False)
