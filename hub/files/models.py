"""Tables of stored files and of uploads on their way."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Person
from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id
from .rules import NAME_LIMIT


class StoredFile(Base):
    """Bytes that were taken in, each content once. `width` and `height` are an image's, which also has a preview."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    storage_key: Mapped[str] = mapped_column(String(120), unique=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)


class Upload(Base):
    """A file on its way, and until something takes it up. `received` bytes of `size` are safe; `sha256` is of what is kept."""

    __tablename__ = "upload"
    __table_args__ = (CheckConstraint("received between 0 and size", name="received"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    size: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)
    person: Mapped[Person] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class UploadPart(Base):
    """A piece of an upload that has been taken in: where it begins, and where its bytes lie until all are there."""

    __tablename__ = "upload_part"

    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True)
    begins: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    storage_key: Mapped[str] = mapped_column(String(120))
