"""The API's doors to issues."""

from flask import Blueprint

from ..channels.api import refuse_outsiders

issues_api = Blueprint("issues_api", __name__)
issues_api.before_request(refuse_outsiders)

from . import register_api  # noqa: E402, F401 (they hang their doors here)
