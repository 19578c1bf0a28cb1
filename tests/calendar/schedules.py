"""A holiday schedule of 2027, invented, in the form of holiday-cn."""

from datetime import date, timedelta

from hub.calendar.rules import Named
from hub.calendar.rules.notice import Notice, as_text, read_notice

PAPER = "https://www.gov.cn/zhengce/content/202611/content_1.htm"
OFF = {
    "元旦": ("2027-01-01", 3),
    "春节": ("2027-02-05", 8),
    "清明节": ("2027-04-03", 3),
    "劳动节": ("2027-05-01", 5),
    "端午节": ("2027-06-09", 1),
    "中秋节": ("2027-09-15", 1),
    "国庆节": ("2027-10-01", 7),
}
"""The first day, and how many there are."""
MAKEUPS = {"2027-02-20": "春节", "2027-02-28": "春节", "2027-05-08": "劳动节", "2027-10-09": "国庆节"}


def days_2027() -> list[Named]:
    off = [
        Named(date.fromisoformat(first) + timedelta(days=n), "holiday", name, 2027)
        for name, (first, length) in OFF.items()
        for n in range(length)
    ]
    return [*off, *(Named(date.fromisoformat(on), "makeup", name, 2027) for on, name in MAKEUPS.items())]


def text_2027() -> str:
    return as_text(2027, [PAPER], days_2027())


def notice_2027() -> Notice:
    return read_notice(text_2027())
