"""What may be asked of an export, how large its files get, and what they are called."""

import re
from datetime import UTC, date, datetime, time, timedelta

from ...core import clock
from ...core.errors import Invalid, TooLarge
from ...core.i18n import _

FORMATS = ("md", "docx", "zip")
STATES = ("waiting", "running", "done", "failed", "cancelled", "expired")
OPEN_STATES = ("waiting", "running")
REASON_LIMIT = 200
DOCX_MESSAGES = 5_000
"""Messages of one Word file: Word itself grows slow above. A ZIP has several files, a DOCX alone is refused."""
OPEN_LIMIT = 3
"""Exports of one person that wait or run at the same time."""
KEPT = timedelta(hours=24)
"""How long the file can be taken after it is ready."""
LEASE = timedelta(seconds=90)
"""How long a worker may say nothing before another one takes over."""
TRIES = 3
EARLIEST = date(1900, 1, 1)
"""Nobody wrote before; the first midnight of the calendar has no instant in UTC."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_CONTENT_TYPES = {
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


def clean_format(value: object) -> str:
    """One of FORMATS, or Invalid."""
    if value not in FORMATS:
        raise Invalid(_("请选择文件格式。"), field="format")
    return str(value)


def clean_reason(value: str) -> str:
    """Why the export is needed, on one line; Invalid when it is missing or too long."""
    text = " ".join(value.split())
    if not text:
        raise Invalid(_("请写明导出事由。"), field="reason")
    if len(text) > REASON_LIMIT:
        raise Invalid(_("最多%(length)d个字。", length=REASON_LIMIT), field="reason")
    return text


def clean_range(first_on: date | None, last_on: date | None) -> tuple[date, date]:
    """The first and the last Shanghai date, both included; Invalid when one is missing or they are the wrong way round."""
    if first_on is None:
        raise Invalid(_("请选择开始日期。"), field="first_on")
    if last_on is None:
        raise Invalid(_("请选择结束日期。"), field="last_on")
    if last_on < first_on:
        raise Invalid(_("结束日期不能早于开始日期。"), field="last_on")
    return first_on, last_on


def instants(first_on: date, last_on: date) -> tuple[datetime, datetime]:
    """When the range begins, and when it has ended: from midnight to midnight in Shanghai."""
    begin = datetime.combine(max(first_on, EARLIEST), time(), clock.SHANGHAI)
    if last_on >= date.max:
        return begin, datetime.max.replace(tzinfo=UTC)
    return begin, datetime.combine(max(last_on, EARLIEST) + timedelta(days=1), time(), clock.SHANGHAI)


def check_size(format_: str, messages: int) -> None:
    """Raise Invalid where nothing was said, TooLarge for more than one Word file holds."""
    if messages == 0:
        raise Invalid(_("这段时间没有消息，请换一段日期。"), field="first_on")
    if format_ == "docx" and messages > DOCX_MESSAGES:
        said = _(
            "共%(count)d条，一个Word文件最多%(limit)d条。请缩短日期范围，或者选择ZIP，会分成几个Word文件。",
            count=messages,
            limit=DOCX_MESSAGES,
        )
        raise TooLarge(said, field="format")


def file_name(title: str, first_on: date, last_on: date, format_: str) -> str:
    """What the file is called when it is taken: the channel and the days, without what file systems refuse."""
    name = _UNSAFE.sub("", title).strip(". ")[:60] or "export"
    days = f"{first_on:%Y%m%d}" if first_on == last_on else f"{first_on:%Y%m%d}-{last_on:%Y%m%d}"
    return f"{name}-{days}.{format_}"


def content_type(format_: str) -> str:
    """The media type of a format's file."""
    return _CONTENT_TYPES[format_]
