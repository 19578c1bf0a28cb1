"""What can stand behind an @ in a channel, and how many people words would reach before they are sent."""

from sqlalchemy.orm import Session

from ...core.viewer import Viewer
from ..addressing import addressees, roll_of
from ..mentions import Roll, Target
from ..shapes import Mentionable
from .entering import enter

_ORDER = {"group": 0, "unit": 1, "person": 2}


def reach(session: Session, viewer: Viewer, channel: str, body: str) -> int:
    """How many other members `body` would mention, if the viewer posted it in the channel (public id); NotFound."""
    place = enter(session, viewer, channel)
    return len(addressees(session, place.channel_id, viewer.person_id, body).people)


def mentionable(session: Session, viewer: Viewer, channel: str) -> list[Mentionable]:
    """One name for each group, unit and person that reaches somebody else in the channel (public id), in that order.

    `detail` is a person's unit. A person whose name somebody else has too is offered with the unit. NotFound.
    """
    known = roll_of(session, enter(session, viewer, channel).channel_id)
    names: dict[tuple[str, str], tuple[str, Target]] = {}
    for name, target in known.targets.items():
        names.setdefault((target.kind, target.id), (name, target))
    found = [_offer(known, viewer, name, target) for name, target in names.values()]
    return sorted((offer for offer in found if offer), key=lambda offer: _ORDER[offer.kind])


def _offer(known: Roll, viewer: Viewer, name: str, target: Target) -> Mentionable | None:
    meant = [member for member in known.members if member.person_id != viewer.person_id and target.reaches(member)]
    if not meant:
        return None
    if target.kind == "unit":
        name = meant[0].unit_name
    return Mentionable(name, target.kind, target.id, meant[0].unit_name if target.kind == "person" else "")
