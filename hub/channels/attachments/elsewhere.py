"""What files are elsewhere: their names are searched, and exports take them along."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core.i18n import _
from ...files import storage
from ...files.models import StoredFile
from ..exporting import hooks
from ..exporting.hooks import Enclosure
from ..searching.texts import also_searched
from ..shapes import Facet, MessageView
from .models import Attachment
from .queries import of_messages


@also_searched(Facet.FILES)
def names_of(session: Session, message_ids: Sequence[int]) -> dict[int, list[str]]:
    """The names by which files were sent."""
    return {id_: [file.name for file in files] for id_, files in of_messages(session, list(message_ids)).items()}


@hooks.lines
def lines_of(message: MessageView) -> list[str]:
    """Which files a message has."""
    return [_("文件：%(name)s（%(size)s）", name=file.name, size=file.size_text) for file in message.facets.files]


@hooks.enclosures
def files_of(session: Session, message_ids: list[int]) -> list[Enclosure]:
    """The files of these messages (keys), each under its own name."""
    rows = session.execute(
        select(Attachment.message_id, Attachment.name, StoredFile.storage_key)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .where(Attachment.message_id.in_(message_ids), Attachment.withdrawn_at.is_(None))
        .order_by(Attachment.message_id, Attachment.position)
    )
    return [Enclosure(message_id, name, partial(_open, key)) for message_id, name, key in rows]


def _open(key: str) -> BinaryIO:
    return BytesIO(storage.read(key))  # 20 MB at most (files.rules)
