"""Decisions as they are captured, read back, fixed and dropped."""

from datetime import date
from typing import Protocol

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....core.errors import Invalid
from ....core.i18n import _
from ....core.viewer import Viewer
from ....web.doors import door
from .. import actions
from ..models import Decision
from ..shapes import DecisionDraft
from . import live
from .doing import do_it, typed_again
from .drawing import Written


class Move(Protocol):
    """An act on a decision that needs nothing more."""

    def __call__(self, session: Session, viewer: Viewer, consultation: str, decision: str) -> Decision: ...


@live.post("/consultations/<consultation_id>/items/<agenda_item_id>/decisions")
@door("consultation.conduct")
def write(consultation_id: str, agenda_item_id: str) -> Response:
    """A new draft."""
    form = request.form
    typed = Written(form.get("text", ""), form.get("lead", ""), tuple(form.getlist("supporting")), _due(), _sources())
    return do_it(
        consultation_id,
        lambda session, viewer: actions.write(session, viewer, consultation_id, agenda_item_id, _draft()),
        typed_again(consultation_id, typed),
    )


@live.post("/consultations/<consultation_id>/decisions/<decision_id>/words")
@door("consultation.conduct")
def edit(consultation_id: str, decision_id: str) -> Response:
    """Other words, units or another date."""
    return do_it(
        consultation_id,
        lambda session, viewer: actions.edit(session, viewer, consultation_id, decision_id, _draft()),
    )


@live.post("/consultations/<consultation_id>/decisions/<decision_id>/reading")
@door("consultation.conduct")
def read_back(consultation_id: str, decision_id: str) -> Response:
    """宣读."""
    return _move(consultation_id, decision_id, actions.read_back)


@live.post("/consultations/<consultation_id>/decisions/<decision_id>/fixing")
@door("consultation.conduct")
def fix(consultation_id: str, decision_id: str) -> Response:
    """议定."""
    return _move(consultation_id, decision_id, actions.fix)


@live.post("/consultations/<consultation_id>/decisions/<decision_id>/drop")
@door("consultation.conduct")
def drop(consultation_id: str, decision_id: str) -> Response:
    """撤销."""
    return _move(consultation_id, decision_id, actions.drop)


@live.post("/consultations/<consultation_id>/decisions/<decision_id>/restoration")
@door("consultation.conduct")
def restore(consultation_id: str, decision_id: str) -> Response:
    """恢复为草稿."""
    return _move(consultation_id, decision_id, actions.restore)


def _move(consultation_id: str, decision_id: str, act: Move) -> Response:
    return do_it(consultation_id, lambda session, viewer: act(session, viewer, consultation_id, decision_id))


def _draft() -> DecisionDraft:
    form = request.form
    if form.get("due_on") and _due() is None:
        raise Invalid(_("日期不对，请重新选择。"), field="due_on")
    return DecisionDraft(
        text=form.get("text", ""),
        lead=form.get("lead", ""),
        supporting=tuple(form.getlist("supporting")),
        due_on=_due(),
        sources=_sources(),
        client_id=form.get("client_id", ""),
    )


def _due() -> date | None:
    return request.form.get("due_on", type=date.fromisoformat)


def _sources() -> tuple[str, ...]:
    return tuple(request.form.getlist("source"))
