"""What programs send about issues."""

from datetime import date

from ..web.api import Asked


class NewIssue(Asked):
    """A problem to be raised. `units` are ids, the lead first; without `due_on` it has the handling time of its severity.

    `client_id` is yours: the same one never raises a second issue. `origin` is the message that it comes from, of the same
    channel; `files` are ids of your finished uploads. kind: key, hard, hot; severity: normal, urgent, critical.
    """

    client_id: str
    kind: str
    severity: str
    title: str
    body: str = ""
    units: list[str]
    due_on: date | None = None
    origin: str | None = None
    files: list[str] = []


class Said(Asked):
    """A report or an answer, said in the channel. `client_id` is yours, as in a post; `files` are your finished uploads."""

    client_id: str
    text: str
    files: list[str] = []


class Reasoned(Asked):
    """Why."""

    reason: str


class Noted(Asked):
    """A note, if there is one."""

    reason: str = ""


class HoldUntil(Asked):
    """Why it is put on hold, and the Shanghai date on which the office looks again."""

    reason: str
    review_on: date


class DueOn(Asked):
    """Another due date (Shanghai, until close of business), and why."""

    reason: str
    due_on: date


class HandOverTo(Asked):
    """The unit that takes it over, and why."""

    unit: str
    reason: str


class AnswerFor(Asked):
    """The units that answer from now on, the lead first, and why."""

    units: list[str]
    reason: str


class NewIssueWords(Asked):
    """What an issue says from now on."""

    title: str
    body: str
    kind: str
