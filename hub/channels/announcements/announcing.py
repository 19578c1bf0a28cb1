"""A post that is an announcement: by the office, in 全体."""

from typing import cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from ...core.errors import Invalid
from ...core.i18n import _
from ...core.policy import require
from .. import extras
from ..admission import Entry, each
from ..shapes import Facet, MessageDraft
from . import policy as _policy  # noqa: F401 (registers the rule)
from .models import Announcement

_announce = insert(cast(Table, Announcement.__table__))


class Announcing:
    """The wish to announce among what a post brings."""

    facet = Facet.ANNOUNCEMENT

    def is_in(self, draft: MessageDraft) -> bool:
        """Whether the draft is to be an announcement."""
        return draft.is_announcement

    def clean(self, entry: Entry) -> None:
        """There is nothing to clean."""

    def admit(self, session: Session, entries: list[Entry]) -> None:
        """Denied for others than the office, Invalid in a channel of an item."""

        def see(entry: Entry) -> None:
            require(session, entry.viewer, "announcement.post", entry.place)
            if entry.place is None or entry.place.kind != "everyone":
                raise Invalid(_("公告只能发在“全体”频道。"), field="announcement")

        each(entries, see)

    def insert(self, session: Session, entries: list[Entry]) -> None:
        """Note that they are announcements."""
        rows = [{"message_id": e.id, "channel_id": e.place.channel_id} for e in entries if e.place is not None]
        session.connection().execute(_announce, rows)


extras.register(Announcing())
