"""The table of announcements, so that their list needs no look at other messages."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...core.columns import Base


class Announcement(Base):
    """That a message is an announcement."""

    __tablename__ = "announcement"
    __table_args__ = (Index("ix_announcement_channel", "channel_id", "message_id"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
