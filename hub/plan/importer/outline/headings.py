"""Headings that announce no task: 总体要求, 保障措施, 工作要求."""

import re

NO_TASK = re.compile(
    r"(?:加强|强化|健全|落实|抓好|严格|压实)?(?:总体|工作|有关|相关|基本|主要|组织|保障|具体|任务|实施|时间|监督|督导|督查|考核)?"
    r"(?:要求|指导思想|原则|目标|目标任务|思路|领导|保障|实施|措施|步骤|安排|检查|考核|评价|背景|意义|附则|说明|分工)"
)
"""A title that, whatever stands round it, is no task."""
_NEARLY_NO_TASK = re.compile(
    r"要求|指导思想|原则|目标|思路|组织领导|组织实施|保障|步骤|时间安排|督查|督导|考核|背景|意义|说明|有关事项|注意事项"
)
_LONGEST_NO_TASK = 14


def is_no_task(title: str) -> bool:
    """Whether a section's heading announces something else than tasks: 总体要求, 保障措施, 工作要求."""
    return len(title) <= _LONGEST_NO_TASK and _NEARLY_NO_TASK.search(title) is not None
