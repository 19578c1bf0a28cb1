"""`python3 -m hub calendar`: enter a year's notice, take over what the hub was built with, show a year."""

import sys
from pathlib import Path
from typing import Any

import click

from ..accounts.operator import OPERATOR
from ..core import clock
from ..core.db import reading, transaction
from ..core.errors import Invalid
from ..core.i18n import _
from ..core.terminal import print_json, with_json
from . import actions, queries
from .rules import published_years
from .rules.days import Named
from .rules.notice import published_notice, read_notice
from .shapes import NoticePreview
from .words import festival_word, kind_of_day, moved_sentence


@click.group()
def calendar() -> None:
    """工作日历 / The working calendar."""


@calendar.command("import")
@click.argument("source", metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--preview", is_flag=True, help="只显示会改什么，什么都不改 / show what would change, change nothing")
@with_json
def import_year(source: str, preview: bool, wants_json: bool) -> None:
    """录入一年的放假安排 / Enter a year's holidays.

    FILE 是 holiday-cn 形式的 JSON，- 为标准输入 / FILE is JSON in the form of holiday-cn; - reads standard input.
    """
    notice = read_notice(_text(source))
    with reading() as session:
        seen = queries.preview(session, notice)
    if not preview:
        with transaction() as session:
            actions.enter_year(session, OPERATOR, notice, seen.revision)
    if wants_json:
        print_json(_as_json(seen))
    else:
        click.echo("\n".join(_lines(seen)))


@calendar.command("fill")
@with_json
def fill(wants_json: bool) -> None:
    """录入程序自带而日历里没有的年份 / Enter the years that came with the program and are missing.

    升级之后运行 / Run it after an upgrade.
    """
    entered = []
    with transaction() as session:
        known = {
            view.year
            for view in map(lambda year: queries.year_view(session, year), published_years())
            if not view.is_provisional
        }
        for year in sorted(published_years() - known):
            notice = published_notice(year)
            if notice is not None:
                actions.enter_year(session, OPERATOR, notice)
                entered.append(year)
    if wants_json:
        print_json({"years": entered})
    else:
        click.echo(_("、").join(map(str, entered)) or _("没有缺少的年份。"))


@calendar.command("show")
@click.argument("year", type=click.IntRange(2000, 2100), required=False)
@with_json
def show(year: int | None, wants_json: bool) -> None:
    """显示一年的放假和调休 / Show a year's days off and make-up workdays."""
    with reading() as session:
        sheet = queries.year_view(session, year or clock.today().year)
    cells = [cell for month in sheet.months for week in month.weeks for cell in week if cell and cell.kind]
    if wants_json:
        days = [{"date": cell.on.isoformat(), "kind": cell.kind, "name": cell.name} for cell in cells]
        print_json({"year": sheet.year, "is_provisional": sheet.is_provisional, "days": days})
        return
    if sheet.is_provisional:
        click.echo(_("%(year)d年的放假安排还没有录入，以下暂定。", year=sheet.year))
    for cell in cells:
        click.echo(f"{cell.on}  {kind_of_day(cell.kind)}  {festival_word(cell.name)}")


def _text(source: str) -> str:
    data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(_("这个文件不是 UTF-8 编码的文本。")) from error


def _lines(seen: NoticePreview) -> list[str]:
    difference = seen.difference
    lines = [_("%(year)d年：放假和调休共%(days)d天", year=seen.notice.year, days=len(seen.notice.days))]
    lines += [f"+ {_day(day)}" for day in difference.added]
    lines += [f"- {_day(day)}" for day in difference.removed]
    lines += [f"~ {_day(before)} → {kind_of_day(after.kind)}" for before, after in difference.changed]
    return [*lines, moved_sentence(seen.moved)]


def _day(day: Named) -> str:
    return f"{day.on}  {kind_of_day(day.kind)}  {festival_word(day.name)}"


def _as_json(seen: NoticePreview) -> dict[str, Any]:
    difference = seen.difference
    return {
        "year": seen.notice.year,
        "added": [day.on.isoformat() for day in difference.added],
        "removed": [day.on.isoformat() for day in difference.removed],
        "changed": [before.on.isoformat() for before, _after in difference.changed],
        "moved": seen.moved,
    }


COMMANDS = [calendar]
