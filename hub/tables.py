"""All tables of the hub in one place, for migrations."""

from sqlalchemy import MetaData

from .accounts import lists as _lists
from .accounts import models as _accounts
from .appraisal.bulletins import models as _bulletins
from .calendar import models as _calendar
from .channels import models as _channels
from .channels.acknowledgements import models as _acknowledgements
from .channels.announcements import models as _announcements
from .channels.attachments import models as _attachments
from .channels.exporting import models as _exporting
from .channels.marking import models as _marking
from .channels.searching import models as _searching
from .core import periods as _periods
from .core.columns import Base
from .escalation import models as _escalation
from .files import models as _files
from .issues import handling as _handling
from .issues import models as _issues
from .journal import models as _journal
from .meetings import models as _meetings
from .meetings.agenda import models as _agenda
from .meetings.feeds import models as _feeds
from .meetings.live import models as _live
from .meetings.polls import models as _polls
from .meetings.series import models as _series
from .meetings.topics import models as _topics
from .minutes import models as _minutes
from .minutes.commenting import models as _commenting
from .minutes.countersigning import models as _countersigning
from .minutes.drafting import models as _minutes_wording
from .minutes.publishing import models as _publishing
from .notify import models as _notify
from .plan import models as _plan
from .supervision import models as _supervision
from .supervision import settings as _lights

FEATURES = (
    *(_accounts, _lists, _calendar, _plan, _files, _channels),
    *(_acknowledgements, _announcements, _attachments, _exporting, _marking, _searching, _journal, _notify),
    *(_escalation, _issues, _handling, _periods),
    *(_meetings, _topics, _agenda, _polls, _series, _live, _feeds),
    *(_minutes, _minutes_wording, _commenting, _countersigning, _publishing, _supervision, _lights, _bulletins),
)


def metadata() -> MetaData:
    """The tables as the models say they should be."""
    return Base.metadata


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """For Alembic's `include_name`: what the search looks things up in is no table or index that SQLAlchemy knows."""
    return name is None or not name.startswith(_searching.PIECES)
