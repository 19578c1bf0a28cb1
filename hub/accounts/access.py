"""The counter of everybody's rights (docs/adr/0006): what was looked up may be kept while it stands."""

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from .models import AccessEpoch

_COUNT = text(
    "insert into access_epoch (id, epoch) values (1, 1) on conflict (id) do update set epoch = access_epoch.epoch + 1"
)


def rights_changed(session: Session) -> None:
    """Count one change of anybody's rights; call it before the change itself.

    Its row also puts such changes in line: whoever comes second reads what the first has done, so that two of them
    cannot together remove the last administrator.
    """
    session.execute(_COUNT)


def epoch(session: Session) -> int:
    """How many changes of rights there have been; differs after each."""
    return session.scalar(select(AccessEpoch.epoch)) or 0
