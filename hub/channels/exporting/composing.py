"""Messages as blocks: who said what for which unit and when, what it answers, and what became of it. Pure, in one language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ...core import clock
from ...core.i18n import _, current_locale
from ...documents.html import blocks_of
from ...documents.tree import Block, Heading, Page, Paragraph, Quote, Run
from ..shapes import MessageView, QuoteView
from .hooks import lines_of

_WEEKDAYS = {
    "zh": "一二三四五六日",
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What an export says of itself."""

    title: str
    first_on: date
    last_on: date
    count: int
    reason: str
    unit_name: str
    person_name: str
    asked_at: datetime

    @property
    def mark(self) -> str:
        """Who took the words away, and when: on every page of a Word file, in the first and the last line of a text."""
        at = f"{clock.local(self.asked_at):%Y-%m-%d %H:%M}"
        return _("%(unit)s %(name)s 导出 %(at)s", unit=self.unit_name, name=self.person_name, at=at)


def page_of(head: Head) -> Page:
    """What stands on every page."""
    lang = "en-GB" if current_locale() == "en" else "zh-CN"
    header = _("内部资料，请勿外传。%(mark)s", mark=head.mark)
    return Page(title=head.title, header=header, footer=head.mark, watermark=head.mark, lang=lang)


def opening(head: Head) -> tuple[Block, ...]:
    """The title, and the facts that somebody needs who finds the file later."""
    days = _("%(first)s 至 %(last)s", first=head.first_on.isoformat(), last=head.last_on.isoformat())
    facts = [
        (_("日期"), days),
        (_("消息"), str(head.count)),
        (_("导出人"), f"{head.unit_name} {head.person_name}"),
        (_("导出事由"), head.reason),
    ]
    said = (Paragraph((Run(name, bold=True), Run(_("：") + text))) for name, text in facts)
    return (Heading(1, (Run(head.title),)), *said)


class Composer:
    """Messages in order as blocks, with a heading for each Shanghai day; those outside of the dates are left out.

    A clock that was set back may number a message among those of another day.
    """

    def __init__(self, head: Head) -> None:
        self._head = head
        self._day: date | None = None

    def blocks(self, messages: Iterable[MessageView]) -> Iterator[Block]:
        """The next messages' blocks."""
        for message in messages:
            day = clock.local(message.posted_at).date()
            if not self._head.first_on <= day <= self._head.last_on:
                continue
            if day != self._day:
                self._day = day
                yield Heading(2, (Run(_long_day(day)),))
            yield from _message(message)


def _message(message: MessageView) -> Iterator[Block]:
    yield Paragraph(
        (Run(f"{message.unit_name} {message.author_name}", bold=True), Run(f" {_facts(message)}", quiet=True)), True
    )
    if message.retracted_at is not None:
        yield Paragraph((Run(_("（消息已撤回，内容不再显示）"), italic=True),))
        return
    if message.reply is not None:
        yield _quoted(message.reply)
    yield from blocks_of(message.html)
    for line in lines_of(message):
        yield Paragraph((Run(line, quiet=True),))


def _facts(message: MessageView) -> str:
    facts = [message.author_post, f"{clock.local(message.posted_at):%H:%M:%S}", _("第%(seq)d条", seq=message.seq)]
    if message.edited_at is not None and message.retracted_at is None:
        facts.append(_("已编辑 %(at)s", at=f"{clock.local(message.edited_at):%Y-%m-%d %H:%M}"))
    return _("，").join(fact for fact in facts if fact)


def _quoted(reply: QuoteView) -> Quote:
    who = _("回复第%(seq)d条 %(unit)s %(name)s", seq=reply.seq, unit=reply.unit_name, name=reply.author_name)
    said = _("（消息已撤回，内容不再显示）") if reply.retracted else reply.excerpt
    return Quote((Paragraph((Run(f"{who}{_('：')}", quiet=True), Run(said))),))


def _long_day(day: date) -> str:
    weekday = _WEEKDAYS[current_locale()][day.weekday()]
    if current_locale() == "en":
        return f"{weekday} {day.isoformat()}"
    return f"{day.year}年{day.month}月{day.day}日 星期{weekday}"
