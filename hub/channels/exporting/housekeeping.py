"""What exports forget: files a day after they were ready, and what tries that were given up left behind."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ...core import clock
from .models import Export
from .rules import KEPT


def expire(session: Session) -> int:
    """Files that were ready a day ago can be taken no more; returns how many."""
    over = update(Export).where(Export.state == "done", Export.ended_at <= clock.now() - KEPT)
    found = session.execute(
        over.values(state="expired").returning(Export.id).execution_options(synchronize_session=False)
    )
    return len(found.all())


def kept_files(session: Session) -> set[str]:
    """The names of the tries whose files are still wanted."""
    live = select(Export.public_id, Export.claim).where(Export.state.in_(("running", "done")))
    return {f"{public_id}-{claim}" for public_id, claim in session.execute(live)}
