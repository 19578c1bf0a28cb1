"""How large a body may be that is read at once: only uploads may be long, since they alone are taken piece by piece."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])

MOST_BYTES = 512 * 1024
"""A form without files, or JSON. Werkzeug reads such a form whole and makes a pair of every `&`: 4 MB cost seconds."""


def takes_text(most_bytes: int) -> Callable[[View], View]:
    """Decorator: the view's form, sent in parts, may hold so much text; Flask would refuse more than 500 kB."""

    def mark(view: View) -> View:
        view.most_text_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def install(app: Flask) -> None:
    """Bound each request's body before anybody looks into it; more is 413."""
    app.before_request(_bound)


def _bound() -> None:
    if request.mimetype != "multipart/form-data":
        request.max_content_length = MOST_BYTES
        return
    most = getattr(current_app.view_functions.get(request.endpoint or ""), "most_text_bytes", None)
    if most is not None:
        request.max_form_memory_size = most
