"""Exports as programs ask for them and get them."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ...web.api import Answer, Asked
from ..shapes.exporting import ExportForm, ExportView


class NewExport(Asked):
    """What is wanted: the messages of two Shanghai dates, both included, as Markdown, Word or both in a ZIP; and why."""

    format: Literal["md", "docx", "zip"]
    first_on: date
    last_on: date
    reason: str = Field(min_length=1, max_length=1_000)


class ExportAnswer(Answer):
    """An export of yours. `done` of `total` messages are written; `file` is where to take it once `state` is `done`."""

    id: str
    channel: str
    format: str
    first_on: date
    last_on: date
    state: str
    done: int
    total: int
    size_bytes: int
    asked_at: datetime
    expires_at: datetime | None
    file: str | None


def export_form(body: NewExport) -> ExportForm:
    """What the program asks for, as the action takes it."""
    return ExportForm(body.format, body.first_on, body.last_on, body.reason)


def export_answer(view: ExportView) -> ExportAnswer:
    """An export as its asker's program gets it."""
    names = set(ExportAnswer.model_fields) - {"id", "file"}
    file = f"/exports/{view.public_id}/file" if view.state == "done" else None
    return ExportAnswer(id=view.public_id, file=file, **{name: getattr(view, name) for name in names})
