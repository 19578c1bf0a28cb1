"""The units and collective names of the demo world: those that the sample plan names, and the ten 街镇."""

from ..accounts.actions import GroupForm, UnitForm


def _member(short_name: str, tile: str, name: str, *aliases: str) -> UnitForm:
    return UnitForm(name, "member", short_name, tile, aliases=aliases)


def _street(short_name: str, name: str, *aliases: str) -> UnitForm:
    return UnitForm(name, "street", short_name, short_name[:2], aliases=aliases)


UNITS = (
    _member("区教育局", "教育", "长宁区教育局"),
    _member("区民政局", "民政", "长宁区民政局"),
    _member("区司法局", "司法", "长宁区司法局"),
    _member("区公安分局", "公安", "上海市公安局长宁分局", "公安长宁分局", "长宁公安分局"),
    _member("区法院", "法院", "长宁区人民法院", "区人民法院"),
    _member("区检察院", "检察", "长宁区人民检察院", "区人民检察院"),
    _member("区应急局", "应急", "长宁区应急管理局", "区应急管理局"),
    _member("区市场监管局", "市监", "长宁区市场监督管理局", "区市场监督管理局", "区市监局"),
    _member("区卫生健康委", "卫健", "长宁区卫生健康委员会", "区卫健委"),
    _member("区财政局", "财政", "长宁区财政局"),
    _member("区科委", "科委", "长宁区科学技术委员会", "区科学技术委员会"),
    _member("区文旅局", "文旅", "长宁区文化和旅游局", "区文化和旅游局", "区文化旅游局"),
    _member("区体育局", "体育", "长宁区体育局"),
    _member("区妇儿工委办", "妇儿", "长宁区妇女儿童工作委员会办公室", "区妇女儿童工作委员会办公室", "区妇联"),
    _member("区残联", "残联", "长宁区残疾人联合会", "区残疾人联合会"),
    _member("区总工会", "工会", "长宁区总工会"),
    _member("区关工委", "关工", "长宁区关心下一代工作委员会", "区关心下一代工作委员会"),
    _member("团区委", "团委", "共青团长宁区委员会", "共青团长宁区委", "区团委"),
    _member("区委网信办", "网信", "长宁区委网络安全和信息化委员会办公室", "区网信办"),
    _member("区委宣传部", "宣传", "长宁区委宣传部"),
    _member("区委政法委", "政法", "长宁区委政法委员会", "区政法委"),
    UnitForm(
        "长宁区未成年人保护委员会办公室", "office", "区未保办", "未保", aliases=("区未成年人保护委员会办公室", "未保办")
    ),
    _street("华阳路街道", "长宁区华阳路街道办事处"),
    _street("江苏路街道", "长宁区江苏路街道办事处"),
    _street("新华路街道", "长宁区新华路街道办事处"),
    _street("周家桥街道", "长宁区周家桥街道办事处"),
    _street("天山路街道", "长宁区天山路街道办事处"),
    _street("仙霞新村街道", "长宁区仙霞新村街道办事处", "仙霞街道"),
    _street("虹桥街道", "长宁区虹桥街道办事处"),
    _street("程家桥街道", "长宁区程家桥街道办事处"),
    _street("北新泾街道", "长宁区北新泾街道办事处"),
    _street("新泾镇", "长宁区新泾镇人民政府"),
)

GROUPS = (
    GroupForm("各成员单位", "member", aliases=("成员单位", "区未保委各成员单位", "各有关成员单位")),
    GroupForm("各街镇", "street", aliases=("各街道、镇", "各街道（镇）", "各街道", "各镇街", "街镇")),
)
