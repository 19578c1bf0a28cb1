"""Numbers of a year without gaps: the year's row is held until the transaction ends, so that none is given twice or left out."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from .columns import Base


def next_number(session: Session, years: type[Base], year: int) -> int:
    """The year's next number, from a table of `year` and `last`; a transaction that fails gives it back."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table: Any = years
    first = dialect.insert(table).values(year=year, last=1)
    taken = first.on_conflict_do_update(index_elements=["year"], set_={"last": table.last + 1})
    return int(session.execute(taken.returning(table.last)).scalar_one())
