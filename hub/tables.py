"""All tables of the hub in one place, for migrations."""

from sqlalchemy import MetaData

from .accounts import models as _accounts
from .channels import models as _channels
from .core.columns import Base
from .notify import models as _notify
from .plan import models as _plan

FEATURES = (_accounts, _plan, _channels, _notify)


def metadata() -> MetaData:
    """The tables as the models say they should be."""
    return Base.metadata
