"""`python3 -m hub import-plan`: what a document would make, as text or JSON, or the import itself."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from ..accounts.operator import OPERATOR
from ..accounts.queries import directory
from ..core import db, schema
from ..core.config import Settings, load_settings
from ..core.errors import Invalid
from ..core.i18n import _
from ..core.terminal import print_json, with_json
from . import actions, queries
from .actions import Choice
from .corrections import new_units, with_leads_confirmed
from .drafts import Answer, Draft
from .importer import Directory, PartyReading, PlanReading, read_plan
from .names import known_from
from .reading import draft_of


@dataclass(frozen=True)
class Asked:
    """The options of an import."""

    year: int | None
    accept_leads: bool
    new_units: bool
    ignored: Sequence[str]
    gone: Choice | None


@click.command("import-plan")
@click.argument("source", metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--preview", is_flag=True, help="只显示读到的内容，什么都不改 / show what was read, change nothing")
@with_json
@click.option("--year", type=click.IntRange(2000, 2100), help="要点的年份，默认由标题判断 / the plan's year")
@click.option("--accept-leads", is_flag=True, help="采纳全部牵头建议 / take every suggested lead")
@click.option("--new-units", is_flag=True, help="不认识的名称都建为新单位 / make a unit of every unknown name")
@click.option(
    "--ignore", "ignored", multiple=True, metavar="NAME", help="不作为责任单位的名称，可重复 / leave this name out"
)
@click.option(
    "--gone",
    type=click.Choice(["keep", "archive"]),
    help="新文件里没有的事项：保留或停办归档 / what becomes of items that the document lacks",
)
def import_plan(source: str, preview: bool, wants_json: bool, **asked: Any) -> None:
    """导入工作要点 / Import a work plan.

    可用 .txt、.md、.docx 文件，- 为标准输入 / FILE is a .txt, .md or .docx file; - reads standard input.
    """
    settings = load_settings()
    data, filename = _source(source)
    if not preview:
        schema.require_current(settings.database_url)
    names = _names() if _open(settings) else Directory()
    reading = read_plan(data, filename, names)
    if preview:
        if wants_json:
            print_json(reading.to_json())
        else:
            click.echo(_as_text(reading))
        return
    done = _import(draft_of(reading, names), Asked(**asked))
    if wants_json:
        result = {"plan": done.plan, "added": done.added, "changed": done.changed, "gone": done.gone}
        print_json(result)
    else:
        said = _(
            "新增%(added)d项，更新%(changed)d项，停办%(gone)d项。",
            added=done.added,
            changed=done.changed,
            gone=done.gone,
        )
        click.echo(said)


def _source(source: str) -> tuple[bytes, str]:
    if source == "-":
        return sys.stdin.buffer.read(), ""
    path = Path(source)
    return path.read_bytes(), path.name


def _open(settings: Settings) -> bool:
    """Open the database if there is one of this version."""
    if not schema.is_current(settings.database_url):
        return False
    db.open_database(settings.database_url)
    return True


def _names() -> Directory:
    with db.reading() as session:
        return known_from(directory(session)).names


def _as_text(reading: PlanReading) -> str:
    """The reading for a terminal: one line an item, the lead marked, then what is open."""
    facts = reading.document
    said = (facts.title, facts.number, facts.issuer, facts.dated_on.isoformat() if facts.dated_on else "")
    lines = ["，".join(part for part in said if part)]
    section = None
    for item in reading.items:
        if item.section != section:
            section = item.section
            lines += ["", section]
        units = "、".join(_party(party) for party in item.units)
        lines.append(f"{item.number:>3}  {item.title}（{units}）" + (f"  {item.due}" if item.due else ""))
    if reading.problems:
        lines += ["", _("疑点：")]
    lines += [f"{problem.item or '-':>3}  {problem.message}" for problem in reading.problems]
    return "\n".join(lines)


def _party(party: PartyReading) -> str:
    mark = _("[牵头]") if party.is_lead else ""
    return f"{party.name}{mark}" if party.unit else f"{party.name}？{mark}"


def _import(held: Draft, asked: Asked) -> actions.Applied:
    """Import what is settled, or settled by the options; raises Invalid with what is not."""
    if asked.year:
        held = replace(held, facts=replace(held.facts, year=asked.year))
    with db.transaction() as session:
        held = _answered(session, actions.informed_by_plan(session, OPERATOR, held), asked)
        if asked.accept_leads:
            held = with_leads_confirmed(held)
        seen = queries.preview(session, OPERATOR, held)
        choices: dict[str, Choice] = {one.existing: asked.gone for one in seen.gone} if asked.gone else {}
        actions.require_ready(seen, choices, take_suggested_leads=False)
        return actions.import_draft(session, OPERATOR, held, choices)


def _answered(session: Session, held: Draft, asked: Asked) -> Draft:
    """The draft with its unknown names left out or made units as the options say; raises Invalid with the others."""
    answers = dict(held.answers) | {name: Answer("ignore") for name in held.names if name in asked.ignored}
    seen = queries.preview(session, OPERATOR, replace(held, answers=answers))
    unknown = [one.name for one in seen.names if one.who.kind == "unknown"]
    if asked.new_units:
        answers |= new_units(unknown)
    left = [name for name in unknown if name not in answers]
    if left:
        raise Invalid(
            _(
                "不认识这些名称：%(names)s。可以加 --new-units 建为新单位，加 --ignore 名称 忽略，或在网页上导入并逐个说明。",
                names=_("、").join(left),
            )
        )
    return replace(held, answers=answers)


COMMANDS = [import_plan]
