"""What programs ask of follow-ups: which ones, and why an act is done."""

from datetime import date

from pydantic import Field

from ..web.api import Asked, Query
from .listing import RegisterFilter


class Again(Asked):
    """Why it goes on; another due date (Shanghai, until close of business), which what is overdue needs."""

    reason: str
    due_on: date | None = None


class FollowUpQuery(Query):
    """Filters of the register, all of which must hold. `unit` carries it out; `consultation`, `minutes`, `issue`, `channel`: ids.

    `group`: unsettled, overdue, assigned, contested, working, completed, closed, withdrawn, all. `light`: calm, soon, behind,
    overdue. `q`: part of the words, or the number. `first_on`, `last_on`: the consultation that decided it was then or later,
    or earlier (days in Shanghai). `sort`: due, number; with a minus downwards. `after`: the `next` of the page before.
    """

    group: str = "unsettled"
    unit: str = ""
    light: str = ""
    consultation: str = ""
    channel: str = ""
    issue: str = ""
    minutes: str = ""
    is_mine: bool = False
    q: str = Field(default="", max_length=60)
    year: int | None = None
    first_on: date | None = None
    last_on: date | None = None
    sort: str = ""
    after: str = Field(default="", max_length=80)
    limit: int = Field(default=50, ge=1, le=100)


def filter_of(query: FollowUpQuery) -> RegisterFilter:
    """The filter as the register takes it."""
    values = query.model_dump(exclude={"after", "limit", "q", "sort"})
    sort = query.sort.removeprefix("-")
    return RegisterFilter(**values, text=query.q, sort=sort, is_descending=query.sort.startswith("-"))
