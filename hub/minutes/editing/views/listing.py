"""The list of minutes: what is being worked on, and what is out."""

from flask import render_template, request

from ....core.db import reading
from ....core.i18n import _, _p
from ....web.doors import door
from ....web.viewer import current_viewer
from ..queries import lines
from . import minutes

GROUPS = {
    "working": ("draft", "commenting", "reviewing", "signing", "signed"),
    "published": ("published",),
    "voided": ("voided",),
}


@minutes.get("/minutes")
@door("content")
def listing() -> str:
    """Minutes by group, the newest first; what one works on is shown first to whoever has any."""
    asked = request.args.get("group", "")
    before = request.args.get("before", "")
    with reading() as session:
        viewer = current_viewer()
        group = asked if asked in GROUPS else "working"
        found, more = lines(session, viewer, GROUPS[group], before)
        if not found and not asked:
            group = "published"
            found, more = lines(session, viewer, GROUPS[group], before)
    words = {"working": _("办理中"), "published": _("已印发"), "voided": _p("minutes", "作废")}
    return render_template("minutes/list.html", lines=found, more=more, group=group, groups=words, before=before)
