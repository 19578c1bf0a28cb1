"""The office's own wording."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ...core import clock
from ...core.columns import Base, Instant


class MinutesWording(Base):
    """A sentence that the office has changed (`rules.WORDINGS` has them all); a row that is not there is the default.

    Under `rules.UNSHORTENED` stands how many statements to an item are not shortened, in figures.
    """

    __tablename__ = "minutes_wording"

    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
