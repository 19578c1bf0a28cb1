"""A test notice to a robot or hook: the same sender, at once, and what came of it in words."""

from ..core import clock
from ..core.i18n import _
from . import ways
from .senders import NotSaid, Sender
from .shapes import Notice
from .words import reason_sentence


def try_out(sender: Sender, by: str) -> str | None:
    """Send a notice that says that it is one; None when it was taken, else a sentence. Call outside of any transaction."""
    notice = Notice(
        key=f"test:{by}:{clock.now().timestamp()}",
        title=_("会商：测试通知"),
        text=_("这是一条测试通知，收到即表示会商系统能发到这里，不必处理。"),
        url=ways.ours().public_url + "/",
        settings_url=ways.ours().public_url + "/notices/targets",
        tag="test",
        at=clock.now(),
    )
    try:
        sender.send(notice)
    except NotSaid as error:
        detail = _("对方的答复：%(detail)s", detail=error.detail) if error.detail else ""
        return " ".join(filter(None, (reason_sentence(error.reason), detail)))
    return None
