"""Where items are talked about, for the floor of plans, which knows no channels."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core.viewer import Viewer
from ..plan.places import ItemPlace, answered_by
from .models import Channel, Membership


@answered_by
def places_of(session: Session, viewer: Viewer, item_ids: Sequence[int]) -> Mapping[int, ItemPlace]:
    """The channels of these items that the viewer is in, by the items' keys; one query."""
    found = (
        select(Channel.item_id, Channel.public_id, Channel.archived_at, Channel.head_seq, Membership.last_read_seq)
        .join(Membership, Membership.channel_id == Channel.id)
        .where(Membership.person_id == viewer.person_id, Membership.ended_at.is_(None), Channel.item_id.in_(item_ids))
    )
    return {
        item_id: ItemPlace(
            channel=public_id,
            is_archived=archived_at is not None,
            has_messages=head_seq > 0,
            unread=max(head_seq - last_read, 0),
        )
        for item_id, public_id, archived_at, head_seq, last_read in session.execute(found)
        if item_id is not None
    }
