"""The issues of the demo world, all invented: what was raised when, and what was done about it since."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Done:
    """An act of `hub.issues.actions` on an issue, `days` working days ago at a Shanghai time; `said` are its words by name."""

    days: int
    at: str
    login: str
    act: str
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """An issue in the channel of the item with this number, raised `days` working days ago (0: an hour of work ago)."""

    item: int
    days: int
    at: str
    login: str
    units: tuple[str, ...]
    kind: str
    severity: str
    title: str
    body: str
    since: tuple[Done, ...] = ()


PROBLEMS = (
    Problem(
        3, 14, "10:20", "fayuan-shenyu", ("区公安分局", "区检察院"), "hard", "normal", "家庭教育令执行情况缺少反馈",
        "家庭教育令发出后，执行情况没有统一的反馈渠道。建议明确由谁回访、多长时间反馈一次。",
        since=(
            Done(13, "09:15", "gongan-luyuan", "acknowledge"),
            Done(13, "14:40", "jiancha-luqing", "acknowledge"),
            Done(9, "15:30", "gongan-luyuan", "resolve", {
                "answer": "已商定：派出所每月回访一次，结果由检察院汇总后反馈法院。首次回访已完成。",
            }),
            Done(8, "10:05", "fayuan-shenyu", "close", {"note": "已收到首次反馈。"}),
        ),
    ),
    Problem(
        16, 11, "09:40", "tiyu-mengchuan", ("区卫生健康委", "区教育局"), "hot", "normal", "脊柱侧弯筛查后复诊预约难",
        "学校筛查出的学生复诊预约普遍要等三周以上，家长反映集中。请研究开设集中复诊时段。",
    ),
    Problem(
        10, 10, "14:10", "minzheng-zhaoning", ("区教育局",), "hard", "normal", "心理服务机构准入标准不统一",
        "各部门购买心理服务的准入条件不一致，机构重复提交材料。",
        since=(
            Done(9, "10:30", "jiaoyu-zhoumin", "acknowledge"),
            Done(7, "16:00", "weiban-chenjing", "hold", {"reason": "市级准入文件正在征求意见，待正式印发后再办。"}),
        ),
    ),
    Problem(
        17, 9, "11:00", "wenlv-tangyi", ("区市场监管局", "区体育局"), "key", "normal", "剧本娱乐场所接纳未成年人的核验要求",
        "场所对未成年人的核验做法不一，请明确由谁检查、查什么。",
        since=(
            Done(8, "09:20", "shijian-qiaoan", "acknowledge"),
            Done(8, "10:45", "tiyu-mengchuan", "acknowledge"),
            Done(4, "15:15", "shijian-qiaoan", "report", {
                "words": "核验要点初稿已拟好，正在征求场所意见，后天前定稿。",
            }),
        ),
    ),
    Problem(
        13, 7, "09:30", "xuanchuan-baiwei", ("区委网信办",), "key", "normal", "未成年人网络素养宣传口径不一",
        "各单位宣传材料口径不一，请网信办提供统一素材。",
        since=(
            Done(6, "09:50", "wangxin-gaozhe", "acknowledge"),
            Done(2, "16:20", "wangxin-gaozhe", "resolve", {"answer": "统一素材已发各单位，含海报和课件。"}),
        ),
    ),
    Problem(
        2, 0, "", "xinjing-yelan", ("区民政局",), "hot", "urgent", "临时照料点夜间接收流程不明",
        "夜间需要临时照料时，不清楚由谁接收、交接哪些材料。请明确流程和值班电话。",
    ),
)  # fmt: skip
