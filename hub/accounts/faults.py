"""A form with faults: every field at fault with its sentence, so that a page can name them all at once."""

from collections.abc import Mapping

from ..core.errors import Invalid


class Faults(Invalid):
    """Raised by actions; `by_field` maps the form's field names to sentences, in the form's order."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        field, message = next(iter(by_field.items()))
        super().__init__(message, field=field)
        self.by_field = dict(by_field)


def raise_any(by_field: Mapping[str, str | None]) -> None:
    """Raise Faults with the fields that have a sentence; return when there is none."""
    found = {field: sentence for field, sentence in by_field.items() if sentence}
    if found:
        raise Faults(found)
