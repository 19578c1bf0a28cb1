"""Items without any number, told by the units that each names at its end."""

from ..units.mentions import begins_with_label, without
from .body import Body

_SHORTEST_TEXT = 4
_LONGEST_TITLE = 40
_LONGEST_ITEM = 4


def unnumbered(body: Body, places: range) -> list[range]:
    """The stretches of paragraphs, within `places`, that make an item each: its title and text up to its units."""
    found: list[range] = []
    for place in places:
        free = found[-1].stop if found else places.start
        if found and free == place and body.mentions[place] and _is_units_alone(body, place):
            found[-1] = range(found[-1].start, place + 1)
        elif not body.live[place] or not body.names_units(place):
            continue
        elif not _is_units_alone(body, place):
            found.append(range(place - 1 if _is_title(body, place - 1, free) else place, place + 1))
        elif free < place:
            found.append(range(_beginning(body, place, free), place + 1))
    return found


def _is_units_alone(body: Body, place: int) -> bool:
    """Whether a paragraph names units, or a due date, and says nothing else."""
    text = body.paragraphs[place].text
    return begins_with_label(text) or len(without(text, body.mentions[place]).strip("。； ")) < _SHORTEST_TEXT


def _is_title(body: Body, place: int, free: int) -> bool:
    text = body.paragraphs[place].text if place >= free and body.live[place] else ""
    return 0 < len(text) <= _LONGEST_TITLE and not set("。，；：") & set(text)


def _beginning(body: Body, place: int, free: int) -> int:
    """Where the item begins whose units stand at `place`: at the nearest title above, else right before them."""
    above = range(place - 1, max(free, place - _LONGEST_ITEM) - 1, -1)
    return next((other for other in above if _is_title(body, other, free)), place - 1)
