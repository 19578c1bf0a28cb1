"""What the trail tells of: each kind of news becomes one note, put down at the end of the transaction that brought it.

At the end, because every transaction that tells something queues for one row (`chain.append`): held last and shortly,
nobody who has it waits for anything. An entry that cannot be written undoes what it would have told.
"""

from typing import Any

from sqlalchemy.orm import Session

from ..core import events
from . import noted_accounts as _accounts  # noqa: F401 (they describe their news)
from . import noted_appraisal as _appraisal  # noqa: F401 (the same)
from . import noted_bulletins as _bulletins  # noqa: F401 (the same)
from . import noted_follow_ups as _follow_ups  # noqa: F401 (the same)
from . import noted_minutes as _minutes  # noqa: F401 (the same)
from . import noted_work as _work  # noqa: F401 (the same)
from .chain import append
from .describing import notes_of


@events.before_commit
def keep(session: Session, recorded: list[Any]) -> None:
    """Put down what a transaction did, in its order."""
    if notes := notes_of(session, recorded):
        append(session, notes)
