"""The HTTP API's plumbing: strict models in, models out, one table of routes that is also the OpenAPI document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Response, request
from pydantic import BaseModel, ConfigDict, ValidationError

from ..core.errors import Invalid
from ..core.i18n import _
from .doors import door
from .viewer import current_viewer

PREFIX = "/api/v1"
MOST_BYTES = 128 * 1024
"""Of a JSON body: the longest message with every character escaped; files go elsewhere."""
Handler = TypeVar("Handler", bound=Callable[..., Any])


class Asked(BaseModel):
    """What a program sends as JSON: exact types, nothing unknown."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Query(BaseModel):
    """What a program sends in the query string; numbers and dates are read from their text."""

    model_config = ConfigDict(extra="forbid")


class Answer(BaseModel):
    """What a program gets."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of the API, as the OpenAPI document tells it."""

    method: str
    path: str
    name: str
    summary: str
    rule: str
    answer: type[BaseModel] | None
    body: type[Asked] | None
    query: type[Query] | None
    statuses: tuple[int, ...]
    takes_bytes: bool
    headers: tuple[str, ...]


ROUTES: list[Route] = []


def api_route(  # noqa: PLR0913 (each names one thing about the route)
    blueprint: Blueprint,
    method: str,
    path: str,
    *,
    rule: str,
    answer: type[BaseModel] | None = None,
    body: type[Asked] | None = None,
    query: type[Query] | None = None,
    statuses: tuple[int, ...] = (200,),
    takes_bytes: bool = False,
    headers: tuple[str, ...] = (),
) -> Callable[[Handler], Handler]:
    """Decorator: serve `handler(viewer, **path parameters, body=…, query=…)` at `PREFIX + path` under policy `rule`.

    The handler returns a model, `(model, status)`, or None (204); it opens its own `reading()` or `transaction()`.
    `body` and `query` are passed only where their models are given. The docstring's first line is the summary. A door that
    `takes_bytes`, and one that needs `headers` (each a whole number), reads them itself.
    """

    def register(handler: Handler) -> Handler:
        summary = (handler.__doc__ or handler.__name__).strip().splitlines()[0]
        ROUTES.append(
            Route(method, path, handler.__name__, summary, rule, answer, body, query, statuses, takes_bytes, headers)
        )

        @door(rule)
        def view(**parameters: Any) -> Response:
            if body is not None:
                parameters["body"] = read_body(body)
            if query is not None:
                parameters["query"] = _read_query(query)
            return _respond(handler(current_viewer(), **parameters))

        blueprint.add_url_rule(PREFIX + path, handler.__name__, view, methods=[method])
        return handler

    return register


def read_body(model: type[Asked]) -> Asked:
    """The request's JSON as `model`; Invalid names the first field that is wrong, 413 for more than MOST_BYTES."""
    request.max_content_length = MOST_BYTES
    try:
        return model.model_validate_json(request.get_data(cache=False) or b"null")
    except ValidationError as error:
        raise _invalid(error) from error


def _read_query(model: type[Query]) -> Query:
    try:
        return model.model_validate(request.args.to_dict())
    except ValidationError as error:
        raise _invalid(error) from error


def _invalid(error: ValidationError) -> Invalid:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return Invalid(_("“%(field)s”不对：%(reason)s", field=field or "JSON", reason=first["msg"]), field=field or None)


def _respond(result: Any) -> Response:
    if result is None:
        return Response(status=204)
    model, status = result if isinstance(result, tuple) else (result, 200)
    return Response(model.model_dump_json(), status=status, mimetype="application/json")
