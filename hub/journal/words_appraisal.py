"""How the trail speaks of appraisals."""

from ..core.i18n import _


def appraisal_actions() -> dict[str, str]:
    """What was done with figures."""
    return {
        "appraisal.take": _("导出履职情况"),
        "bulletin.publish": _("公布统计公报"),
        "bulletin.withdraw": _("撤下统计公报"),
    }
