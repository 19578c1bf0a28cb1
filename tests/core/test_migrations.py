"""From the last release to this one: what was there is still there, and what is new can be written."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from hub import tables
from hub.core import db, schema

LAST_RELEASE = "0001"
ROWS = (
    "insert into unit (id, public_id, name, short_name, tile, kind, position) "
    "values (1, 'u1', '区甲局', '甲局', '甲', 'member', 1)",
    "insert into person (id, public_id, login, name, post, unit_id, password_hash, locale, must_change_password, created_at) "
    "values (1, 'p1', 'jia', '甲一', '联络员', 1, '', 'zh', false, '2026-11-01 00:00:00+00')",
    "insert into channel (id, public_id, kind, title, head_seq, head_change, created_at) "
    "values (1, 'c1', 'everyone', '全体', 1, 2, '2026-11-01 00:00:00+00')",
    "insert into message (id, public_id, channel_id, seq, author_id, unit_id, client_id, body, posted_at, mentioned, change) "
    "values (1, 'm1', 1, 1, 1, 1, 'k', '请各单位报送', '2026-11-01 00:00:00+00', '[]', 2)",
    "insert into change_log (channel_id, change, seq, action) values (1, 1, 1, 'create'), (1, 2, 1, 'edit')",
    "insert into mention (id, person_id, channel_id, seq, basis) values (1, 1, 1, 1, 'unit')",
)
"""What a hub of that release may have stored."""


def test_what_the_last_release_has_stored_is_there_after_migrating(bare_url: str) -> None:
    schema.upgrade(bare_url, LAST_RELEASE)
    _write(bare_url)
    before = _read(bare_url)
    schema.upgrade(bare_url)
    assert schema.is_current(bare_url)
    after = _read(bare_url)
    assert {
        table: [row.items() >= old.items() for row, old in zip(after[table], before[table], strict=True)]
        for table in before
    } == {table: [True] * len(rows) for table, rows in before.items()}
    with db.open_database(bare_url).connect() as connection:
        assert (
            compare_metadata(
                MigrationContext.configure(connection, opts={"compare_type": True, "include_name": tables.is_ours}),
                tables.metadata(),
            )
            == []
        )
    db.close_database()


def _write(url: str) -> None:
    db.open_database(url)
    with db.transaction() as session:
        for row in ROWS:
            session.execute(text(row))
    db.close_database()


def _read(url: str) -> dict[str, list[dict[str, object]]]:
    db.open_database(url)
    with db.reading() as session:
        found = {
            table: [dict(row) for row in session.execute(text(f"select * from {table} order by 1, 2")).mappings()]  # noqa: S608
            for table in ("unit", "person", "channel", "message", "change_log", "mention")
        }
    db.close_database()
    return found
