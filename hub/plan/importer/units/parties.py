"""From a piece of text that names units to the parties as written, in order, each with its role."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..words.due import reads_as_due
from ..words.names import is_indefinite, is_unit_like
from ..words.numerals import number_of
from ..words.roles import ETC, FIRST_LEADS, GLUED_LABEL, LABEL, Kind, Other, Role, kind_of, without_verb
from .lists import CLOSING, EDGES, LONGEST_NAME, SEPARATORS, pieces_of, split_words, whole
from .matching import Lookup


@dataclass(frozen=True)
class Party:
    """A unit or group as the document writes it, with its role."""

    name: str
    role: Role


@dataclass(frozen=True)
class Named:
    """What a piece of text says: its parties in order, when the work is due, and whether 等 leaves others open."""

    parties: tuple[Party, ...] = ()
    due: str = ""
    leaves_open: bool = False
    has_verbs: bool = False


def together(all_named: Iterable[Named]) -> Named:
    """What several pieces of text say between them, in order; times of completion that differ are parted by ；."""
    pieces = list(all_named)
    return Named(
        tuple(party for named in pieces for party in named.parties),
        "；".join(dict.fromkeys(named.due for named in pieces if named.due)),
        any(named.leaves_open for named in pieces),
        any(named.has_verbs for named in pieces),
    )


_JOINING = re.compile(
    r"(?<=[\u4e00-\u9fff）)])(?:会同|联合|会商)(?=[\u4e00-\u9fff])|^(?:会同|联合|商)(?=[\u4e00-\u9fff]{2})"
)
_OWN_ROLE = re.compile(r"[（(〔［\[【]\s*([^（）()]{1,10}?)\s*[）)〕］\]】]$")
_NOBODY = {"", "无", "暂无", "/", "另定", "待定"}
_KIND_OF_PLACE = re.compile(r"(?:镇|乡|街道|乡镇|园区|村|社区|开发区)(?:(?:人民)?政府|办事处|管委会)?")


def parties_in(text: str, lookup: Lookup, role: Role | None = None) -> Named:
    """The parties that `text` names.

    With labels (牵头单位：A；配合单位：B) each label gives the role of what follows it; what stands before the first one,
    and a text without labels, is read by its verbs (A牵头，B、C配合) and where it has none, has the given `role`.
    """
    text = whole(text, lookup)
    labels = list(LABEL.finditer(text))
    starts = [label.start() for label in labels] + [len(text)]
    before = _clauses(text[: starts[0]], lookup, role)
    after = (
        _labelled(kind_of(label), text[label.end() : end], lookup)
        for label, end in zip(labels, starts[1:], strict=True)
    )
    return together([before, *after])


def _labelled(kind: Kind, value: str, lookup: Lookup) -> Named:
    if kind is Other.DUE:
        return Named(due=value.strip(EDGES + SEPARATORS + CLOSING))
    if kind is Other.PERSON:
        return Named()
    return _clauses(value, lookup, kind if isinstance(kind, Role) else None)


@dataclass
class _Clauses:
    """The reading of one list: names wait until a verb, or the end, gives them their role."""

    lookup: Lookup
    role: Role | None
    waiting: list[str] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    due: str = ""
    leaves_open: bool = False
    has_verbs: bool = False
    joined: bool = False
    is_led: bool = False

    def take(self, piece: str) -> None:
        """One piece between separators."""
        if reads_as_due(piece):
            self.due = self.due or piece.strip(EDGES)
            return
        if FIRST_LEADS.fullmatch(piece):
            return
        glued = GLUED_LABEL.match(piece)
        if glued and glued.end() < len(piece):
            self.settle()
            kind = kind_of(glued)
            self.role, self.has_verbs = kind if isinstance(kind, Role) else self.role, True
            piece = piece[glued.end() :]
        piece, role = without_verb(piece.removeprefix("由"))
        self._names(piece)
        if role:
            self.has_verbs = True
            self.settle(role if isinstance(role, Role) and not self.joined else None)

    def _names(self, piece: str) -> None:
        """The names of a piece; 会同 parts who leads from those who join."""
        joining = _JOINING.search(piece)
        if joining:
            self._names(piece[: joining.start()])
            self.settle(Role.LEAD)
            self.joined = self.has_verbs = True
            piece = piece[joining.end() :]
        etc = ETC.search(piece)
        for name in split_words(piece[: etc.start()] if etc else piece, self.lookup):
            if self.waiting and _KIND_OF_PLACE.fullmatch(name) and self.waiting[-1].startswith("各"):
                self.waiting[-1] += "、" + name
            elif name not in _NOBODY:
                self.waiting.append(name)
        if etc:
            counted = number_of(etc["count"] or "")
            self.leaves_open |= counted not in (len(self.waiting), len(self.parties) + len(self.waiting))

    def settle(self, role: Role | None = None) -> None:
        """Give the waiting names their role."""
        left_over = Role.SUPPORT if self.joined or (self.has_verbs and self.is_led) else Role.RESPONSIBLE
        for name in self.waiting:
            bare, own = _own_role(name, self.lookup)
            given = own or role or self.role or left_over
            self.parties.append(Party(bare[:LONGEST_NAME], given))
            self.is_led = self.is_led or given is Role.LEAD
            self.has_verbs = self.has_verbs or own is not None
        self.waiting = []


def _clauses(text: str, lookup: Lookup, role: Role | None) -> Named:
    clauses = _Clauses(lookup, role)
    for piece, separator in pieces_of(text, lookup):
        clauses.take(piece)
        if separator in "；;。":
            clauses.settle()
            clauses.joined = False
    clauses.settle()
    return Named(tuple(clauses.parties), clauses.due, clauses.leaves_open, clauses.has_verbs)


def _own_role(name: str, lookup: Lookup) -> tuple[str, Role | None]:
    """A role in brackets after a name: 区教育局（牵头）."""
    match = _OWN_ROLE.search(name)
    if not match:
        return name, None
    rest, role = without_verb(match[1])
    role = None if rest else role
    if match[1] in ("责任", "责任单位"):
        role = Role.RESPONSIBLE
    return (name[: match.start()], role) if isinstance(role, Role) else (name, None)


def are_plausible(parties: tuple[Party, ...], lookup: Lookup, *, strictly: bool) -> bool:
    """Whether every party is known or named as units are; `strictly`, without what ordinary nouns end in too."""
    return bool(parties) and all(
        lookup.knows(party.name) or is_indefinite(party.name) or is_unit_like(party.name, strictly=strictly)
        for party in parties
    )
