"""A second world: the district's own units and the demo's people, with 全体 open and no plan yet."""

from sqlalchemy import select
from sqlalchemy.orm import Session

import hub.channels.reactions  # noqa: F401 (items open channels)
from hub.accounts.actions import PersonForm, add_group, add_person, add_unit
from hub.accounts.operator import OPERATOR
from hub.channels.models import Channel
from hub.core.viewer import Role
from hub.demo.empty import open_everyone
from hub.demo.people import PEOPLE
from hub.demo.units import GROUPS, UNITS
from tests.channels.scene import Scene
from tests.factories import viewer_of

KEPT = {Role.OFFICE, Role.LIAISON, Role.LEADER}


def district(session: Session) -> Scene:
    """Put the district into an empty database; people by name, channels by title."""
    scene = Scene()
    units = {form.short_name: add_unit(session, OPERATOR, form) for form in UNITS}
    for form in GROUPS:
        add_group(session, OPERATOR, form)
    open_everyone(session)
    for one in PEOPLE:
        if one.role in KEPT:
            form = PersonForm(one.name, one.post, frozenset({one.role}), one.login, units[one.unit].public_id)
            row = add_person(session, OPERATOR, form, "", must_change=False)
            scene.people[one.name] = viewer_of(session, row)
    scene.units = {name: unit.id for name, unit in units.items()}
    scene.channels = dict(session.execute(select(Channel.title, Channel.public_id)).all())
    return scene
