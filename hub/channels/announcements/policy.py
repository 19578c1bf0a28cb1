"""Who may announce."""

from typing import Any

from sqlalchemy.orm import Session

from ...core.i18n import _
from ...core.policy import rule
from ...core.viewer import Viewer
from ..policy import may_post


def only_the_office() -> str:
    """Why others cannot."""
    return _("公告由区未保办发布。您可以作为普通消息发送。")


@rule("announcement.post", see="channel.read", refusal=only_the_office)
def may_announce(session: Session, viewer: Viewer, thing: Any) -> bool:
    """The office alone, while the channel is open; that it is 全体 is a matter of the words, not of rights."""
    return viewer.is_office and may_post(session, viewer, thing)
