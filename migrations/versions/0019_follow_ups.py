"""Follow-ups, their units, reports with files, what happened, close-outs; lights, and the ladders by which they climb."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant
from hub.core.ids import new_public_id

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INSTANT = Instant()
MATTER = "follow_up"
LADDERS: dict[str, list[tuple[int, int, str, str]]] = {
    "answer": [
        (1, 2, "liaison", "remind"),
        (2, 3, "leader", "remind"),
        (3, 5, "office", "supervise"),
        (5, 8, "office committee", "remind"),
    ],
    "due": [
        (1, -3, "liaison", "remind"),
        (2, 0, "liaison leader", "remind"),
        (3, 1, "leader office", "supervise"),
        (4, 3, "office", "topic"),
        (5, 5, "office committee", "remind"),
    ],
    "progress": [
        (1, 7, "liaison", "remind"),
        (2, 10, "leader", "remind"),
        (3, 15, "office", "supervise"),
    ],
    "closing": [
        (1, 2, "liaison", "remind"),
        (2, 4, "liaison leader", "remind"),
        (3, 5, "office", "remind"),
        (3, 8, "office", "remind"),
    ],
    "approval": [
        (2, 1, "office", "remind"),
        (2, 2, "office", "remind"),
        (3, 4, "office", "supervise"),
    ],
}
"""By clock, in working days: `tier, after, who is told, act` of each step."""


def upgrade() -> None:
    _follow_up_setting()
    _follow_up_year()
    _follow_up()
    _close_out()
    _follow_up_unit()
    _progress_report()
    _follow_up_event()
    _progress_file()
    _fill()


def downgrade() -> None:
    _forget()
    for table in (
        "progress_file",
        "follow_up_event",
        "progress_report",
        "follow_up_unit",
        "close_out",
        "follow_up",
        "follow_up_year",
        "follow_up_setting",
    ):
        op.drop_table(table)


def _fill() -> None:
    setting = sa.table("follow_up_setting", *map(sa.column, ("id", "due_days", "soon_days", "behind_days")))
    op.bulk_insert(setting, [{"id": 1, "due_days": 20, "soon_days": 3, "behind_days": 7}])
    ladder = sa.table("escalation_ladder", *map(sa.column, ("id", "public_id", "matter", "severity", "clock")))
    version = sa.table(
        "ladder_version",
        *map(sa.column, ("ladder_id", "number", "measure", "calendar", "reason")),
        sa.column("steps", sa.JSON()),
        sa.column("made_at", INSTANT),
    )
    connection, now = op.get_bind(), datetime.now(UTC)
    for clock, steps in LADDERS.items():
        new = {"public_id": new_public_id(), "matter": MATTER, "severity": "normal", "clock": clock}
        id_ = connection.execute(sa.insert(ladder).values(**new).returning(ladder.c.id)).scalar_one()
        made = {"ladder_id": id_, "number": 1, "measure": "days", "calendar": "office", "reason": "", "made_at": now}
        op.bulk_insert(version, [made | {"steps": [_step(*step) for step in steps]}])


def _forget() -> None:
    """What hangs on their ladders goes with them."""
    names = ("inbox_item", "escalation_event", "escalation", "ladder_version", "escalation_ladder")
    items, events, runs, versions, ladders = (
        sa.table(name, *map(sa.column, ("id", "matter", "escalation_id", "ladder_id"))) for name in names
    )
    our_runs = sa.select(runs.c.id).where(runs.c.matter == MATTER)
    our_ladders = sa.select(ladders.c.id).where(ladders.c.matter == MATTER)
    for table in (items, events):
        op.execute(sa.delete(table).where(table.c.escalation_id.in_(our_runs)))
    op.execute(sa.delete(runs).where(runs.c.matter == MATTER))
    op.execute(sa.delete(versions).where(versions.c.ladder_id.in_(our_ladders)))
    op.execute(sa.delete(ladders).where(ladders.c.matter == MATTER))


def _step(tier: int, after: int, tells: str, act: str) -> dict[str, object]:
    return {"tier": tier, "after": after, "tells": tells.split(), "act": act}


def _follow_up_setting() -> None:
    op.create_table(
        "follow_up_setting",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("soon_days", sa.Integer(), nullable=False),
        sa.Column("behind_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_setting")),
    )


def _follow_up_year() -> None:
    op.create_table(
        "follow_up_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_follow_up_year")),
    )


def _follow_up() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("counted_from", INSTANT, nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("heard_at", INSTANT, nullable=True),
        sa.Column("reported_at", INSTANT, nullable=True),
        sa.Column("completed_at", INSTANT, nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("asked_due_at", INSTANT, nullable=True),
        sa.Column("asked_reason", sa.String(length=500), nullable=False),
        sa.Column("asked_unit_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state in ('assigned', 'contested', 'accepted', 'in_progress', 'completed', 'closed', 'withdrawn')",
            name=op.f("ck_follow_up_state"),
        ),
        sa.CheckConstraint("(asked_at is null) = (asked_due_at is null)", name=op.f("ck_follow_up_asked")),
        sa.ForeignKeyConstraint(["asked_unit_id"], ["unit.id"], name=op.f("fk_follow_up_asked_unit_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_follow_up_channel_id")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_follow_up_consultation_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_follow_up_decision_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_follow_up_issue_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_follow_up_item_id")),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_follow_up_minutes_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_follow_up_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("consultation_id", "key", name=op.f("uq_follow_up_consultation_id_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_follow_up_public_id")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_follow_up_year_number")),
    )
    op.create_index("ix_follow_up_channel", "follow_up", ["channel_id", "state", "due_at"], unique=False)
    op.create_index("ix_follow_up_decision", "follow_up", ["decision_id"], unique=False)
    op.create_index("ix_follow_up_issue", "follow_up", ["issue_id"], unique=False)
    op.create_index("ix_follow_up_minutes", "follow_up", ["minutes_id"], unique=False)
    op.create_index("ix_follow_up_state_due", "follow_up", ["state", "due_at", "year", "number"], unique=False)
    op.create_index("ix_follow_up_state_number", "follow_up", ["state", "year", "number"], unique=False)


def _close_out() -> None:
    op.create_table(
        "close_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("closed_at", INSTANT, nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_close_out_closed_by")),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f("fk_close_out_follow_up_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_close_out")),
    )
    op.create_index(
        "uq_close_out_standing",
        "close_out",
        ["follow_up_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )


def _follow_up_unit() -> None:
    op.create_table(
        "follow_up_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.Column("accepted_by", sa.Integer(), nullable=True),
        sa.Column("contested_at", INSTANT, nullable=True),
        sa.Column("contested_why", sa.String(length=500), nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("objected_at", INSTANT, nullable=True),
        sa.Column("objection", sa.String(length=500), nullable=False),
        sa.Column("released_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["person.id"], name=op.f("fk_follow_up_unit_accepted_by")),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f("fk_follow_up_unit_follow_up_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_follow_up_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_unit")),
    )
    op.create_index(
        "ix_follow_up_unit_unit",
        "follow_up_unit",
        ["unit_id", "follow_up_id"],
        unique=False,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_index(
        "uq_follow_up_unit_standing",
        "follow_up_unit",
        ["follow_up_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )


def _progress_report() -> None:
    op.create_table(
        "progress_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=True),
        sa.CheckConstraint("kind in ('report', 'result')", name=op.f("ck_progress_report_kind")),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f("fk_progress_report_follow_up_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_progress_report_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_progress_report_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_report")),
        sa.UniqueConstraint("person_id", "client_id", name=op.f("uq_progress_report_person_id_client_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_progress_report_public_id")),
    )
    op.create_index("ix_progress_report_follow_up", "progress_report", ["follow_up_id", "id"], unique=False)


def _follow_up_event() -> None:
    op.create_table(
        "follow_up_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f("fk_follow_up_event_follow_up_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_up_event_person_id")),
        sa.ForeignKeyConstraint(["report_id"], ["progress_report.id"], name=op.f("fk_follow_up_event_report_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_follow_up_event_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_event")),
    )
    op.create_index("ix_follow_up_event_follow_up", "follow_up_event", ["follow_up_id", "id"], unique=False)


def _progress_file() -> None:
    op.create_table(
        "progress_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("upload", sa.String(length=14), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_progress_file_file_id")),
        sa.ForeignKeyConstraint(["report_id"], ["progress_report.id"], name=op.f("fk_progress_file_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_progress_file_public_id")),
        sa.UniqueConstraint("upload", name=op.f("uq_progress_file_upload")),
    )
    op.create_index(op.f("ix_progress_file_file_id"), "progress_file", ["file_id"], unique=False)
    op.create_index("ix_progress_file_report", "progress_file", ["report_id", "position"], unique=False)
