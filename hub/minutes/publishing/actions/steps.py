"""The way through the office: to review, to signature, and back with a reason."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict
from ....core.i18n import _
from ....core.viewer import Viewer
from ...countersigning.queries import countersigning
from ...models import Minutes
from ...queries import passages
from ...rules import REASON_LIMIT, Act, clean_line
from ...standing import check, locked, tell
from ..models import Signature


def send_to_review(session: Session, viewer: Viewer, minutes: str) -> Minutes:
    """送审核. Raises NotFound, Denied; Conflict while what a summarizer picked is not accepted."""
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.SEND_TO_REVIEW, row)
    left = sum(one.is_extract for one in passages(session, row.id))
    if left:
        raise Conflict(_("还有%(num)d段摘录没有采用或修改，请先核对。", num=left))
    row.state = "reviewing"
    tell(session, row, Act.SEND_TO_REVIEW, viewer)
    return row


def send_to_sign(session: Session, viewer: Viewer, minutes: str) -> Minutes:
    """送签发. Raises NotFound, Denied; Conflict while a unit that was asked has not countersigned the text as it stands."""
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.SEND_TO_SIGN, row)
    missing = "、".join(one.name for one in countersigning(session, viewer, row).missing)
    if missing:
        raise Conflict(_("%(units)s还没有会签同意，请等会签完成，或取消会签。", units=missing))
    row.state = "signing"
    tell(session, row, Act.SEND_TO_SIGN, viewer)
    return row


def send_back(session: Session, viewer: Viewer, minutes: str, reason: str) -> Minutes:
    """退回: from review to the draft, from signature to review, what was signed too; whoever may sign or leads says why.

    Raises NotFound, Denied, Conflict, Invalid (field `reason`).
    """
    row = locked(session, viewer, minutes, "minutes.send_back")
    check(Act.SEND_BACK, row)
    words = clean_line(reason, "reason", REASON_LIMIT)
    before = row.state
    row.state, row.locked_at = ("draft" if before == "reviewing" else "reviewing"), None
    theirs = update(Signature).where(Signature.minutes_id == row.id, Signature.withdrawn_at.is_(None))
    session.execute(theirs.values(withdrawn_at=clock.now()).execution_options(synchronize_session=False))
    tell(session, row, Act.SEND_BACK, viewer, text=words, detail={"from": before})
    return row
