"""Which minutes correct which: what stands on both pages, so that nobody reads the one without knowing of the other."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core.viewer import Viewer
from ..models import Minutes
from ..policy import visible


@dataclass(frozen=True, slots=True)
class Related:
    """Other minutes of the same consultation, for whoever may read them; `number` is "" before they are out."""

    public_id: str
    title: str
    number: str
    state: str

    @property
    def counts(self) -> bool:
        """Whether they are out, and not void."""
        return self.state == "published"


@dataclass(frozen=True, slots=True)
class Relations:
    """`corrects` are those that these refer to; `corrections` those that refer to these, the oldest first."""

    corrects: Related | None
    corrections: tuple[Related, ...]

    @property
    def is_corrected(self) -> bool:
        """Whether a correction is being written or counts."""
        return any(one.state != "voided" for one in self.corrections)


def relations(session: Session, viewer: Viewer, row: Minutes) -> Relations:
    """What the viewer may know of, by minutes that they may read."""
    near = (Minutes.corrects_id == row.id) | (Minutes.id == row.corrects_id)
    found = select(Minutes).where(near, Minutes.state != "discarded", visible(viewer)).order_by(Minutes.id)
    known = [(one.id, Related(one.public_id, one.title, one.number, one.state)) for one in session.scalars(found)]
    return Relations(
        next((one for key, one in known if key == row.corrects_id), None),
        tuple(one for key, one in known if key != row.corrects_id),
    )
