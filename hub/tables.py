"""All tables of the hub in one place, for migrations."""

from sqlalchemy import MetaData

from .accounts import models as _accounts
from .channels import models as _channels
from .channels.searching import models as _searching
from .core.columns import Base
from .plan import models as _plan

FEATURES = (_accounts, _plan, _channels, _searching)


def metadata() -> MetaData:
    """The tables as the models say they should be."""
    return Base.metadata


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """For Alembic's `include_name`: what the search looks things up in is no table or index that SQLAlchemy knows."""
    return name is None or not name.startswith(_searching.PIECES)
