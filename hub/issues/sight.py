"""What a door's address names, for the policy to decide on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.rules import clean_public_id
from .models import ExtensionRequest, Issue


def thing(
    session: Session, *, issue: str | None = None, extension: str | None = None
) -> Issue | ExtensionRequest | None:
    """The issue or the request for more time with this public id; None for nothing. NotFound for what cannot be one."""
    if issue is not None:
        return session.scalar(select(Issue).where(Issue.public_id == clean_public_id(issue)))
    return session.scalar(select(ExtensionRequest).where(ExtensionRequest.public_id == clean_public_id(extension)))
