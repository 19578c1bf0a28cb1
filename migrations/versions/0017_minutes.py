"""Minutes of consultations, their passages with every text they had and where it comes from, what happened to them; wording."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INSTANT = Instant()
FIRST = sa.text("corrects_id is null and state <> 'discarded'")


def upgrade() -> None:
    _minutes()
    _minutes_event()
    _passage()
    _passage_revision()
    _passage_source()
    _minutes_wording()


def downgrade() -> None:
    for table in ("minutes_wording", "passage_source", "passage_revision", "passage", "minutes_event", "minutes"):
        op.drop_table(table)


def _minutes() -> None:
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("shown_at", INSTANT, nullable=True),
        sa.Column("locked_at", INSTANT, nullable=True),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "state in ('draft', 'commenting', 'reviewing', 'signing', 'signed', 'published', 'voided', 'discarded')",
            name=op.f("ck_minutes_state"),
        ),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_minutes_consultation_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["minutes.id"], name=op.f("fk_minutes_corrects_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_minutes_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_minutes_public_id")),
    )
    op.create_index("ix_minutes_consultation", "minutes", ["consultation_id", "id"], unique=False)
    op.create_index(op.f("ix_minutes_corrects_id"), "minutes", ["corrects_id"], unique=False)
    op.create_index("ix_minutes_published", "minutes", ["published_at", "id"], unique=False)
    op.create_index("ix_minutes_state", "minutes", ["state", "created_at", "id"], unique=False)
    op.create_index(
        "uq_minutes_first", "minutes", ["consultation_id"], unique=True, sqlite_where=FIRST, postgresql_where=FIRST
    )


def _minutes_event() -> None:
    op.create_table(
        "minutes_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_event_minutes_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_minutes_event_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_minutes_event_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_event")),
    )
    op.create_index("ix_minutes_event_minutes", "minutes_event", ["minutes_id", "id"], unique=False)


def _passage() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("item", sa.String(length=14), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_extract", sa.Boolean(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "part in ('lead', 'heading', 'heard', 'view', 'position', 'decision', 'settled', 'carried', 'empty', 'people', 'free')",
            name=op.f("ck_passage_part"),
        ),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"], name=op.f("fk_passage_minutes_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_passage_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("minutes_id", "key", name=op.f("uq_passage_minutes_id_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_passage_public_id")),
    )
    op.create_index("ix_passage_minutes", "passage", ["minutes_id", "position"], unique=False)


def _passage_revision() -> None:
    op.create_table(
        "passage_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_passage_revision_passage_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_passage_revision_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_revision")),
        sa.UniqueConstraint("passage_id", "number", name=op.f("uq_passage_revision_passage_id_number")),
    )


def _passage_source() -> None:
    op.create_table(
        "passage_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("thing", sa.String(length=14), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind in ('message', 'issue', 'decision', 'position', 'item', 'sign_in')",
            name=op.f("ck_passage_source_kind"),
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_passage_source_message_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_passage_source_passage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_source")),
    )
    op.create_index("ix_passage_source_message", "passage_source", ["message_id"], unique=False)
    op.create_index("ix_passage_source_passage", "passage_source", ["passage_id", "position"], unique=False)
    op.create_index("ix_passage_source_thing", "passage_source", ["thing"], unique=False)


def _minutes_wording() -> None:
    op.create_table(
        "minutes_wording",
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_minutes_wording_changed_by")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_minutes_wording")),
    )
