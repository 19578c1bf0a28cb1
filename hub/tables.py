"""All tables of the hub in one place, for migrations."""

from sqlalchemy import MetaData

from .accounts import models as _accounts
from .channels import models as _channels
from .channels.attachments import models as _attachments
from .core.columns import Base
from .files import models as _files
from .plan import models as _plan

FEATURES = (_accounts, _plan, _files, _channels, _attachments)


def metadata() -> MetaData:
    """The tables as the models say they should be."""
    return Base.metadata
