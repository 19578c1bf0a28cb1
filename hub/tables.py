"""All tables of the hub in one place, for migrations."""

from sqlalchemy import MetaData

from .accounts import models as _accounts
from .channels import models as _channels
from .channels.exporting import models as _exporting
from .core.columns import Base
from .journal import models as _journal
from .plan import models as _plan

FEATURES = (_accounts, _plan, _channels, _exporting, _journal)


def metadata() -> MetaData:
    """The tables as the models say they should be."""
    return Base.metadata
