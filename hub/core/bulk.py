"""Many rows at once: what SQLAlchemy and the drivers would otherwise take apart row by row.

On PostgreSQL they are one statement that is given them as JSON; on SQLite the driver's own `executemany`, with values turned
into what is stored column by column.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Insert,
    Integer,
    String,
    Table,
    Update,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from .columns import Base

Rows = Sequence[Mapping[str, Any]]


def insert_many(session: Session, model: type[Base], rows: Rows, unless: str = "") -> None:
    """Insert rows, which all name every column that needs a value; one whose `unless` (a unique column) is there already stays out."""
    if rows:
        _send(session.connection(), ("insert", _table(model), tuple(rows[0]), (unless,)), rows)


def update_many(session: Session, model: type[Base], match: Rows, values: Rows) -> int:
    """Set `values[n]` in the row that still is as `match[n]` says; returns how many there were."""
    if not match:
        return 0
    rows = [
        {f"if_{name}": value for name, value in now.items()} | {f"to_{name}": value for name, value in then.items()}
        for now, then in zip(match, values, strict=True)
    ]
    return _send(session.connection(), ("update", _table(model), tuple(match[0]), tuple(values[0])), rows)


def among(session: Session, key: Any, keys: Iterable[int]) -> ColumnElement[bool]:
    """`key in keys`, which are sent as one value, however many: `in_` writes out each."""
    if session.get_bind().dialect.name == "postgresql":
        found: ColumnElement[bool] = key == any_(literal([*keys], ARRAY(Integer, dimensions=1)))
        return found
    listed = func.json_each(json.dumps([*keys])).table_valued("value")
    within: ColumnElement[bool] = key.in_(select(listed.c.value))
    return within


What = tuple[str, Table, tuple[str, ...], tuple[str, ...]]
"""What is done to which table, and with which columns."""


def _send(connection: Connection, what: What, rows: Rows) -> int:
    if connection.dialect.name == "postgresql":
        return connection.execute(_of_json(what), {"rows": json.dumps(rows, default=_written)}).rowcount
    sql, columns = _of_rows(what, connection.dialect)
    stored = [_stored([row[name] for row in rows], process) for name, process in columns]
    return connection.exec_driver_sql(sql, list(zip(*stored, strict=True))).rowcount


def _written(value: object) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat()
    raise TypeError(f"no JSON: {type(value).__name__}")


def _stored(values: list[Any], process: Any) -> Iterable[Any]:
    """As the driver takes them; many rows tell of one instant, which is written once."""
    if process is None:
        return values
    once = {id(value): value for value in values}
    done = {key: process(value) for key, value in once.items()}
    return [done[id(value)] for value in values]


@lru_cache(maxsize=64)
def _of_json(what: What) -> Insert | Update:
    """PostgreSQL: it reads the rows itself."""
    verb, table, first, second = what
    read = func.json_to_recordset(cast(bindparam("rows", type_=String), JSON))
    rows = read.table_valued(*(column(name, of.type) for name, of in _named(what).items()), name="given")
    rows = rows.render_derived(with_types=True)
    if verb == "insert":
        made = postgresql.insert(table).from_select([*first], select(*rows.c), include_defaults=False)
        return made.on_conflict_do_nothing(index_elements=[*second]) if any(second) else made
    matches = [table.c[name] == rows.c[f"if_{name}"] for name in first]
    return update(table).where(*matches).values({name: rows.c[f"to_{name}"] for name in second})


@lru_cache(maxsize=64)
def _of_rows(what: What, dialect: Dialect) -> tuple[str, list[tuple[str, Any]]]:
    """SQLite: the statement, and in its order each value's name with what turns it into what is stored."""
    verb, table, first, second = what
    statement: Insert | Update
    if verb == "insert":
        made = sqlite.insert(table)
        statement = made.on_conflict_do_nothing(index_elements=[*second]) if any(second) else made
    else:
        matches = [table.c[name] == bindparam(f"if_{name}") for name in first]
        statement = update(table).where(*matches).values({name: bindparam(f"to_{name}") for name in second})
    keys = [*first] if verb == "insert" else None
    compiled: Any = statement.compile(dialect=dialect, column_keys=keys)
    kinds = {name: column.type.dialect_impl(dialect) for name, column in _named(what).items()}
    return str(compiled), [(name, kinds[name].bind_processor(dialect)) for name in compiled.positiontup]


def _table(model: type[Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model} is no table")
    return table


def _named(what: What) -> dict[str, Column[Any]]:
    """The columns by the names under which rows give values for them."""
    verb, table, first, second = what
    if verb == "insert":
        return {name: table.c[name] for name in first}
    return {f"if_{name}": table.c[name] for name in first} | {f"to_{name}": table.c[name] for name in second}
