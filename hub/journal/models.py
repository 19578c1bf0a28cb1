"""Tables of the audit trail; the migration's triggers refuse to change or delete an entry."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..core.columns import Base, Instant


class AuditEntry(Base):
    """One thing that was done: names of actions and public ids, never content, and no foreign keys that could change it.

    `person` is a public id, "" for nobody and for the hub's own machine; `detail` is JSON as it was sealed.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("result in ('ok', 'refused')", name="result"),
        CheckConstraint("way in ('page', 'program', 'command', 'hub')", name="way"),
        Index("ix_audit_entry_at", "at", "seq"),
        Index("ix_audit_entry_person", "person", "seq"),
        Index("ix_audit_entry_thing", "thing", "seq"),
        Index("ix_audit_entry_action", "action", "seq"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    person: Mapped[str] = mapped_column(String(16))
    way: Mapped[str] = mapped_column(String(8))
    address: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(16))
    thing: Mapped[str] = mapped_column(String(16))
    result: Mapped[str] = mapped_column(String(8))
    detail: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """One row: the number and the hash of the newest entry. Whoever adds entries takes it first, so they stand in line."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
