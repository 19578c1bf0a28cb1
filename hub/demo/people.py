"""The people of the demo world, all invented: account, name, unit, role, post."""

from dataclasses import dataclass

from ..core.viewer import Role


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist."""

    login: str
    name: str
    unit: str
    role: Role
    post: str


def _liaison(login: str, name: str, unit: str) -> Invented:
    return Invented(login, name, unit, Role.LIAISON, "联络员")


def _leader(login: str, name: str, unit: str) -> Invented:
    return Invented(login, name, unit, Role.LEADER, "分管领导")


OFFICE = (
    Invented("weiban-chenjing", "陈静", "区未保办", Role.OFFICE, "工作人员"),
    Invented("weiban-linxiao", "林晓", "区未保办", Role.OFFICE, "工作人员"),
    Invented("weibaowei-xuheng", "徐衡", "区未保办", Role.COMMITTEE, "未保委副主任"),
    Invented("admin", "系统管理员", "区未保办", Role.ADMIN, ""),
)
LIAISONS = (
    _liaison("jiaoyu-zhoumin", "周敏", "区教育局"),
    _liaison("minzheng-zhaoning", "赵宁", "区民政局"),
    _liaison("sifa-qianlang", "钱朗", "区司法局"),
    _liaison("gongan-luyuan", "陆远", "区公安分局"),
    _liaison("fayuan-shenyu", "沈瑜", "区法院"),
    _liaison("jiancha-luqing", "陆青", "区检察院"),
    _liaison("yingji-hanfeng", "韩枫", "区应急局"),
    _liaison("shijian-qiaoan", "乔安", "区市场监管局"),
    _liaison("weijian-wutong", "吴桐", "区卫生健康委"),
    _liaison("caizheng-hewei", "何伟", "区财政局"),
    _liaison("kewei-fangzhou", "方洲", "区科委"),
    _liaison("wenlv-tangyi", "唐怡", "区文旅局"),
    _liaison("tiyu-mengchuan", "孟川", "区体育局"),
    _liaison("fuer-songyun", "宋芸", "区妇儿工委办"),
    _liaison("canlian-xulan", "许岚", "区残联"),
    _liaison("gonghui-dinghe", "丁禾", "区总工会"),
    _liaison("guangong-yanbo", "严柏", "区关工委"),
    _liaison("tuanwei-sunyue", "孙悦", "团区委"),
    _liaison("wangxin-gaozhe", "高哲", "区委网信办"),
    _liaison("xuanchuan-baiwei", "白薇", "区委宣传部"),
    _liaison("zhengfa-leiming", "雷铭", "区委政法委"),
    _liaison("huayang-jiangyi", "蒋怡", "华阳路街道"),
    _liaison("jiangsu-weiran", "魏然", "江苏路街道"),
    _liaison("xinhua-duruo", "杜若", "新华路街道"),
    _liaison("zhoujiaqiao-yuanye", "袁野", "周家桥街道"),
    _liaison("tianshan-ludan", "卢丹", "天山路街道"),
    _liaison("xianxia-panyu", "潘雨", "仙霞新村街道"),
    _liaison("hongqiao-xiafan", "夏帆", "虹桥街道"),
    _liaison("chengjiaqiao-gujun", "顾钧", "程家桥街道"),
    _liaison("beixinjing-maoyi", "毛毅", "北新泾街道"),
    _liaison("xinjing-yelan", "叶澜", "新泾镇"),
)
LEADERS = (
    _leader("jiaoyu-zhengyuan", "郑原", "区教育局"),
    _leader("minzheng-liangshu", "梁澍", "区民政局"),
    _leader("gongan-renkai", "任恺", "区公安分局"),
    _leader("jiancha-tonglei", "童蕾", "区检察院"),
    _leader("weijian-shiqin", "施勤", "区卫生健康委"),
)
PEOPLE = (*OFFICE, *LIAISONS, *LEADERS)
