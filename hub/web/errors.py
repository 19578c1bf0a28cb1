"""Refusals as answers: a page that says what to do next, or the API's `{"error": {"code", "message"}}`."""

import logging
from typing import Any

from flask import Flask, g, jsonify, render_template, request
from sqlalchemy.exc import DataError, SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from ..core.db import OUT_OF_REACH
from ..core.errors import HubError, Invalid, RateLimited
from ..core.i18n import _
from .unstorable import unstorable

log = logging.getLogger(__name__)

STATUS = {
    "invalid": 422,
    "denied": 403,
    "not_found": 404,
    "conflict": 409,
    "too_large": 413,
    "rate_limited": 429,
    "unavailable": 503,
}
TRY_AGAIN_SECONDS = 5
"""When to come back after the database was out of reach."""
_CODES = {400: "invalid", 401: "denied", 403: "denied", 404: "not_found", 405: "invalid", 409: "conflict", 413: "too_large",
          415: "invalid", 422: "invalid", 429: "rate_limited", 503: "unavailable"}  # fmt: skip


def install(app: Flask) -> None:
    """Answer HubError, HTTP errors and bugs (which Flask has logged by then) in the form that the door speaks."""
    app.register_error_handler(HubError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DataError, _unstorable)
    for kind in OUT_OF_REACH:
        app.register_error_handler(kind, _out_of_reach)


def speaks_json() -> bool:
    """Whether this request wants JSON: the API, or a script of the hub's own pages that says so."""
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def _refused(error: HubError) -> Response:
    status = getattr(error, "status", STATUS[error.code])
    return with_retry(_answer(status, error.code, error.message), error)


def with_retry(response: Response, error: HubError) -> Response:
    """The answer to a refusal, with Retry-After where the refusal says when to try again."""
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_in_seconds)
    return response


def _unstorable(_error: DataError) -> Response:
    return _refused(Invalid(unstorable()))


def _out_of_reach(error: SQLAlchemyError) -> Response:
    log.error("the database did not answer in %s: %s", request.endpoint, getattr(error, "orig", None) or error)
    response = _answer(503, "unavailable", _sentence(503))
    response.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
    return response


def _http(error: HTTPException) -> Response:
    if isinstance(error.response, Response):
        return error.response
    status = error.code or 500
    response = _answer(status, _CODES.get(status, "unavailable"), _sentence(status))
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _sentence(status: int) -> str:
    if status == 404:
        return _("没有找到，或者您无权查看。")
    if status == 413:
        return _("提交的内容太大，请缩小后重试。")
    if status >= 500:
        return _("系统出错，没有完成。请稍后重试；反复出现请联系系统管理员。")
    return _("请求的格式不对，请返回检查后重试。")


def _answer(status: int, code: str, message: str) -> Response:
    body: Any
    body = jsonify({"error": {"code": code, "message": message}}) if speaks_json() else _page(status, message)
    body.status_code = status
    g.refused = code
    answer: Response = body
    return answer


def _page(status: int, message: str) -> Response:
    """The page of a refusal; the sentence alone where even that page cannot be drawn, or one error would bring the next."""
    try:
        return Response(render_template("errors/error.html", status=status, message=message), mimetype="text/html")
    except Exception:
        log.exception("the error page itself failed")
        return Response(message, mimetype="text/plain")
