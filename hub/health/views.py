"""运行状况: how the hub runs, for the office and administrators; the office's word about the clock; a banner on its pages."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ..core.db import reading, transaction
from ..core.i18n import _, _n
from ..escalation import guard
from ..web.doors import door
from ..web.viewer import current_viewer, viewer_or_none
from . import actions, queries, rules, words
from . import waiting as _waiting  # noqa: F401 (it registers what waits)
from .shapes import Verdict

health = Blueprint("health", __name__)
CALENDAR = "/calendar"
for _word in (words.part_word, words.verdict_word, words.clock_word, words.trouble_sentence, words.ago):
    health.add_app_template_global(_word)


@health.get("/health")
@door("health.read")
def page() -> str:
    """How the hub runs."""
    return render_template("health/health.html", **_facts())


@health.get("/health/lines")
@door("health.read")
def lines() -> str:
    """The same without its frame, for the page that follows it."""
    return render_template("health/_lines.html", **_facts())


@health.post("/health/clock-confirmation")
@door("office")
def confirm_clock() -> Response:
    """The office says that the clock is right."""
    with transaction() as session:
        is_standing = queries.alarm(session) is not None
        count = guard.confirm(session, current_viewer())
    if is_standing:
        flash(_("已确认时钟无误。") + _n("%(num)d个步骤继续办理。", count), "ok")
    else:
        flash(_("时钟已由同事确认过了。"), "ok")
    return redirect(url_for("health.page"), 303)


@health.post("/health/steps/<int:run>/retry")
@door("health.read")
def retry_step(run: int) -> Response:
    """Try a step that failed again at once."""
    with transaction() as session:
        is_tried = actions.retry_step(session, current_viewer(), run)
    flash(_("已安排重试，几秒后可看到结果。") if is_tried else _("这个步骤已经不在出错，不用重试。"), "ok")
    return redirect(url_for("health.page"), 303)


@health.app_context_processor
def _banner() -> dict[str, Any]:
    return {"clock_alarm": clock_alarm}


def clock_alarm() -> str:
    """What the clock guard saw, for the office while it has not confirmed; "" otherwise."""
    viewer = viewer_or_none()
    if viewer is None or not viewer.is_office:
        return ""
    with reading() as session:
        standing = queries.alarm(session)
    return words.alarm_sentence(standing) if standing else ""


def _facts() -> dict[str, Any]:
    viewer = current_viewer()
    with reading() as session:
        found = queries.facts(session, current_app.config["HUB"].data_dir)
        failing = queries.failing(session, viewer) if found.steps.failing else []
    findings = rules.judge(found)
    unwell = [finding for finding in findings if finding.verdict is not Verdict.WELL]
    return {
        "facts": found,
        "alarm_sentence": words.alarm_sentence(found.alarm) if found.alarm else "",
        "findings": [(finding, words.said(finding)) for finding in findings],
        "verdict": rules.worst(findings),
        "whole": words.whole(rules.worst(findings), len(unwell)),
        "workers": [(worker, rules.is_alive(worker, found.now)) for worker in found.workers],
        "failing": failing,
        "calendar": CALENDAR if any(rule.rule == CALENDAR for rule in current_app.url_map.iter_rules()) else "",
    }
