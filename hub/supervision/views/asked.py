"""What an address of the register asks for, and addresses that ask for it again with something changed."""

from datetime import date
from typing import Any

from flask import request, url_for

from ..listing import RegisterFilter

_TEXTS = ("group", "unit", "light", "consultation", "channel", "issue", "minutes")


def asked() -> RegisterFilter:
    """The filter that the request's query names; what is no number or day there is left out."""
    given, sort = request.args, request.args.get("sort", "")
    texts = {name: given.get(name, "") for name in _TEXTS}
    return RegisterFilter(
        **texts | {"group": texts["group"] or "unsettled"},
        is_mine=bool(given.get("mine")),
        text=given.get("q", ""),
        year=given.get("year", type=int),
        first_on=given.get("first_on", type=date.fromisoformat),
        last_on=given.get("last_on", type=date.fromisoformat),
        sort=sort.removeprefix("-"),
        is_descending=sort.startswith("-"),
    )


def fields_of(wanted: RegisterFilter) -> dict[str, str]:
    """The same as fields of a form; what is not asked for is left out."""
    values = {name: getattr(wanted, name) for name in _TEXTS}
    values |= {
        "group": wanted.group if wanted.group != "unsettled" else "",
        "mine": "1" if wanted.is_mine else "",
        "q": wanted.text,
        "year": str(wanted.year or ""),
        "first_on": str(wanted.first_on or ""),
        "last_on": str(wanted.last_on or ""),
        "sort": f"-{wanted.sort}" if wanted.sort and wanted.is_descending else wanted.sort,
    }
    return {name: value for name, value in values.items() if value}


def register_url(wanted: RegisterFilter, **changes: Any) -> str:
    """The register's address with some fields changed; "" takes one out."""
    fields: dict[str, Any] = fields_of(wanted) | changes
    return url_for("supervision.register", **{name: value for name, value in fields.items() if value})
