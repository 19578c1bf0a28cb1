"""Pages of issues 问题: the register 台账, each issue, and what is done to it."""

from flask import Blueprint

issues = Blueprint("issues", __name__)

from . import board, bulk, export, register  # noqa: E402, F401 (they hang their doors here)
