"""The office's wording as it stands."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import MinutesWording
from .rules import UNSHORTENED, UNSHORTENED_BY_DEFAULT, WORDINGS, Wording


@dataclass(frozen=True, slots=True)
class WordingView:
    """A sentence with its key; `text` is what drafts say now."""

    key: str
    text: str
    known: Wording

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


def unshortened(session: Session) -> int:
    """How many statements to an item stand as they were made; of more the summarizer picks. 0: it is not used."""
    row = session.get(MinutesWording, UNSHORTENED)
    return UNSHORTENED_BY_DEFAULT if row is None else int(row.text)
