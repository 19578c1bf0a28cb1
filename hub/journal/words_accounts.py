"""How the trail speaks of people, units and what they sign in with."""

from ..core.i18n import _


def account_actions() -> dict[str, str]:
    """What was done to people, units and what they sign in with."""
    return {
        "session.begin": _("登录"),
        "session.end": _("退出登录"),
        "password.change": _("更改密码"),
        "password.reset": _("重置密码"),
        "token.make": _("创建令牌"),
        "token.revoke": _("作废令牌"),
        "person.add": _("新增人员"),
        "person.roles": _("更改角色"),
        "person.move": _("调岗"),
        "person.handover": _("移交"),
        "person.deactivate": _("停用账号"),
        "person.reactivate": _("恢复账号"),
        "deputy.name": _("委托代理"),
        "deputy.end": _("结束代理"),
        "unit.add": _("新增单位"),
        "unit.change": _("更改单位"),
        "group.change": _("更改集合"),
    }
