"""The working calendar: days, complete years and hours, filled with what is published; deadlines that moved with it."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

from hub.calendar.rules import published_year, published_years
from hub.core.columns import Instant
from hub.core.ids import new_public_id

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_SOURCES = "source in ('chinesecalendar', 'import', 'office')"
_HOURS = [[540, 690], [810, 1020]]
"""09:00–11:30 and 13:30–17:00, as every deadline before was computed."""


def upgrade() -> None:
    days, years = _days_and_years()
    hours, revisions = _hours_and_revision()
    _changes()
    with op.batch_alter_table("acknowledgement_request") as table:
        table.add_column(sa.Column("moved_from_at", Instant(), nullable=True))
    now = datetime.now(UTC)
    op.bulk_insert(
        days,
        [
            {"date": day.on, "kind": day.kind, "name": day.name, "year": year, "source": "chinesecalendar"}
            for year in sorted(published_years())
            for day in published_year(year)
        ],
    )
    op.bulk_insert(
        years,
        [
            {"year": year, "source": "chinesecalendar", "papers": [], "arrived_at": now}
            for year in sorted(published_years())
        ],
    )
    op.bulk_insert(hours, [{"effective_from": date(2000, 1, 1), "spans": _HOURS}])
    op.bulk_insert(revisions, [{"id": 1, "number": 1, "stamp": new_public_id()}])


def downgrade() -> None:
    with op.batch_alter_table("acknowledgement_request") as table:
        table.drop_column("moved_from_at")
    for name in ("calendar_change", "calendar_revision", "office_hours", "calendar_year", "calendar_day"):
        op.drop_table(name)


def _days_and_years() -> tuple[sa.Table, sa.Table]:
    days = op.create_table(
        "calendar_day",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.CheckConstraint("kind in ('holiday', 'makeup')", name=op.f("ck_calendar_day_kind")),
        sa.CheckConstraint(_SOURCES, name=op.f("ck_calendar_day_source")),
        sa.PrimaryKeyConstraint("date", name=op.f("pk_calendar_day")),
    )
    op.create_index(op.f("ix_calendar_day_year"), "calendar_day", ["year"])
    years = op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("arrived_at", Instant(), nullable=False),
        sa.CheckConstraint(_SOURCES, name=op.f("ck_calendar_year_source")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
    )
    return days, years


def _hours_and_revision() -> tuple[sa.Table, sa.Table]:
    hours = op.create_table(
        "office_hours",
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("effective_from", name=op.f("pk_office_hours")),
    )
    revisions = op.create_table(
        "calendar_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(14), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_revision")),
    )
    return hours, revisions


def _changes() -> None:
    op.create_table(
        "calendar_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(14), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("about", sa.String(10), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('year', 'day', 'hours')", name=op.f("ck_calendar_change_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_change_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
        sa.UniqueConstraint("public_id", name=op.f("uq_calendar_change_public_id")),
    )
