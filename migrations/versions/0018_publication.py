"""How minutes go out: letterheads, numbers of a year, signatures, what was published, receipts by unit."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INSTANT = Instant()


def upgrade() -> None:
    _minutes_year()
    _letterhead()
    _minutes_number()
    _minutes_signature()
    _publication()
    _receipt()


def downgrade() -> None:
    for table in ("receipt", "publication", "minutes_signature", "minutes_number", "letterhead", "minutes_year"):
        op.drop_table(table)


def _minutes_year() -> None:
    op.create_table(
        "minutes_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_minutes_year")),
    )


def _letterhead() -> None:
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("masthead", sa.String(length=40), nullable=False),
        sa.Column("number_pattern", sa.String(length=40), nullable=False),
        sa.Column("printing_office", sa.String(length=60), nullable=False),
        sa.Column("recipients", sa.String(length=500), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_letterhead_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
        sa.UniqueConstraint("from_on", name=op.f("uq_letterhead_from_on")),
        sa.UniqueConstraint("public_id", name=op.f("uq_letterhead_public_id")),
    )


def _minutes_number() -> None:
    op.create_table(
        "minutes_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("voided_at", INSTANT, nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_number_minutes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_number")),
        sa.UniqueConstraint("minutes_id", name=op.f("uq_minutes_number_minutes_id")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_minutes_number_year_number")),
    )


def _minutes_signature() -> None:
    op.create_table(
        "minutes_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("post", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signed_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_signature_minutes_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_minutes_signature_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_signature")),
    )
    op.create_index(
        "uq_minutes_signature_stands",
        "minutes_signature",
        ["minutes_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at is null"),
        postgresql_where=sa.text("withdrawn_at is null"),
    )


def _publication() -> None:
    op.create_table(
        "publication",
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_publication_minutes_id")),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_publication_published_by")),
        sa.PrimaryKeyConstraint("minutes_id", name=op.f("pk_publication")),
    )


def _receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=True),
        sa.Column("received_by", sa.Integer(), nullable=True),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_receipt_minutes_id")),
        sa.ForeignKeyConstraint(["received_by"], ["person.id"], name=op.f("fk_receipt_received_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_receipt_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("minutes_id", "unit_id", name=op.f("uq_receipt_minutes_id_unit_id")),
    )
    op.create_index("ix_receipt_unit", "receipt", ["unit_id", "received_at"], unique=False)
