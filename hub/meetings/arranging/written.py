"""What stands in the office's form: as it was typed, as a consultation has it, and as a draft once it can be one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from ...core import clock
from ...core.errors import Invalid
from ...core.i18n import _
from ..rules import LONGEST, SHORTEST
from ..shapes import ConsultationDraft, ConsultationSheet, Named
from .offering import Offer
from .rules import clean_date, clean_number, clean_time, span

MOST_GUESTS = 20
BLANK_GUESTS = 2
_MINUTE = timedelta(minutes=1)
TEXTS = ("kind", "title", "date", "time", "minutes", "room", "place", "link", "chair", "note_taker", "quorum", "note")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody from outside as they were typed."""

    name: str = ""
    post: str = ""
    body: str = ""

    def __bool__(self) -> bool:
        return bool(self.name.strip() or self.post.strip() or self.body.strip())


@dataclass(frozen=True, slots=True)
class Written:
    """`texts` has the fields of TEXTS; units, groups and people are public ids that are ticked."""

    texts: Mapping[str, str]
    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = field(default_factory=tuple)

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def guest_rows(self) -> tuple[Guest, ...]:
        """The guests, and as many empty rows as the form offers besides."""
        room_for = min(MOST_GUESTS, len(self.guests) + BLANK_GUESTS)
        return (*self.guests, *[Guest()] * (room_for - len(self.guests)))


def blank(offer: Offer, kind: str, on: date) -> Written:
    """An empty form: a kind with its length, and a date."""
    known = offer.kind(kind) or offer.kinds[0]
    texts = {"kind": known.key, "minutes": str(known.minutes), "date": on.isoformat(), "time": "14:00"}
    return Written(texts)


def of_sheet(sheet: ConsultationSheet, chair: str, note_taker: str) -> Written:
    """A consultation's own words; chair and note-taker as public ids, "" for none."""
    starts = clock.local(sheet.starts_at)
    texts = {
        "kind": sheet.kind,
        "title": sheet.title,
        "date": f"{starts:%Y-%m-%d}",
        "time": f"{starts:%H:%M}",
        "minutes": str(sheet.minutes),
        "room": sheet.room or "",
        "place": sheet.place,
        "link": sheet.link,
        "chair": chair,
        "note_taker": note_taker,
        "quorum": str(sheet.quorum or ""),
        "note": sheet.note,
    }
    named = tuple(one.person for one in sheet.people if one.person and one.person not in {chair, note_taker})
    guests = tuple(Guest(one.name, one.post, one.body) for one in sheet.people if one.person is None)
    return Written(texts, tuple(unit.public_id for unit in sheet.units), (), named, guests)


def draft_of(written: Written, offer: Offer) -> ConsultationDraft:
    """The draft that the words make; raises Invalid by field. What they may say is the action's affair."""
    kind = offer.kind(written["kind"])
    if kind is None:
        raise Invalid(_("请选择会商类别。"), field="kind")
    units = offer.units_of(list(written.units), list(written.groups))
    is_case = kind.is_named_only
    starts_at, ends_at = when(written)
    return ConsultationDraft(
        kind=kind.key,
        title=written["title"],
        starts_at=starts_at,
        minutes=(ends_at - starts_at) // _MINUTE,
        note=written["note"],
        room=written["room"] or None,
        place=written["place"],
        link=written["link"].strip(),
        chair=written["chair"] or None,
        note_taker=written["note_taker"] or None,
        quorum=clean_number(written["quorum"], "quorum", 1, 99) if written["quorum"].strip() and not is_case else None,
        units=() if is_case else tuple(units),
        people=(*offer.named(list(written.people), units, is_named_only=is_case), *_guests(written)),
    )


def when(written: Written) -> tuple[datetime, datetime]:
    """Beginning and end; raises Invalid by field."""
    least, most = SHORTEST // _MINUTE, LONGEST // _MINUTE
    minutes = clean_number(written["minutes"], "minutes", least, most)
    return span(clean_date(written["date"]), clean_time(written["time"]), minutes)


def moved(written: Written, on: str, time: str) -> Written:
    """The same at another time."""
    return replace(written, texts={**written.texts, "date": on, "time": time})


def _guests(written: Written) -> tuple[Named, ...]:
    return tuple(Named(None, "observer", one.name, one.post, one.body) for one in written.guests if one)
