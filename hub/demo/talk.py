"""What was said in the demo world in its last working days: invented, and nothing of any child."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A message: `item` is the number of the item (None in 全体), `days` working days ago, `at` a Shanghai time.

    `answers` says how many messages of the same channel back the one stands that it replies to. `asks` wants
    acknowledgement from all who answer for the item, within so many working hours; `received` are the accounts that gave
    it the day after. `marked` is what the office has marked it as, `pinned` whether it keeps it at hand.
    """

    item: int | None
    days: int
    at: str
    login: str
    body: str
    answers: int = 0
    asks: int | None = None
    received: tuple[str, ...] = ()
    marked: str = ""
    pinned: bool = False


TALK = (
    Said(
        None, 4, "09:30", "weiban-chenjing",
        "各成员单位、各街镇：今年的工作要点已导入本平台，每个事项各有一个频道，责任单位的联络员和分管领导已在其中。"
        "请各单位先核对本单位负责的事项，有出入的在本频道告知，我办统一更正。",
    ),
    Said(None, 3, "10:12", "xinjing-yelan", "已核对，新泾镇涉及事项 1、2、13、14、15，无出入。"),
    Said(
        6, 3, "14:20", "jiaoyu-zhoumin",
        "秋季学期校园安全联合检查拟于下周三开始，首批12所学校。检查内容：门卫与技防、校车、食堂、校园周边。"
        "请 @区公安分局 @区市场监管局 各确定两名检查人员，周五前在此回复。",
    ),
    Said(6, 2, "09:05", "shijian-qiaoan", "我局已确定两名食品安全检查人员，可全程参加。建议食堂检查安排在上午备餐时段。", 1),
    Said(
        6, 2, "09:48", "gongan-luyuan",
        "我分局由治安支队、交警支队各派一人。另反映一个情况：部分学校放学时段家长车辆占道，"
        "建议本次一并核对护校岗位与停靠点设置。",
        2,
    ),
    Said(6, 2, "10:15", "jiaoyu-zhoumin", "好的，停靠点列入检查表。汇总后的分组安排明天上午发出。", 1),
    Said(
        8, 3, "11:06", "jiancha-luqing",
        "强制报告典型案例征集：每单位不少于一例，隐去姓名、住址、学校等一切可识别信息，只写发现、报告、处置的过程。"
        "本月底前发至本频道。",
        asks=40, received=("weijian-wutong", "gongan-luyuan", "minzheng-zhaoning"),
    ),
    Said(8, 2, "15:40", "weijian-wutong", "医疗机构端的案例正在汇总，拟报两例。诊疗信息是否也需要隐去？", 1),
    Said(8, 2, "16:02", "jiancha-luqing", "需要。疾病名称写到科别即可，时间写到月份即可。", 1),
    Said(
        14, 2, "13:45", "weiban-linxiao",
        "本季度专项会商拟以未成年人心理健康为主题。请各街镇报一个最需要部门协同解决的问题，写明已经做了什么、卡在哪里。",
        pinned=True,
    ),
    Said(14, 1, "09:20", "tianshan-ludan", "天山路街道：学校转介后的社区跟进，社工与学校的信息衔接不畅，书面材料随后报。", 1),
    Said(
        15, 2, "16:05", "minzheng-zhaoning",
        "@各街镇 孤独症儿童家庭喘息服务拟自下月起在仙霞新村、天山路两个街道试点，请周五前确认服务对象口径。"
        "名单只报编号，不报姓名。",
    ),
    Said(
        15, 2, "16:31", "canlian-xulan", "建议与残疾儿童康复救助口径一致，以“持证或评估在册”为准。我会可按街道提供在册数。", 1,
        marked="statement",
    ),
    Said(15, 1, "09:12", "tuanwei-sunyue", "志愿者培训可由我委承接，预计两期，每期30人。请区教育局协助推荐有特教经验的老师授课。"),
    Said(15, 1, "09:35", "jiaoyu-zhoumin", "可以，推荐名单下周一前报给 @团区委。", 1),
)  # fmt: skip
