"""Two invented consultations, by which the office sees what each sentence of its wording makes of a draft. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from ...meetings.live.shapes import DecisionView, ItemRecord, PositionView, Roster, StatementView
from .compose import compose
from .shapes import Drafted, Earlier, Facts, Linked

_AT = datetime(2026, 11, 26, 6, tzinfo=UTC)
_ITEM = ItemRecord(
    public_id="item",
    number=1,
    kind="topic",
    title="心理危机学生转介衔接机制",
    ask="",
    minutes=30,
    state="done",
    seconds=1800,
    started_at=None,
    units=(),
    topic="",
    issue="issue",
    issue_number="2026-0014",
    is_carried=False,
    positions=(
        PositionView("a", "区教育局", "agree"),
        PositionView("b", "区卫生健康委", "reserve", "24小时内首诊尚有困难"),
        PositionView("c", "区财政局", "against", "本年度没有这项经费"),
        PositionView("e", "区民政局", "reserve"),
        PositionView("f", "区残联", "against"),
    ),
    decisions=(
        DecisionView(
            "d", "统一校内初筛表，学校转介时一律附表。", "fixed", "a", "区教育局",
            (("b", "区卫生健康委"),), date(2026, 12, 4), None, None, (),
        ),
    ),
    statements=(
        StatementView("m", 1, "区教育局", "周敏", _AT, "本学期转介23人，平均等候16天。", True),
        StatementView("n", 2, "团区委", "孙悦", _AT, "没有意见。", False),
    ),
)  # fmt: skip
_BARE = replace(_ITEM, issue="", issue_number="", positions=(), decisions=(), statements=())
_ITEMS = (
    _ITEM,
    replace(
        _BARE, public_id="second", title="转介号源", issue="settled", issue_number="2026-0009",
        decisions=(DecisionView("g", "每月公布号源。", "fixed", "b", "区卫生健康委", (), None, None, None, ()),),
    ),
    replace(_BARE, public_id="third", title="专项经费", is_carried=True, positions=_ITEM.positions[2:3]),
    replace(_BARE, public_id="fourth", title="假期走访", is_carried=True),
    replace(_BARE, public_id="fifth", title="宣传月安排"),
    replace(_BARE, public_id="sixth", title="年度培训", state="waiting", seconds=0),
)  # fmt: skip
_FACTS = Facts(
    title="未成年人心理健康专项会商",
    held_on=date(2026, 11, 26),
    place="302会议室",
    chair="区未保办主任林晓",
    roster=Roster((), (), ()),
    items=_ITEMS,
    earlier=(
        Earlier("e", "建立转介台账", "区教育局", date(2026, 10, 31), "settled"),
        Earlier("f", "开设转介号源", "区卫生健康委", date(2026, 11, 20), "late"),
    ),
    issues=(
        ("item", Linked("issue", "2026-0014", is_settled=False, due_on=date(2026, 12, 16))),
        ("second", Linked("settled", "2026-0009", is_settled=True, due_on=date(2026, 11, 20))),
    ),
)
_SHORT = Facts(
    title="困境儿童个案会商",
    held_on=date(2026, 12, 3),
    place="",
    chair="区未保办主任林晓",
    roster=Roster((), (), ()),
    items=(replace(_BARE, public_id="follow", kind="follow_up"), replace(_BARE, public_id="only", title="监护支持")),
)


def example(texts: Mapping[str, str]) -> list[Drafted]:
    """The drafts of both in this wording: between them, every sentence stands in one."""
    return [*compose(_FACTS, texts), *compose(_SHORT, texts)]
