"""Lists of people on their way in: the table of what was uploaded and waits to be looked at."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id


class PeopleDraft(Base):
    """An uploaded list of people on its way in: the rows as read, no passwords; changes nothing until it is applied."""

    __tablename__ = "people_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    filename: Mapped[str] = mapped_column(String(200), default="")
    rows: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    applied_at: Mapped[datetime | None] = mapped_column(Instant)
