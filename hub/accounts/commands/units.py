"""`hub units`: what units there are."""

from dataclasses import asdict
from typing import Any

import click

from ...core.db import reading
from ...core.i18n import _
from ...core.terminal import print_json, with_json
from .. import queries
from ..words import kind_word


@click.group()
def units() -> None:
    """查看单位 / Look at units."""


@units.command("list")
@with_json
def list_units(wants_json: bool) -> None:
    """列出单位 / List units in official order."""
    with reading() as session:
        found = queries.directory(session).units
    if wants_json:
        print_json([_unit(asdict(unit)) for unit in found])
        return
    for unit in found:
        state = "" if unit.is_active else _("已关闭")
        click.echo("\t".join((unit.short_name, kind_word(unit.kind), _("、").join(unit.aliases), state)).rstrip())


def _unit(unit: dict[str, Any]) -> dict[str, Any]:
    dates = {name: unit[name].isoformat() if unit[name] else None for name in ("active_from", "active_to")}
    kept = {name: unit[name] for name in ("name", "short_name", "tile", "kind", "aliases")}
    return {"id": unit["public_id"], **kept, **dates, "active": unit["is_active"]}
