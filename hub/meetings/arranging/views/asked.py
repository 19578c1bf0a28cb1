"""What an address asks of the list, the week and the month, and addresses that ask for the same but for something."""

from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session

from ....accounts.queries import directory
from ....core.viewer import Viewer
from ...rules import kinds
from .. import queries
from ..listing import ConsultationFilter

NAMES = {"group": "group", "kind": "kind", "unit": "unit", "room": "room", "q": "text"}


def asked() -> ConsultationFilter:
    """The filter in the address."""
    given = {field: request.args[name] for name, field in NAMES.items() if request.args.get(name)}
    return ConsultationFilter(**given, is_mine="mine" in request.args)


def fields_of(wanted: ConsultationFilter) -> dict[str, str]:
    """The filter as an address writes it, without what says nothing."""
    plain = ConsultationFilter()
    found = {name: getattr(wanted, field) for name, field in NAMES.items()}
    found = {name: value for name, value in found.items() if value != getattr(plain, NAMES[name])}
    return found | ({"mine": "1"} if wanted.is_mine else {})


def choices(session: Session, viewer: Viewer, wanted: ConsultationFilter) -> dict[str, Any]:
    """What the filters offer, and what stands in them."""
    fields = fields_of(wanted)

    def here(endpoint: str, **more: Any) -> str:
        return url_for(endpoint, **{key: value for key, value in (fields | more).items() if value != ""})

    return {
        "wanted": wanted,
        "fields": fields,
        "here": here,
        "kinds": kinds(),
        "units": [unit for unit in directory(session).units if unit.is_active],
        "rooms": queries.rooms(session, viewer) if viewer.is_office else [],
    }
