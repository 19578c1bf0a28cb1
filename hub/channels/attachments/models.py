"""Tables of files that hang on messages."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id
from ...files.models import StoredFile
from ...files.rules import NAME_LIMIT
from ..models import Channel, Message


class Attachment(Base):
    """A file of a message, under its own name. `upload` is the id of the upload that it was: each is used once.

    `withdrawn_at` is when the message was taken back: from then on nobody opens it, and in time it is forgotten.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("message_id", "position"),
        Index("ix_attachment_channel", "channel_id", "id"),
        Index("ix_attachment_withdrawn", "withdrawn_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    message_id: Mapped[int] = mapped_column(ForeignKey(Message.id))
    channel_id: Mapped[int] = mapped_column(ForeignKey(Channel.id))
    file_id: Mapped[int] = mapped_column(ForeignKey(StoredFile.id), index=True)
    upload: Mapped[str] = mapped_column(String(LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    position: Mapped[int]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class ChannelFiles(Base):
    """How many bytes the files of a channel have together, those taken back left out."""

    __tablename__ = "channel_files"

    channel_id: Mapped[int] = mapped_column(ForeignKey(Channel.id), primary_key=True)
    total_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
