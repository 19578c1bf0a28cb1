"""Chinese messages by the million: clauses of words as frequent as words are, written straight into the tables and the index."""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, islice
from typing import Any

from sqlalchemy import text

from hub.channels.searching.indexing import Document
from hub.channels.searching.rules import bucket, fold, number, pieces, tags
from hub.core import clock, db

BEGAN = datetime(2024, 11, 20, tzinfo=UTC)
STOCK = [
    "请各单位按要求报送名单", "已收悉，按时办理", "本周会商议题见附件", "建议由街道先行走访", "未成年人保护工作台账已更新",
    "困境儿童关爱服务情况如下", "学校已完成安全排查", "拟请公安分局协助核实",
]  # fmt: skip
COMMON = ["单位", "报送", "按时", "会商", "街道", "工作", "儿童", "学校", "公安", "名单"]
RARE = [chr(0x9100 + at) + chr(0x9200 + at) for at in range(20)]
"""Each in one message of 50,000."""
NOWHERE = [chr(0x9300 + at) + chr(0x9400 + at) for at in range(10)]
QUIET = 1000
"""Of as many messages one is in the last channel."""
CHUNK = 20_000
ONE_BY_ONE = 4_096
"""The last messages come to SQLite as people send them: FTS5 merges what several transactions wrote, and a few transactions of
20,000 would leave it merging their messages while later sends are measured."""


def texts(seed: int = 1) -> Iterator[str]:
    """Messages of some 40 characters, without end: a stock phrase and two clauses, the frequent ones far more often."""
    chance = random.Random(seed)  # noqa: S311 (it only has to look like talk)
    words = [chr(0x4E00 + chance.randrange(3000)) + chr(0x4E00 + chance.randrange(3000)) for _ in range(6000)]
    clauses = ["".join(chance.choices(words, k=chance.randint(3, 8))) for _ in range(8000)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(clauses))))
    while True:
        yield "，".join([chance.choice(STOCK), *chance.choices(clauses, cum_weights=weights, k=2)]) + "。"


def fill(count: int, channels: Sequence[int], person_id: int, unit_id: int) -> None:
    """Write `count` messages of one person into the channels (keys), all but few of them into all but the last."""
    written = texts()
    seqs = dict.fromkeys(channels, 0)
    step = timedelta(days=730) / count
    is_sqlite = db.engine().dialect.name == "sqlite"
    load = _load_sqlite if is_sqlite else _load_postgresql
    in_bulk = count - ONE_BY_ONE if is_sqlite else count
    _before(not is_sqlite)
    for first in range(1, in_bulk + 1, CHUNK):
        keys = range(first, min(first + CHUNK, in_bulk + 1))
        load(list(_rows(keys, written, seqs, step)), person_id, unit_id)
    if is_sqlite:
        _merge()
    for key in range(in_bulk + 1, count + 1):
        load(list(_rows([key], written, seqs, step)), person_id, unit_id)
    _after(not is_sqlite, seqs, count)


def _rows(
    keys: Sequence[int], written: Iterator[str], seqs: dict[int, int], step: timedelta
) -> Iterator[tuple[Any, ...]]:
    *busy, quiet = seqs
    for key, body in zip(keys, islice(written, len(keys)), strict=True):
        channel = quiet if key % QUIET == 0 else busy[key % len(busy)]
        seqs[channel] += 1
        said = body if key % 2500 else body + RARE[key // 2500 % len(RARE)]
        yield key, channel, seqs[channel], said, BEGAN + key * step


def _document(row: tuple[Any, ...], person_id: int, unit_id: int) -> Document:
    key, channel, _seq, body, posted_at = row
    return Document(key, channel, unit_id, person_id, posted_at, 0, fold(body))


def _pieces(document: Document) -> set[str]:
    """`document.pieces`, quickly: the same clauses come again and again."""
    day = document.posted_at.astimezone(clock.SHANGHAI).date()
    found = tags(document.channel_id, document.unit_id, document.author_id, day, document.facets)
    return found.union(*map(_of_clause, document.folded.split(",")))


_of_clause = lru_cache(maxsize=None)(pieces)
_number = lru_cache(maxsize=None)(number)


def _message(row: tuple[Any, ...], person_id: int, unit_id: int) -> tuple[Any, ...]:
    key, channel, seq, body, posted_at = row
    return (key, f"b{key:013d}", channel, seq, person_id, unit_id, f"k{key}", body, posted_at, json.dumps([]), seq, 0)


MESSAGE = "id, public_id, channel_id, seq, author_id, unit_id, client_id, body, posted_at, mentioned, change, facets"


def _load_sqlite(rows: list[tuple[Any, ...]], person_id: int, unit_id: int) -> None:
    documents = [_document(row, person_id, unit_id) for row in rows]
    messages = [
        (*one[:8], one[8].replace(tzinfo=None).isoformat(" ", "microseconds"), *one[9:])
        for one in (_message(row, person_id, unit_id) for row in rows)
    ]
    with db.transaction() as session:
        raw = session.connection().connection.cursor()
        raw.executemany(f"INSERT INTO message ({MESSAGE}) VALUES ({', '.join('?' * 12)})", messages)  # noqa: S608
        raw.executemany(
            "INSERT INTO search_text (message_id, folded, facets) VALUES (?, ?, 0)",
            [(one.message_id, one.folded) for one in documents],
        )
        raw.executemany(
            "INSERT INTO search_pieces (rowid, pieces) VALUES (?, ?)",
            [(one.message_id, " ".join(_pieces(one))) for one in documents],
        )


def _load_postgresql(rows: list[tuple[Any, ...]], person_id: int, unit_id: int) -> None:
    with db.transaction() as session:
        raw: Any = session.connection().connection.cursor()
        with raw.copy(f"COPY message ({MESSAGE}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(_message(row, person_id, unit_id))
        with raw.copy("COPY search_text (message_id, folded, facets, pieces) FROM STDIN") as copy:
            for row in rows:
                one = _document(row, person_id, unit_id)
                found = ",".join(map(str, map(_number, _pieces(one) | {bucket(one.message_id)})))
                copy.write_row((one.message_id, one.folded, 0, f"{{{found}}}"))


def _before(is_postgresql: bool) -> None:
    if is_postgresql:
        with db.transaction() as session:
            session.execute(text("DROP INDEX search_pieces"))


def _merge() -> None:
    """Make FTS5's index one piece, as PostgreSQL's is after its making."""
    with db.transaction() as session:
        session.execute(text("INSERT INTO search_pieces (search_pieces) VALUES ('optimize')"))


def _after(is_postgresql: bool, seqs: dict[int, int], count: int) -> None:
    """The index, the heads of the channels, and what the planner has to know."""
    with db.transaction() as session:
        for channel, seq in seqs.items():
            values = {"seq": seq, "channel": channel}
            session.execute(text("UPDATE channel SET head_seq = :seq, head_change = :seq WHERE id = :channel"), values)
            session.execute(text("UPDATE membership SET last_read_seq = :seq WHERE channel_id = :channel"), values)
        if is_postgresql:
            session.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
            session.execute(
                text("CREATE INDEX search_pieces ON search_text USING gin (pieces) WITH (fastupdate = off)")
            )
            session.execute(text("SELECT setval(pg_get_serial_sequence('message', 'id'), :count)"), {"count": count})
    with db.engine().execution_options(hub_write=True, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("vacuum analyze" if is_postgresql else "analyze"))
