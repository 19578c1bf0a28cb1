"""Notices: the outbox, targets, preferences, push subscriptions, and what jobs have done."""

import sqlalchemy as sa
from alembic import op

import hub.core.columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = hub.core.columns.Instant


def upgrade() -> None:
    op.create_table(
        "notice_preference",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mail_address", sa.String(254), nullable=False),
        sa.Column("mail_pace", sa.String(12), nullable=False),
        sa.Column("push_pace", sa.String(12), nullable=False),
        sa.Column("digest_hours", sa.String(72), nullable=False),
        sa.Column("quiet_from_minute", sa.Integer(), nullable=False),
        sa.Column("quiet_to_minute", sa.Integer(), nullable=False),
        sa.Column("shows_desktop", sa.Boolean(), nullable=False),
        sa.CheckConstraint("mail_pace in ('immediate', 'digest', 'off')", name=op.f("ck_notice_preference_mail_pace")),
        sa.CheckConstraint("push_pace in ('immediate', 'digest', 'off')", name=op.f("ck_notice_preference_push_pace")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_preference_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_preference")),
    )
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(14), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("endpoint", sa.String(500), nullable=False),
        sa.Column("p256dh", sa.String(100), nullable=False),
        sa.Column("auth", sa.String(40), nullable=False),
        sa.Column("device", sa.String(80), nullable=False),
        sa.Column("created_at", INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_push_subscription_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["signed_in_session.id"], name=op.f("fk_push_subscription_session_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("public_id", name=op.f("uq_push_subscription_public_id")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscription_endpoint")),
    )
    op.create_index(op.f("ix_push_subscription_person_id"), "push_subscription", ["person_id"])
    op.create_index(op.f("ix_push_subscription_session_id"), "push_subscription", ["session_id"])
    op.create_table(
        "notice_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(14), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT(), nullable=False),
        sa.Column("paused_at", INSTANT(), nullable=True),
        sa.CheckConstraint("kind in ('dingtalk', 'wecom', 'feishu', 'hook')", name=op.f("ck_notice_target_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_target")),
        sa.UniqueConstraint("public_id", name=op.f("uq_notice_target_public_id")),
    )
    op.create_table(
        "notice_setting",
        sa.Column("name", sa.String(24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("set_at", INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_setting_person_id")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_notice_setting")),
    )
    op.create_table(
        "job_run",
        sa.Column("job", sa.String(24), nullable=False),
        sa.Column("period", sa.String(24), nullable=False),
        sa.Column("ran_at", INSTANT(), nullable=False),
        sa.PrimaryKeyConstraint("job", "period", name=op.f("pk_job_run")),
    )
    _outbox()


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(14), nullable=False),
        sa.Column("dedup_key", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("way", sa.String(8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("subscription_id", sa.Integer(), nullable=True),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("overrode", sa.String(8), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("due_at", INSTANT(), nullable=True),
        sa.Column("token", sa.String(32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("created_at", INSTANT(), nullable=False),
        sa.Column("settled_at", INSTANT(), nullable=True),
        sa.CheckConstraint("way in ('mail', 'push', 'target')", name=op.f("ck_outbox_way")),
        sa.CheckConstraint(
            "state in ('pending', 'sent', 'suppressed', 'dead', 'discarded')", name=op.f("ck_outbox_state")
        ),
        sa.CheckConstraint("(state = 'pending') = (due_at is not null)", name=op.f("ck_outbox_due")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id")),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["push_subscription.id"], name=op.f("fk_outbox_subscription_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["notice_target.id"], name=op.f("fk_outbox_target_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_outbox_channel_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_outbox_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("public_id", name=op.f("uq_outbox_public_id")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_outbox_dedup_key")),
    )
    waits = sa.text("due_at IS NOT NULL")
    op.create_index("ix_outbox_due", "outbox", ["due_at", "id"], sqlite_where=waits, postgresql_where=waits)
    op.create_index("ix_outbox_person", "outbox", ["person_id", "created_at"])
    op.create_index("ix_outbox_state", "outbox", ["state", "settled_at"])


def downgrade() -> None:
    for table in ("outbox", "job_run", "notice_setting", "notice_target", "push_subscription", "notice_preference"):
        op.drop_table(table)
