"""Who is writing just now: told to those who have the channel open, kept nowhere, forgotten after five seconds."""

from time import monotonic

from sqlalchemy import bindparam, select

from ..accounts.models import Person, Unit
from ..channels.models import Channel, Membership
from ..core.db import reading
from ..core.viewer import Viewer
from .audience import Audience
from .fanout import Fanout

EVERY_SECONDS = 3.0
"""A client may say it with each key; the others hear of it this often at most. Screens forget it after 5 s."""


class Typing:
    """Passes on who types, at most once in EVERY_SECONDS per person and channel."""

    def __init__(self, audience: Audience, fanout: Fanout) -> None:
        self._audience = audience
        self._fanout = fanout
        self._told_at: dict[tuple[int, str], float] = {}

    def should_tell(self, person_id: int, channel: str) -> bool:
        """Whether it is time to tell the others again (then it counts as told)."""
        now = monotonic()
        if now < self._told_at.get((person_id, channel), 0.0) + EVERY_SECONDS:
            return False
        self._told_at = {key: at for key, at in self._told_at.items() if now < at + EVERY_SECONDS}
        self._told_at[person_id, channel] = now
        return True

    def tell(self, channel_id: int, person_id: int, data: dict[str, str]) -> None:
        """Tell everybody else in the channel: `data` is `{channel, name, unit}`, words that the channel sees anyway."""
        others = [c for c in self._audience.room(channel_id) if c.viewer.person_id != person_id]
        self._fanout.send(others, "typing", data)

    def hear(self, channel_id: int, person_id: int) -> None:
        """Somebody types in a channel (keys), says another process; who it is, and whether they are in it, the database says."""
        if not self._audience.room(channel_id):
            return
        with reading() as session:
            row = session.execute(_WHO, {"channel_id": channel_id, "person_id": person_id}).first()
        if row is not None:
            self.tell(channel_id, person_id, {"channel": row[0], "name": row[1], "unit": row[2]})


_WHO = (
    select(Channel.public_id, Person.name, Unit.short_name)
    .join(Membership, Membership.channel_id == Channel.id)
    .join(Person, Person.id == Membership.person_id)
    .join(Unit, Unit.id == Person.unit_id)
    .where(Channel.id == bindparam("channel_id"), Person.id == bindparam("person_id"), Membership.ended_at.is_(None))
)


def typing_data(channel: str, viewer: Viewer) -> dict[str, str]:
    """What is told of somebody who types in the channel with this public id."""
    return {"channel": channel, "name": viewer.name, "unit": viewer.unit_name}
