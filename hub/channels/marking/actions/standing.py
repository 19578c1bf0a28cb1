"""Whether a message still stands."""

from ....core.errors import Conflict
from ....core.i18n import _
from ...models import Message


def check_there(row: Message) -> None:
    """Conflict for a message that has been retracted."""
    if row.retracted_at is not None:
        raise Conflict(_("这条消息已撤回，不能再处理。"))
