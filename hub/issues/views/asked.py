"""What an address of the register asks for, and addresses that ask for it again with something changed."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from ..listing import RegisterFilter

_NAMES = ("group", "unit", "raiser", "channel", "kind", "severity", "tier", "supervised", "mine", "q", "year", "sort")
"""The fields of the form, in the order of addresses."""


def asked(values: Mapping[str, str] | None = None) -> RegisterFilter:
    """The filter that the request's query (or these values) names; what is no number there is left out."""
    given = MultiDict(values) if values is not None else request.args
    sort = given.get("sort", "")
    return RegisterFilter(
        group=given.get("group", "") or "unsettled",
        unit=given.get("unit", ""),
        raiser=given.get("raiser", ""),
        channel=given.get("channel", ""),
        kind=given.get("kind", ""),
        severity=given.get("severity", ""),
        tier=given.get("tier", 0, type=int),
        is_supervised=bool(given.get("supervised")),
        is_mine=bool(given.get("mine")),
        text=given.get("q", ""),
        year=given.get("year", type=int),
        sort=sort.removeprefix("-"),
        is_descending=sort.startswith("-"),
    )


def fields_of(wanted: RegisterFilter) -> dict[str, str]:
    """The same as fields of a form; what is not asked for is left out."""
    sort = f"-{wanted.sort}" if wanted.sort and wanted.is_descending else wanted.sort
    values = (
        wanted.group if wanted.group != "unsettled" else "",
        *(wanted.unit, wanted.raiser, wanted.channel, wanted.kind, wanted.severity),
        str(wanted.tier or ""),
        "1" if wanted.is_supervised else "",
        "1" if wanted.is_mine else "",
        wanted.text,
        str(wanted.year or ""),
        sort,
    )
    return {name: value for name, value in zip(_NAMES, values, strict=True) if value}


def register_url(wanted: RegisterFilter, **changes: Any) -> str:
    """The register's address with some fields changed; "" takes one out."""
    fields: dict[str, Any] = fields_of(wanted) | changes
    return url_for("issues.register", **{name: value for name, value in fields.items() if value})
