"""The office's wording as it stands."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core.errors import NotFound
from ...core.i18n import _
from .example import example
from .models import MinutesWording
from .rules import UNSHORTENED, UNSHORTENED_BY_DEFAULT, WORDINGS, Wording, clean_wording
from .shapes import Drafted


@dataclass(frozen=True, slots=True)
class WordingView:
    """A sentence with its key; `text` is what drafts say now."""

    key: str
    text: str
    known: Wording

    @property
    def names(self) -> str:
        """The variables that it may name."""
        return "、".join(self.known.knows)

    @property
    def is_changed(self) -> bool:
        """Whether it is the office's own."""
        return self.text != self.known.text


def texts(session: Session) -> dict[str, str]:
    """The sentences that the office has changed, by key."""
    return {
        key: text for key, text in session.execute(select(MinutesWording.key, MinutesWording.text)) if key in WORDINGS
    }


def wordings(session: Session) -> list[WordingView]:
    """All sentences in the order of a draft."""
    changed = texts(session)
    return [WordingView(key, changed.get(key, known.text), known) for key, known in WORDINGS.items()]


def shown(session: Session, key: str = "", text: str = "") -> list[tuple[Drafted, bool]]:
    """What the example reads like, with the sentence `key` as `text` where one is tried; True where that makes a difference.

    Nothing is kept. Raises NotFound, Invalid (field `text`).
    """
    now = texts(session)
    before = example(now)
    if not key:
        return [(one, False) for one in before]
    if key not in WORDINGS:
        raise NotFound(_("没有找到，或者您无权查看。"))
    after = example(now | {key: clean_wording(key, text)})
    return [(one, one.text != other.text) for one, other in zip(after, before, strict=True)]


def unshortened(session: Session) -> int:
    """How many statements to an item stand as they were made; of more the summarizer picks. 0: it is not used."""
    row = session.get(MinutesWording, UNSHORTENED)
    return UNSHORTENED_BY_DEFAULT if row is None else int(row.text)
