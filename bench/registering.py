"""A page of the register of a million issues against one of a thousand, and the panel of a channel with a hundred: the real pages."""

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, text

from hub.accounts.models import Unit
from hub.app import create_app
from hub.channels.membership import sync_all
from hub.channels.models import Channel
from hub.core import clock, db, engines, schema
from hub.core.config import load_settings
from hub.issues.models import IssueYear
from hub.issues.views import issues_in
from hub.web.viewer import COOKIE

from .history import signed_in

SMALL, LARGE = 1_000, 1_000_000
UNITS, CHANNELS = 61, 19
IN_PANEL = 100
ROUNDS = 15
PAGES = {
    "all that is unsettled": "",
    "overdue": "group=overdue",
    "closed": "group=closed",
    "a kind": "kind=hot",
    "a unit": "unit=u0",
    "a kind and a unit": "kind=hot&unit=u0",
    "a unit of few": "unit=u1",
    "a tier": "tier=4",
    "a word that is in no title": "q=没有这样的标题",
}

_ROWS = (
    "insert into message (public_id, channel_id, seq, author_id, unit_id, client_id, body, posted_at, mentioned, change, facets) "
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < :count) "
    "select 'm' || i, 1 + i % :channels, i, :person, :unit, 'r' || i, '', :at, '[]', 1, 64 from n",
    "insert into issue (public_id, year, number, channel_id, message_id, kind, severity, title, body, state, raised_by, unit_id, "
    "raised_at, due_at, is_provisional, tier, answer, hold_reason) "
    "select 'i' || seq, 2026, seq, channel_id, id, case seq * 7 % 3 when 0 then 'key' when 1 then 'hard' else 'hot' end, "
    "case seq * 11 % 3 when 0 then 'normal' when 1 then 'urgent' else 'critical' end, '转介等候过长' || seq, '', "
    "case seq * 13 % 5 when 0 then 'open' when 1 then 'acknowledged' when 2 then 'resolved' when 3 then 'closed' else 'reopened' end, "
    ":person, 1 + seq * 17 % :units, :at, {due}, false, seq / 7 % 6, '', '' from message",
    "insert into issue_unit (issue_id, unit_id, position, is_lead, added_at) "
    "select id, case number % 4 when 0 then 1 else 1 + number * 23 % :units end, 0, true, :at from issue",
)
"""In the database itself: a million by way of Python would take minutes. Keys begin with 1, everything takes its turn; the first
unit answers for every fourth, so that its pages are full among a thousand, too."""
_DUE = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', :at, (seq * 29 % 40000 - 20000) || ' minutes')",
    "postgresql": "cast(:at as timestamptz) + (seq * 29 % 40000 - 20000) * interval '1 minute'",
}


def measure(make: Callable[[], str]) -> dict[str, tuple[float, float]]:
    """What is opened → median milliseconds among few and among many, asked in turn; the panel's second is of a hundred."""
    urls = [make() for _turn in range(3)]
    for url, count in zip(urls, (SMALL, LARGE, IN_PANEL * 5 // 4), strict=True):
        _fill(url, count, 1 if count < SMALL else CHANNELS)  # one in five is closed
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(load_settings({"HUB_DATA_DIR": folder, "HUB_DATABASE_URL": urls[0]}))
        few, many, panel = (engines.make_engine(url) for url in urls)
        client = app.test_client()
        client.set_cookie(COOKIE, "bench", domain="127.0.0.1")
        pages = {what: f"/issues?{query}" for what, query in PAGES.items()}
        figures = {what: _in_turn(partial(_page, client, path), (few, many)) for what, path in pages.items()}
        figures["panel"] = _in_turn(partial(_panel, app), (panel, panel))
        for engine in (few, many, panel):
            engine.dispose()
    return figures


def _in_turn(ask: Callable[[], None], databases: Sequence[Engine]) -> tuple[float, float]:
    times: list[list[float]] = [[] for _one in databases]
    for turn in range(ROUNDS + 3):
        for taken, engine in zip(times, databases, strict=True):
            db._engine = engine
            start = time.perf_counter()
            ask()
            if turn >= 3:
                taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[0]), statistics.median(times[1])


def _page(client: FlaskClient, path: str) -> None:
    response = client.get(path, base_url="http://127.0.0.1:5000")
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")


def _panel(app: Flask) -> None:
    with app.test_request_context("/", headers={"Cookie": f"{COOKIE}=bench"}, base_url="http://127.0.0.1:5000"):
        app.preprocess_request()
        with db.reading() as session:
            channel = session.scalars(select(Channel.public_id)).one()
        found = issues_in(channel)
    if found.unsettled.number != IN_PANEL:
        raise SystemExit(f"the panel has {found.unsettled} issues")


def _fill(url: str, count: int, channels: int) -> None:
    schema.upgrade(url)
    db.open_database(url)
    with db.transaction() as session:
        names = [f"区第{n}局" for n in range(UNITS + 1)]
        units = [
            Unit(public_id=f"u{n}", name=name, short_name=name, tile="局", kind="member", position=n)
            for n, name in enumerate(names)
        ]
        session.add_all([*units, *(Channel(kind="everyone", title=f"频道{n}") for n in range(channels))])
        session.flush()
        person = signed_in(session, units[-1])  # whom nothing waits for: that is no part of the register
        sync_all(session)
        session.add(IssueYear(year=2026, last=count))
        given: dict[str, Any] = {
            "count": count,
            "channels": channels,
            "person": person.id,
            "unit": units[0].id,
            "units": UNITS,
        }
    at = clock.now()
    given["at"] = at.replace(tzinfo=None) if url.startswith("sqlite") else at
    for statement in _ROWS:
        with db.transaction() as session:
            session.execute(text(statement.format(due=_DUE[session.get_bind().dialect.name])), given)
    with db.engine().execution_options(hub_write=True).begin() as connection:
        connection.execute(text("analyze"))
    db.close_database()
