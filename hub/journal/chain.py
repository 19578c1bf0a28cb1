"""The chain: adds entries at its end, in the transaction of what they tell, numbered without gaps."""

from collections.abc import Sequence

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from ..core import clock
from ..core.caller import current_caller
from .models import AuditEntry, AuditHead
from .rules import GENESIS, Head, Note, Row, as_text, seal

_TAKE = text(
    "insert into audit_head (id, seq, hash) values (1, :count, :genesis) "
    "on conflict (id) do update set seq = audit_head.seq + :count returning seq, hash"
)
"""Takes the one row until the end of the transaction: the newest number is ours now, the hash still the last one's."""

_key = b""


def begin(key: str) -> None:
    """Seal with `key` from now on in this process (`HUB_AUDIT_KEY`, or the file in the data folder)."""
    global _key
    _key = key.encode()


def key() -> bytes:
    """The key that entries are sealed with; RuntimeError before `begin`, so that nothing is done without a record."""
    if not _key:
        raise RuntimeError("the audit trail has no key: call journal.chain.begin first")
    return _key


def append(session: Session, notes: Sequence[Note]) -> None:
    """Put the notes down in this order. Whatever goes wrong here undoes the transaction: nothing is done unrecorded."""
    sealing = key()
    last, previous = session.execute(_TAKE, {"count": len(notes), "genesis": GENESIS}).one()
    rows = []
    for seq, note in enumerate(notes, start=last - len(notes) + 1):
        row = _row(seq, note)
        previous = seal(sealing, previous, row)
        rows.append({name: getattr(row, name) for name in Row.__slots__} | {"hash": previous})
    session.execute(insert(AuditEntry), rows)
    session.execute(update(AuditHead).values(hash=previous).execution_options(synchronize_session=False))


def head(session: Session) -> Head:
    """Where the chain stands."""
    found = session.execute(select(AuditHead.seq, AuditHead.hash)).first()
    return Head(*found) if found else Head(0, GENESIS)


def _row(seq: int, note: Note) -> Row:
    caller = current_caller()
    return Row(
        seq=seq,
        at=clock.now(),
        person=caller.person if note.person is None else note.person,
        way=caller.way,
        address=caller.address[:64],
        action=note.action,
        kind=note.kind,
        thing=note.thing,
        result=note.result,
        detail=as_text(note.detail),
    )
