"""Items that a document gives twice, in its text and again in a table at its end, made one."""

from collections.abc import Sequence
from dataclasses import replace

from .similarity import likeness
from .units.parties import together
from .words.names import folded
from .written import WrittenItem

_ALIKE = 0.5


def merged(items: Sequence[WrittenItem], rows: Sequence[WrittenItem]) -> list[WrittenItem]:
    """The items of the text with what the rows of tables add to them, and the rows that are items of their own."""
    found = list(items)
    by_title = {folded(item.title): place for place, item in reversed(list(enumerate(items)))}
    by_number = {item.printed: place for place, item in reversed(list(enumerate(items)))}
    for row in rows:
        place = by_title.get(folded(row.title), by_number.get(row.printed) if row.printed else None)
        if place is not None and likeness(found[place].title, row.title) >= _ALIKE:
            named = together([found[place].named, row.named])
            found[place] = replace(found[place], named=named)
        else:
            found.append(row)
    return sorted(found, key=lambda item: item.place)


def with_bodies(rows: Sequence[WrittenItem], texts: Sequence[WrittenItem]) -> list[WrittenItem]:
    """Rows that have a title only, with the body that the text of the document gives under the same title."""
    bodies = {folded(text.title): text for text in reversed(texts) if text.body}
    return [
        replace(row, body=bodies[folded(row.title)].body, section=row.section or bodies[folded(row.title)].section)
        if not row.body and folded(row.title) in bodies
        else row
        for row in rows
    ]
