"""Pages of bulletins: those that everybody reads without signing in, and those on which the office publishes."""

import json

from flask import Blueprint

from ....core import clock
from ...rules import Period
from ..models import Bulletin
from ..rules import Table, end_words, read, table_words
from ..words import full_day, full_days, line_word

bulletins = Blueprint("bulletins", __name__)
bulletins.add_app_template_global(table_words, "bulletin_tables")
bulletins.add_app_template_global(end_words, "bulletin_ends")
bulletins.add_app_template_global(line_word, "bulletin_line")
bulletins.add_app_template_global(full_days, "bulletin_period")


@bulletins.app_template_global()
def bulletin_days(row: Bulletin) -> str:
    """The days that it is about."""
    return full_days(Period(row.first_on, row.last_on))


@bulletins.app_template_global()
def bulletin_day(row: Bulletin) -> str:
    """When it was published."""
    return full_day(clock.local(row.published_at).date())


def tables_of(row: Bulletin) -> tuple[Table, ...]:
    """What it tells."""
    return read(json.loads(row.tables))


from . import files, publishing, reading  # noqa: E402, F401 (they hang their doors here)
