"""Topics as consultations take them up, agendas, papers, polls, what happens while they are held, calendar feeds."""

import sqlalchemy as sa
from alembic import op

from hub.core.columns import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INSTANT = Instant()


def upgrade() -> None:
    _topic()
    _calendar_feed()
    _availability_poll()
    _agenda_item()
    _poll_slot()
    _sign_in()
    _topic_unit()
    _agenda_unit()
    _decision()
    _item_message()
    _paper()
    _poll_answer()
    _speaker()
    _unit_position()
    _decision_source()
    _decision_unit()


def downgrade() -> None:
    for table in (
        "decision_unit",
        "decision_source",
        "unit_position",
        "speaker",
        "poll_answer",
        "paper",
        "item_message",
        "decision",
        "agenda_unit",
        "topic_unit",
        "sign_in",
        "poll_slot",
        "agenda_item",
        "availability_poll",
        "calendar_feed",
    ):
        op.drop_table(table)
    _topic_before()


STATES = "'proposed', 'accepted', 'merged', 'deferred', 'rejected', 'scheduled', 'settled', 'withdrawn'"
BASES = "'hand', 'message', 'issue', 'escalation', 'carried'"
REFERENCES = {
    "channel_id": "channel",
    "message_id": "message",
    "person_id": "person",
    "unit_id": "unit",
    "merged_into_id": "topic",
    "decided_by": "person",
}


def _topic() -> None:
    with op.batch_alter_table("topic") as batch:
        for name in ("body", "consulted", "open_points", "advice"):
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        for name in REFERENCES:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
        batch.add_column(sa.Column("deferred_until", sa.Date(), nullable=True))
        batch.add_column(sa.Column("reason", sa.String(length=500), nullable=False, server_default=""))
        batch.add_column(sa.Column("decided_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("client_id", sa.String(length=64), nullable=True))
        batch.alter_column("issue_id", existing_type=sa.Integer(), nullable=True)
        for name, table in REFERENCES.items():
            batch.create_foreign_key(op.f(f"fk_topic_{name}"), table, [name], ["id"])
        batch.create_unique_constraint(op.f("uq_topic_client_id"), ["client_id"])
        batch.drop_constraint(op.f("ck_topic_state"), type_="check")
        batch.create_check_constraint(op.f("ck_topic_state"), f"state in ({STATES})")
        batch.create_check_constraint(op.f("ck_topic_basis"), f"basis in ({BASES})")
        batch.create_check_constraint(op.f("ck_topic_merged"), "(state = 'merged') = (merged_into_id is not null)")
    with op.batch_alter_table("topic") as batch:
        for name in ("body", "consulted", "open_points", "advice", "reason"):
            batch.alter_column(name, server_default=None)
    op.create_index(op.f("ix_topic_channel_id"), "topic", ["channel_id"], unique=False)
    op.create_index("ix_topic_state", "topic", ["state", "proposed_at", "id"], unique=False)
    op.create_index(op.f("ix_topic_unit_id"), "topic", ["unit_id"], unique=False)


def _topic_before() -> None:
    op.execute("DELETE FROM topic WHERE issue_id IS NULL")
    op.execute(
        "UPDATE topic SET state = 'withdrawn', merged_into_id = NULL WHERE state NOT IN ('proposed', 'withdrawn')"
    )
    for name in ("ix_topic_channel_id", "ix_topic_state", "ix_topic_unit_id"):
        op.drop_index(name, "topic")
    with op.batch_alter_table("topic") as batch:
        for check in ("merged", "basis", "state"):
            batch.drop_constraint(op.f(f"ck_topic_{check}"), type_="check")
        batch.create_check_constraint(op.f("ck_topic_state"), "state in ('proposed', 'withdrawn')")
        batch.drop_constraint(op.f("uq_topic_client_id"), type_="unique")
        for name in REFERENCES:
            batch.drop_constraint(op.f(f"fk_topic_{name}"), type_="foreignkey")
            batch.drop_column(name)
        for name in (
            "body",
            "consulted",
            "open_points",
            "advice",
            "reason",
            "deferred_until",
            "decided_at",
            "client_id",
        ):
            batch.drop_column(name)
        batch.alter_column("issue_id", existing_type=sa.Integer(), nullable=False)


def _calendar_feed() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("public_id", name=op.f("uq_calendar_feed_public_id")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_feed_secret_hash")),
    )
    op.create_index(op.f("ix_calendar_feed_person_id"), "calendar_feed", ["person_id"], unique=False)


def _availability_poll() -> None:
    op.create_table(
        "availability_poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_availability_poll_consultation_id")
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_availability_poll_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_poll")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_availability_poll_consultation_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_availability_poll_public_id")),
    )


def _agenda_item() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.Column("carried_to_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'current') = (started_at is not null)", name=op.f("ck_agenda_item_runs")),
        sa.CheckConstraint("kind in ('follow_up', 'topic', 'plain')", name=op.f("ck_agenda_item_kind")),
        sa.CheckConstraint("state in ('waiting', 'current', 'done', 'deferred')", name=op.f("ck_agenda_item_state")),
        sa.ForeignKeyConstraint(["carried_to_id"], ["topic.id"], name=op.f("fk_agenda_item_carried_to_id")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_agenda_item_consultation_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_agenda_item_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("public_id", name=op.f("uq_agenda_item_public_id")),
    )
    op.create_index("ix_agenda_item_consultation", "agenda_item", ["consultation_id", "position"], unique=False)
    op.create_index(op.f("ix_agenda_item_topic_id"), "agenda_item", ["topic_id"], unique=False)
    op.create_index(
        "uq_agenda_item_current",
        "agenda_item",
        ["consultation_id"],
        unique=True,
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )


def _poll_slot() -> None:
    op.create_table(
        "poll_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["availability_poll.id"], name=op.f("fk_poll_slot_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_slot")),
        sa.UniqueConstraint("poll_id", "starts_at", name=op.f("uq_poll_slot_poll_id_starts_at")),
        sa.UniqueConstraint("public_id", name=op.f("uq_poll_slot_public_id")),
    )


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("is_delegate", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.CheckConstraint("way in ('code', 'hand')", name=op.f("ck_sign_in_way")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_sign_in_consultation_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_sign_in_noted_by")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_sign_in_participant_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_sign_in_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("consultation_id", "person_id", name=op.f("uq_sign_in_consultation_id_person_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sign_in_public_id")),
    )
    op.create_index("ix_sign_in_consultation", "sign_in", ["consultation_id", "id"], unique=False)


def _topic_unit() -> None:
    op.create_table(
        "topic_unit",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("was_consulted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_unit_topic_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_topic_unit_unit_id")),
        sa.PrimaryKeyConstraint("topic_id", "unit_id", name=op.f("pk_topic_unit")),
    )


def _agenda_unit() -> None:
    op.create_table(
        "agenda_unit",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_unit_item_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_agenda_unit_unit_id")),
        sa.PrimaryKeyConstraint("item_id", "unit_id", name=op.f("pk_agenda_unit")),
    )


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("fixed_at", INSTANT, nullable=True),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("client_id", sa.String(length=64), nullable=True),
        sa.CheckConstraint("state in ('draft', 'read_back', 'fixed', 'dropped')", name=op.f("ck_decision_state")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_decision_item_id")),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name=op.f("fk_decision_lead_unit_id")),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("fk_decision_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("client_id", name=op.f("uq_decision_client_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_decision_public_id")),
    )
    op.create_index("ix_decision_item", "decision", ["item_id", "position"], unique=False)
    op.create_index("ix_decision_lead", "decision", ["lead_unit_id", "state", "due_on"], unique=False)


def _item_message() -> None:
    op.create_table(
        "item_message",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("is_statement", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_item_message_item_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_item_message_message_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_item_message")),
    )
    op.create_index("ix_item_message_item", "item_message", ["item_id", "message_id"], unique=False)


def _paper() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("upload", sa.String(length=14), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_paper_added_by")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_paper_consultation_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_paper_file_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_paper_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("public_id", name=op.f("uq_paper_public_id")),
        sa.UniqueConstraint("upload", name=op.f("uq_paper_upload")),
    )
    op.create_index("ix_paper_consultation", "paper", ["consultation_id", "id"], unique=False)
    op.create_index(op.f("ix_paper_file_id"), "paper", ["file_id"], unique=False)


def _poll_answer() -> None:
    op.create_table(
        "poll_answer",
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=False),
        sa.CheckConstraint("answer in ('yes', 'maybe', 'no')", name=op.f("ck_poll_answer_answer")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_poll_answer_answered_by")),
        sa.ForeignKeyConstraint(["slot_id"], ["poll_slot.id"], name=op.f("fk_poll_answer_slot_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_poll_answer_unit_id")),
        sa.PrimaryKeyConstraint("slot_id", "unit_id", name=op.f("pk_poll_answer")),
    )


def _speaker() -> None:
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=14), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("begun_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_speaker_item_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_speaker_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("public_id", name=op.f("uq_speaker_public_id")),
    )
    op.create_index("ix_speaker_item", "speaker", ["item_id", "id"], unique=False)


def _unit_position() -> None:
    op.create_table(
        "unit_position",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("stance in ('agree', 'reserve', 'against')", name=op.f("ck_unit_position_stance")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_unit_position_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_unit_position_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_position_unit_id")),
        sa.PrimaryKeyConstraint("item_id", "unit_id", name=op.f("pk_unit_position")),
    )


def _decision_source() -> None:
    op.create_table(
        "decision_source",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_source_decision_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_decision_source_message_id")),
        sa.PrimaryKeyConstraint("decision_id", "message_id", name=op.f("pk_decision_source")),
    )


def _decision_unit() -> None:
    op.create_table(
        "decision_unit",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_unit_decision_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_decision_unit_unit_id")),
        sa.PrimaryKeyConstraint("decision_id", "unit_id", name=op.f("pk_decision_unit")),
    )
