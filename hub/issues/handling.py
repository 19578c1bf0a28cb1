"""办理时限: how long an issue may take. The table that the office keeps; who counts by it is clocks.py."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from ..core.columns import Base


class HandlingTime(Base):
    """办理时限 by severity: how long an issue has from when it is raised, and how long before its end it counts as soon due."""

    __tablename__ = "handling_time"
    __table_args__ = (
        CheckConstraint("measure in ('days', 'hours')", name="measure"),
        CheckConstraint("calendar in ('office', 'always')", name="calendar"),
    )

    severity: Mapped[str] = mapped_column(String(8), primary_key=True)
    amount: Mapped[int]
    soon: Mapped[int]
    measure: Mapped[str] = mapped_column(String(8))
    calendar: Mapped[str] = mapped_column(String(8))
