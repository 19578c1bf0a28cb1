"""What happened around appraisals."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AppraisalTaken:
    """Somebody took a period's figures with them, as `xlsx` or `docx`."""

    person_id: int
    form: str
    first_on: date
    last_on: date
