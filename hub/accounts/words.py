"""Words for roles, kinds of units and refusals, in the language of the moment."""

from collections.abc import Iterable

from ..core.i18n import _, _n
from ..core.viewer import Role
from .rules.passwords import MAX_LENGTH, MIN_LENGTH, PasswordFault
from .rules.rights import RightsFault
from .rules.uploads import MAX_BYTES, MAX_ROWS


def role_word(role: Role) -> str:
    """What the role is called on screens."""
    return {
        Role.OFFICE: _("未保办工作人员"),
        Role.LIAISON: _("联络员"),
        Role.LEADER: _("分管领导"),
        Role.COMMITTEE: _("未保委领导"),
        Role.OBSERVER: _("列席人员"),
        Role.ADMIN: _("系统管理员"),
        Role.AUDITOR: _("审计员"),
    }[role]


def role_hint(role: Role) -> str:
    """What the role opens, in half a sentence."""
    return {
        Role.OFFICE: _("导入要点，管理单位和人员"),
        Role.LIAISON: _("在本单位事项的频道中发言"),
        Role.LEADER: _("分管本单位事项，查看本单位频道"),
        Role.COMMITTEE: _("查看全部频道"),
        Role.OBSERVER: _("只参加受邀的频道"),
        Role.ADMIN: _("管理账号和系统，不能查看内容"),
        Role.AUDITOR: _("查看审计记录：谁在何时办了什么；不能查看任何内容"),
    }[role]


def roles_words(roles: Iterable[Role]) -> str:
    """The roles in official order, joined as a list."""
    held = frozenset(roles)
    return _("、").join(role_word(role) for role in Role if role in held)


def kind_word(kind: str) -> str:
    """What a kind of unit is called."""
    return {"member": _("成员单位"), "street": _("街镇"), "office": _("未保办")}[kind]


def password_sentence(fault: PasswordFault) -> str:
    """Why a new password is refused, and what would do."""
    return {
        PasswordFault.SHORT: _("密码至少%(length)d位。", length=MIN_LENGTH),
        PasswordFault.LONG: _("密码最多%(length)d位。", length=MAX_LENGTH),
        PasswordFault.OWN: _("密码不能包含账号（或其中一部分）或姓名。"),
        PasswordFault.COMMON: _("这个密码太常见，容易被猜中。请换一个，例如由几个不相关的词组成。"),
    }[fault]


def rights_sentence(fault: RightsFault) -> str:
    """Why a change of roles is refused."""
    return {
        RightsFault.NONE_LEFT: _("至少选择一个角色；不再使用的账号请停用。"),
        RightsFault.ADMIN_ONLY: _("系统管理员这一角色只能由系统管理员授予或取消。"),
        RightsFault.SELF: _("不能给自己增加角色，请由另一位管理人员办理。"),
    }[fault]


def column_word(column: str) -> str:
    """What a column of a list of people is called."""
    return {"name": _("姓名"), "unit": _("单位"), "login": _("账号"), "post": _("职务"), "roles": _("角色")}[column]


def unreadable_sentence(code: str) -> str:
    """Why an uploaded file cannot be read, and what would do."""
    return {
        "empty": _("请选择一个有内容的文件。"),
        "large": _("文件太大，最多%(size)d MB。", size=MAX_BYTES // 2**20),
        "old_excel": _("这是旧版 Excel 文件（.xls），请另存为 .xlsx 后再上传。"),
        "broken": _("文件已损坏，或者不是 XLSX、CSV 表格。"),
        "bomb": _("文件展开后过大或含有不允许的内容，已拒绝。"),
        "encoding": _("无法识别文件的文字编码，请另存为 UTF-8 编码的 CSV 或 .xlsx。"),
        "rows": _("表格太长，一次最多%(count)d行。", count=MAX_ROWS),
    }[code]


def fault_sentence(code: str, about: str) -> str:
    """What is wrong with a row of a list of people."""
    return {
        "example": _("这是示例行，请删去"),
        "name_missing": _("缺姓名"),
        "unit_missing": _("缺单位"),
        "login_missing": _("缺账号"),
        "name_long": _("姓名最多%(length)s个字", length=about),
        "post_long": _("职务最多%(length)s个字", length=about),
        "login_form": _("账号“%(login)s”只能用小写字母、数字、连字符、下划线和点", login=about),
        "login_taken": _("账号“%(login)s”已有人使用", login=about),
        "login_twice": _("账号与第%(line)s行重复", line=about),
        "unit_unknown": _("没有在用的单位叫“%(name)s”", name=about),
        "role_unknown": _("没有角色叫“%(name)s”", name=about),
        "admin_only": _("系统管理员只能由系统管理员导入"),
    }[code]


def handed_word(name: str, count: int) -> str:
    """So many things of a kind that are open with a person (`accounts.handover`), as people say it."""
    return {
        "mentions": _n("%(num)d条待办消息", count),
        "inbox": _n("%(num)d条问题提醒", count),
        "invitations": _n("%(num)d个受邀的频道", count),
        "deputies": _n("%(num)d项代理", count),
        "sessions": _n("%(num)d处登录", count),
        "tokens": _n("%(num)d个令牌", count),
    }[name]
