"""What is signed and published, as one value: the title, every passage with its number, what decisions are made of."""

from typing import Any

from sqlalchemy.orm import Session

from .models import Minutes
from .numbering import labels
from .queries import passages


def content_of(session: Session, row: Minutes) -> dict[str, Any]:
    """The minutes as they stand now. Whatever is in it is what a signature is for."""
    standing = passages(session, row.id)
    return {
        "title": row.title,
        "consultation": row.consultation.public_id,
        "passages": [
            {"key": one.key, "part": one.part, "label": label, "text": one.text, "data": one.data}
            for one, label in zip(standing, labels(standing), strict=True)
        ],
    }
