"""The counter of everybody's rights (docs/adr/0006): what was looked up may be kept while it stands."""

from datetime import date

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from ..core import clock
from ..core.db import engine
from .models import AccessEpoch

_COUNT = text(
    "insert into access_epoch (id, epoch) values (1, 1) on conflict (id) do update set epoch = access_epoch.epoch + 1"
)


def rights_changed(session: Session) -> None:
    """Count one change of anybody's rights; call it before the change itself.

    Its row also puts such changes in line: whoever comes second reads what the first has done, so that two of them
    cannot together remove the last administrator.
    """
    session.info["rights_changed"] = True
    session.execute(_COUNT)


def epoch(session: Session) -> int:
    """How many changes of rights there have been; differs after each."""
    return session.scalar(select(AccessEpoch.epoch)) or 0


def mark(session: Session) -> tuple[Engine, int, date] | None:
    """What rights that are looked up from here on may be kept under; None where this transaction has itself changed some, which
    may never be committed. One query; units also begin and end on dates."""
    return None if session.info.get("rights_changed") else (engine(), epoch(session), clock.today())
