"""The OpenAPI 3.1 document of the API, made from its routes, and Swagger UI served from our own files."""

import re
from typing import Any

from flask import Blueprint, Response, jsonify, render_template
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from .. import __version__
from .api import PREFIX, ROUTES, Route
from .doors import door

openapi = Blueprint("openapi", __name__)

_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
_REFUSALS = {
    "401": "nobody is signed in",
    "403": "denied",
    "404": "not found, or not visible to you",
    "409": "conflict",
    "413": "too large",
    "422": "invalid",
    "429": "rate limited; see Retry-After",
    "503": "unavailable for now; see Retry-After",
}


class ErrorBody(BaseModel):
    """Why a request was refused."""

    code: str
    message: str


class Refusal(BaseModel):
    """The body of every refusal."""

    error: ErrorBody


@openapi.get(f"{PREFIX}/openapi.json")
@door("public")
def document() -> Response:
    """The OpenAPI 3.1 document."""
    return jsonify(describe())


@openapi.get("/api/docs")
@door("signed_in")
def swagger() -> str:
    """Swagger UI over the document."""
    return render_template("api/docs.html")


def describe() -> dict[str, Any]:
    """The document as plain data."""
    used: set[type[BaseModel]] = {Refusal}
    for route in ROUTES:
        used |= {model for model in (route.answer, route.body) if model is not None}
    modes: list[Any] = [(model, "serialization") for model in sorted(used, key=lambda model: model.__name__)]
    _, definitions = models_json_schema(modes, ref_template="#/components/schemas/{model}")
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(PREFIX + _PARAMETER.sub(r"{\2}", route.path), {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Consultation hub", "version": __version__},
        "servers": [{"url": "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": definitions.get("$defs", {}),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": _path_parameters(route) + _query_parameters(route) + _header_parameters(route),
        "responses": {str(status): _response(route) for status in route.statuses},
    }
    for status, text in _REFUSALS.items():
        operation["responses"][status] = {"description": text, **_json(Refusal)}
    if route.body is not None:
        operation["requestBody"] = {"required": True, **_json(route.body)}
    if route.takes_bytes:
        operation["requestBody"] = {"required": True, "content": {"application/octet-stream": {}}}
    return operation


def _response(route: Route) -> dict[str, Any]:
    return {"description": route.summary, **(_json(route.answer) if route.answer else {})}


def _json(model: type[BaseModel]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}}


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    kinds = {"int": {"type": "integer", "minimum": 0}}
    return [
        {"name": name, "in": "path", "required": True, "schema": kinds.get(kind, {"type": "string"})}
        for kind, name in _PARAMETER.findall(route.path)
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    schema = route.query.model_json_schema()
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": part}
        for name, part in schema.get("properties", {}).items()
    ]


def _header_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "header", "required": True, "schema": {"type": "integer", "minimum": 0}}
        for name in route.headers
    ]
