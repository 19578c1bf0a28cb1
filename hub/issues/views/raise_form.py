"""The form of 提出问题 as it stands: what was written, chosen and brought; nothing of it is lost by a refusal."""

from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from flask import current_app, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from ...core import clock
from ...core.db import reading
from ...core.errors import HubError, Invalid
from ...core.i18n import _
from ...files.kinds import ACCEPT
from ...files.shapes import UploadView
from ...web.errors import STATUS, with_retry
from ...web.viewer import current_viewer
from ..offering import Offer, foretold, places
from ..rules import LONGEST
from ..shapes import IssueDraft
from . import limits

FIELDS = ("title", "body", "kind", "severity", "lead", "due_on", "client_id", "from")


@dataclass(slots=True)
class RaiseForm:
    """What stands in the fields, the units that are chosen (public ids, the lead first), and the files that are here."""

    fields: dict[str, str]
    units: list[str] = field(default_factory=list)
    came: list[UploadView] = field(default_factory=list)

    @classmethod
    def fresh(cls, body: str = "", lead: str = "", origin: str | None = None) -> "RaiseForm":
        """The form that nobody has written in."""
        given = {"kind": "hard", "severity": "normal", "client_id": str(uuid4())}
        return cls(dict.fromkeys(FIELDS, "") | given | {"body": body, "lead": lead, "from": origin or ""})

    def draft(self, found: Offer) -> IssueDraft:
        """What is to be raised; Invalid for what no action can read."""
        written = self.fields
        if not written["lead"]:
            raise Invalid(_("请选择牵头单位。"), field="lead")
        due_on = request.form.get("due_on", type=date.fromisoformat)
        if written["due_on"] and due_on is None:
            raise Invalid(_("日期不对，请重新选择。"), field="due_on")
        return IssueDraft(
            channel=found.channel,
            **{name: written[name] for name in ("client_id", "kind", "severity", "title", "body")},
            units=tuple(self.units),
            due_on=due_on,
            origin=(written["from"] if found.origin else "") or None,
            files=tuple(upload.public_id for upload in self.came),
        )


def read_form(found: Offer, came: list[UploadView]) -> RaiseForm:
    """What the request's form says."""
    return RaiseForm({name: request.form.get(name, "") for name in FIELDS}, named_units(request.form, found), came)


def named_units(form: MultiDict[str, str], found: Offer) -> list[str]:
    """The units that are chosen: the lead, then others, then those of groups; each once."""
    of_groups = [unit for group in found.groups if group.public_id in form.getlist("group") for unit in group.units]
    chosen = [form.get("lead", ""), *form.getlist("unit"), *of_groups]
    return [unit for unit in dict.fromkeys(chosen) if unit]


def answer(found: Offer, form: RaiseForm, refusal: HubError | None = None, *, chooses: bool = False) -> Response:
    """The form as it stands, with what is wrong; `chooses` where the channel is chosen in it."""
    page = draw(found, form, refusal, chooses=chooses)
    response = current_app.make_response((page, STATUS[refusal.code] if refusal else 200))
    return with_retry(response, refusal) if refusal else response


def draw(found: Offer, form: RaiseForm, refusal: HubError | None = None, *, chooses: bool = False) -> str:
    """The page of the form."""
    viewer, today = current_viewer(), clock.today()
    chosen = form.units or [found.lead]
    severity = form.fields["severity"] or "normal"
    with reading() as session:
        told = foretold(session, viewer, found.channel, severity, chosen) if found.channel else None
        choices = places(session, viewer) if chooses else []
    return render_template(
        "issues/new.html",
        offer=found,
        chooses=chooses,
        places=choices,
        written=form.fields,
        chosen=chosen,
        preview=told,
        error=refusal.message if refusal else "",
        field=(refusal.field or "") if refusal else "",
        token=getattr(refusal, "token", ""),
        kept=form.came,
        accept=ACCEPT,
        today=today,
        latest=today + LONGEST,
        **limits(),
    )
