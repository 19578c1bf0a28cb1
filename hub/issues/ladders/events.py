"""What happened to handling times, for those who keep records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandlingTimeChanged:
    """Issues of this severity that are raised from now on have another 办理时限; `before` and `after` are `10 days`, say."""

    severity: str
    before: str
    after: str
