"""Forms and pages of pins, marks, what is saved and what is forwarded."""

from flask import Blueprint

marking = Blueprint("marking", __name__)

from . import acts, forwarding, lists  # noqa: E402, F401 (they hang their doors here)
