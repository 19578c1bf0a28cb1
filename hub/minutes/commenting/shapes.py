"""What comment rounds show."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """What a unit wants to say: of the passage (public id; "" for the whole) in its text `number`."""

    text: str
    passage: str = ""
    number: int = 0
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment; `passage` is "" for the whole document. `is_old` where the passage has been rewritten since."""

    public_id: str
    unit: str
    name: str
    passage: str
    text: str
    proposal: str
    made_at: datetime
    verdict: str
    reply: str
    is_mine: bool
    is_old: bool


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit that is asked, and what it has said."""

    unit: str
    name: str
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoundView:
    """The latest round as the viewer may know it: a unit knows of its own answer and comments, editors of all.

    `is_asked` says whether the viewer may answer for a unit that the running round asks; `may_decide` whether they answer
    comments now. `comments` are those that stand, by passage in the document's order where one shows them there.
    """

    number: int
    silence: str
    opened_at: datetime
    due_at: datetime
    is_late: bool
    is_running: bool
    end_reason: str
    units: tuple[AskedUnit, ...]
    comments: tuple[CommentView, ...]
    is_asked: bool
    may_decide: bool
    my_answer: str

    @property
    def answered(self) -> int:
        """How many units have said something."""
        return sum(bool(one.answer) for one in self.units)

    @property
    def missing(self) -> tuple[AskedUnit, ...]:
        """The units that have said nothing."""
        return tuple(one for one in self.units if not one.answer)

    @property
    def undecided(self) -> int:
        """How many comments have no answer."""
        return sum(not one.verdict for one in self.comments)

    def on(self, passage: str) -> tuple[CommentView, ...]:
        """The comments on a passage (public id)."""
        return tuple(one for one in self.comments if one.passage == passage)
