"""Doors of answers: a unit says whether it comes, whoever conducts the meeting reminds the missing."""

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, g

from ....core.db import reading
from ....web.viewer import current_viewer
from .. import rules
from ..queries import answers
from ..shapes import Answers

answering = Blueprint("answering", __name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a form that was refused: which answer's (or `remind`), its fields, and what is wrong with which."""

    act: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    error: str = ""
    field: str = ""


@answering.app_template_global()
def answers_to(consultation: str) -> Answers:
    """What the units have answered to a consultation (public id)."""
    with reading() as session:
        return answers(session, current_viewer(), consultation)


@answering.app_template_global()
def written_answer() -> Written:
    """The form that was refused in this request, an empty one else."""
    found: Written = g.get("written_answer", Written())
    return found


@answering.app_template_global()
def answer_limits() -> dict[str, Any]:
    """How long what a unit writes may be."""
    return {"reason": rules.REASON_LIMIT, "name": rules.NAME_LIMIT, "post": rules.POST_LIMIT}


from . import acts  # noqa: E402, F401 (they hang their doors here)
