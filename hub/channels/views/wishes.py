"""What the composer's form asks for besides words, and back into the form when it is refused or must be confirmed."""

from werkzeug.datastructures import MultiDict

from ..shapes import AckWish

NAMES = ("ack", "ack_unit", "ack_hours", "announcement")


def written_wishes(form: MultiDict[str, str]) -> dict[str, str]:
    """The fields as they were sent, several units in one with spaces between."""
    return {name: " ".join(form.getlist(name)) for name in NAMES if form.get(name)}


def acknowledgement_of(form: MultiDict[str, str]) -> AckWish | None:
    """The wish for acknowledgement, None unless its box is ticked; what cannot be is refused when it is posted."""
    if not form.get("ack"):
        return None
    hours = form.get("ack_hours", type=int)
    return AckWish(tuple(" ".join(form.getlist("ack_unit")).split()), hours)
