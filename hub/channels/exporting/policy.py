"""Who may take a channel's words away as a file: the office and leaders, from channels that they read, and only their own files."""

from sqlalchemy.orm import Session

from ...core.i18n import _
from ...core.policy import can, rule
from ...core.viewer import Role, Viewer
from ..policy import Thing, standing
from .models import Export


def _only_these() -> str:
    return _("导出由区未保办工作人员和分管领导办理。确有需要，请联系本单位分管领导。")


@rule("channel.export", see="channel.read", refusal=_only_these)
def may_export(_session: Session, viewer: Viewer, _thing: Thing) -> bool:
    """The office, and leaders who answer for a unit; archived channels too."""
    return viewer.has(Role.OFFICE, Role.LEADER)


@rule("export.read")
def may_take(session: Session, viewer: Viewer, export: Export | None) -> bool:
    """Whoever asked for it, as long as they might ask for it again."""
    if export is None or export.person_id != viewer.person_id:
        return False
    return can(session, viewer, "channel.export", standing(session, viewer, export.channel_id))
